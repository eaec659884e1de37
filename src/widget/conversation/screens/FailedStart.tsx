import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { Phase } from "../../../transport/index.ts";
import { SecondarySlot } from "../../model/chunk-slots.tsx";
import { useTranslator, useWidget, type WidgetContext } from "../../model/widget-context.ts";
import { ConnectingDoor } from "../../parts/ConnectingDoor.tsx";
import { Body } from "./Body.tsx";
import { Screen } from "./Screen.tsx";

export type Failure = Omit<Extract<Phase, { kind: "failed" }>, "kind">;

/** Starts the chat again. */
export function retryStart({ chat: { chat }, panel }: WidgetContext): void {
  // After a timeout the start is still in progress: retrying reconnects instead of starting anew.
  if (chat.get().phase.kind === "starting") chat.reconnectNow();
  // The screen stays, and says so.
  else void chat.start(panel.visit.peek().startWith).catch(() => undefined);
}

/**
 * The chat could not be started. The screen is part of the secondary chunk; without a network, its
 * words and the retry are there until that chunk is.
 */
export function FailedStart(failure: Failure): JSX.Element | null {
  const context = useWidget();
  const { hasWords, t } = useTranslator();
  const isReady = hasWords("secondary") && SecondarySlot.chunk.value !== null;
  useEffect(SecondarySlot.load, []);
  const { code } = failure;
  if (isReady) return <SecondarySlot part="Failed" {...failure} />;
  const isOffline = code === "offline";
  // The server has answered, so the chunk arrives in a moment.
  if (!isOffline && code !== "timeout") return null;
  const title = t(isOffline ? "failed.offline.title" : "failed.title");
  const text = t(isOffline ? "failed.offline.text" : "failed.text");
  return (
    <Body name={title}>
      <Screen art={<ConnectingDoor />} title={title} text={text} takesFocus>
        <button type="button" class="pl-link" onClick={() => retryStart(context)}>
          {t("failed.again")}
        </button>
      </Screen>
    </Body>
  );
}
