import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { t } from "../../i18n/translate.ts";
import { createIdleTimeout } from "../effects/idle-timeout.ts";
import { useWidget } from "../../model/widget-context.ts";
import { Icon } from "../../parts/Icon.tsx";

/** Asks whether the visitor is still there before the idle timeout ends the chat. */
export function IdleBanner(): JSX.Element | null {
  const view = useWidget();
  const quiet = useMemo(() => createIdleTimeout(view), [view]);
  const seconds = quiet.secondsLeft.value;
  const isNear = seconds !== null;
  useEffect(() => {
    if (isNear) view.announce(t("idle.said"), "assertive");
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
