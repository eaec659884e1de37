import type { JSX } from "preact";
import { useChat, useTranslator } from "../../model/widget-context.ts";
import { ConnectingDoor } from "../../parts/ConnectingDoor.tsx";
import { Body } from "./Body.tsx";
import { FailedStart } from "./FailedStart.tsx";
import { Screen } from "./Screen.tsx";

const SHOW_AFTER_MS = 400;
const SLOW_AFTER_MS = 8_000;
const GIVE_UP_AFTER_MS = 20_000;

/** The connecting screen, shown once connecting takes long enough to be noticed. */
export function Connecting({ since }: { since: number }): JSX.Element {
  const { t } = useTranslator();
  const ms = useChat().now.value - since;
  if (ms < SHOW_AFTER_MS) return <div class="pl-body" />;
  // The attempt goes on; if it succeeds, the conversation replaces this screen.
  if (ms > GIVE_UP_AFTER_MS) return <FailedStart code="timeout" contextId={null} retryAt={null} />;
  return (
    <Body name={t("composer.opening")}>
      <Screen
        art={<ConnectingDoor />}
        title={t("composer.opening")}
        text={t(ms > SLOW_AFTER_MS ? "connecting.slow" : "connecting.text")}
      />
    </Body>
  );
}
