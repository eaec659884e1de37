import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { Phase } from "../../../transport/index.ts";
import { SecondarySlot } from "../../model/chunk-slots.tsx";
import { useTranslator, useWidget, type WidgetContext } from "../../model/widget-context.ts";
import { ConnectingDoor } from "../../parts/ConnectingDoor.tsx";
import { Body } from "./Body.tsx";
import { EmailLink } from "./EmailLink.tsx";
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
 * The chat could not be started. The screen is part of the secondary chunk. Where that chunk cannot
 * be fetched either, a few words, the retry and the e-mail address stand in for it.
 */
export function FailedStart(failure: Failure): JSX.Element | null {
  const context = useWidget();
  const { hasWords, t } = useTranslator();
  const isReady = hasWords("secondary") && SecondarySlot.chunk.value !== null;
  const isMissing = useSignal(false);
  useEffect(() => {
    SecondarySlot.load();
    SecondarySlot.fetch().catch(() => {
      isMissing.value = true;
    });
  }, []);
  const { code } = failure;
  // The words that wait go out as soon as they can, without a press.
  useEffect(() => {
    if (code !== "offline") return;
    const again = (): void => retryStart(context);
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, [code]);
  if (isReady) return <SecondarySlot part="Failed" {...failure} />;
  const isOffline = code === "offline" && !navigator.onLine;
  // If the server has answered, the chunk usually arrives in a moment.
  if (code !== "offline" && code !== "timeout" && !isMissing.value) return null;
  const title = t(isOffline ? "failed.offline.title" : "failed.title");
  const text = t(isOffline ? "failed.offline.text" : "failed.text");
  return (
    <Body name={title}>
      <Screen art={<ConnectingDoor />} title={title} text={text} takesFocus>
        <button type="button" class="pl-link" onClick={() => retryStart(context)}>
          {t("failed.again")}
        </button>
        <EmailLink class="pl-link">{t("failed.email")}</EmailLink>
      </Screen>
    </Body>
  );
}
