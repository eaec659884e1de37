import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../i18n/translate.ts";
import type { Question } from "../model/panel.ts";
import { useChat, usePanel } from "../model/widget-context.ts";
import { agentIn } from "../model/message-presentation.ts";

/**
 * "End this chat?", "Leave the queue?" and "Send this message?". The safe choice has focus, Escape
 * selects it, and focus returns to where it was.
 */
export function Confirm({ what }: { what: Question }): JSX.Element {
  const { chat, signals } = useChat();
  const panel = usePanel();
  const { focusComposer } = panel;
  const { pendingConfirmation: asking } = panel;
  const safe = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const isBusy = useSignal(false);
  const hasFailed = useSignal(false);
  useEffect(() => {
    const root = safe.current?.getRootNode() as ShadowRoot | Document | undefined;
    const before = root?.activeElement;
    safe.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected && before !== document.body)
        before.focus();
      else focusComposer();
    };
  }, []);
  const close = (): void => {
    asking.value = null;
  };
  const confirm = async (): Promise<void> => {
    if (isBusy.value) return;
    if (typeof what === "object") {
      close();
      what.send();
      return;
    }
    isBusy.value = true;
    hasFailed.value = false;
    try {
      await chat.end();
      close();
    } catch {
      hasFailed.value = true;
    }
    isBusy.value = false;
  };
  const agent = agentIn(signals.members.value);
  const kind = typeof what === "object" ? "sensitiveData" : what;
  const text = (): string => {
    if (typeof what === "object") return t(`sensitiveData.${what.about}`);
    if (what === "leave") return t("leave.text");
    return agent === null
      ? t("end.textAlone")
      : t("end.text", { name: agent.name.split(" ")[0] ?? agent.name });
  };
  return (
    <div
      class="pl-scrim"
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          event.stopPropagation();
          close();
        }
        if (event.key !== "Tab") return;
        // With two buttons, Tab and Shift+Tab both lead to the other one.
        event.preventDefault();
        const buttons = [...(box.current?.querySelectorAll("button") ?? [])];
        const activeElement = (box.current?.getRootNode() as ShadowRoot | undefined)?.activeElement;
        buttons[activeElement === buttons[0] ? 1 : 0]?.focus();
      }}
    >
      <div
        ref={box}
        class="pl-dialog"
        role="alertdialog"
        aria-modal="true"
        aria-labelledby="pl-ask"
        aria-describedby="pl-ask-text"
      >
        <h2 id="pl-ask">{t(`${kind}.title`)}</h2>
        <p id="pl-ask-text">{text()}</p>
        {hasFailed.value && <p role="alert">{t("end.failed")}</p>}
        <div class="pl-row">
          <button
            ref={safe}
            type="button"
            class="pl-btn pl-btn--secondary pl-btn--lg pl-grow"
            onClick={close}
          >
            {t(`${kind}.keep`)}
          </button>
          <button
            type="button"
            class="pl-btn pl-btn--danger pl-btn--lg pl-grow"
            aria-disabled={isBusy.value}
            onClick={() => void confirm()}
          >
            {t(kind === "end" ? "menu.end" : `${kind}.confirm`)}
          </button>
        </div>
      </div>
    </div>
  );
}
