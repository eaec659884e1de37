import { useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { createIdleTimeout } from "../effects/idle-timeout.ts";
import { useChat, useHost, usePanel, useTranslator } from "../../model/widget-context.ts";
import { Icon } from "../../parts/Icon.tsx";

/** Asks whether the visitor is still there before the idle timeout ends the chat. */
export function IdleBanner(): JSX.Element | null {
  const { t } = useTranslator();
  const chat = useChat();
  const { announce, focusComposer } = usePanel();
  const { idleMinutes } = useHost().options;
  const idle = useMemo(() => createIdleTimeout(chat, idleMinutes), [chat, idleMinutes]);
  const seconds = idle.secondsLeft.value;
  const isNear = seconds !== null;
  useSignalEffect(() => {
    const ms = idle.sleepMs.value;
    if (ms === null) return;
    const timer = setTimeout(idle.wake, ms);
    return () => clearTimeout(timer);
  });
  useEffect(() => {
    if (isNear) announce(t("idle.said"), "assertive");
  }, [isNear]);
  if (seconds === null) return null;
  return (
    <div class="pl-banner">
      <Icon name="clock" />
      <p class="pl-tnum" key={seconds}>
        {t("idle.text", { n: seconds })}
      </p>
      <button
        type="button"
        class="pl-link"
        onClick={() => {
          idle.stay();
          focusComposer();
        }}
      >
        {t("idle.stay")}
      </button>
    </div>
  );
}
