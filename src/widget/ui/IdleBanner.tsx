import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { t } from "../i18n/translate.ts";
import { quietOf } from "../state/idle.ts";
import { useView } from "../state/view.ts";
import { Icon } from "./parts/Icon.tsx";

/** Asks, before quiet ends the chat, whether somebody is there. */
export function IdleBanner(): JSX.Element | null {
  const view = useView();
  const quiet = useMemo(() => quietOf(view), [view]);
  const seconds = quiet.secondsLeft.value;
  const isNear = seconds !== null;
  useEffect(() => {
    if (isNear) view.say(t("idle.said"), "assertive");
  }, [isNear]);
  if (seconds === null) return null;
  return (
    <div class="pl-banner">
      <Icon name="clock" />
      <p class="pl-tnum">{t("idle.text", { n: seconds })}</p>
      <button
        type="button"
        class="pl-link"
        onClick={() => {
          quiet.stay();
          view.focusComposer();
        }}
      >
        {t("idle.stay")}
      </button>
    </div>
  );
}
