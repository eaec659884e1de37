import { useSignal, type ReadonlySignal } from "@preact/signals";
import type { JSX, TargetedKeyboardEvent } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Translate } from "../i18n/translator.ts";
import { agentIn } from "../model/message-presentation.ts";
import type { Question, Ref } from "../model/panel.ts";
import { useChat, usePanel, useTranslator, type ChatContext } from "../model/widget-context.ts";
import { Heading } from "../conversation/screens/Heading.tsx";

/** Moves focus to the safe choice, and back to where it was when the question is gone. */
function useFocusOn(safe: Ref<HTMLElement>): void {
  const { focusComposer, launcher } = usePanel();
  // With the question everything behind it is inert, and loses focus.
  const { current: before } = useRef((launcher.getRootNode() as ShadowRoot).activeElement);
  useEffect(() => {
    safe.current?.focus();
    return () => {
      // The elements behind the question are inert until the drawing without it is complete.
      queueMicrotask(() => {
        if (before instanceof HTMLElement && before.isConnected) before.focus();
        else focusComposer();
      });
    };
  }, []);
}

/** Does what the question is about, once it is confirmed. */
function useAnswer(question: Question): {
  readonly isBusy: ReadonlySignal<boolean>;
  readonly hasFailed: ReadonlySignal<boolean>;
  readonly close: () => void;
  readonly confirm: () => Promise<void>;
} {
  const { chat } = useChat();
  const { pendingConfirmation } = usePanel();
  const isBusy = useSignal(false);
  const hasFailed = useSignal(false);
  const close = (): void => {
    pendingConfirmation.value = null;
  };
  const confirm = async (): Promise<void> => {
    if (isBusy.value) return;
    if (typeof question === "object") {
      close();
      question.send();
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
  return { isBusy, hasFailed, close, confirm };
}

function textOf(question: Question, { signals }: ChatContext, t: Translate): string {
  if (typeof question === "object" && question.about !== "forget")
    return t(`sensitiveData.${question.about}`);
  if (typeof question === "object") return question.text?.() ?? "";
  if (question === "leave") return t("leave.text");
  const agent = agentIn(signals.members.value);
  return agent === null
    ? t("end.textAlone")
    : t("end.text", { name: agent.name.split(" ")[0] ?? agent.name });
}

/**
 * "End this chat?", "Leave the queue?" and "Send this message?". The safe choice has focus, Escape
 * selects it, and focus returns to where it was.
 */
export function Confirm({ what }: { what: Question }): JSX.Element {
  const { t } = useTranslator();
  const chat = useChat();
  const safe = useRef<HTMLButtonElement>(null);
  const other = useRef<HTMLButtonElement>(null);
  const { isBusy, hasFailed, close, confirm } = useAnswer(what);
  useFocusOn(safe);
  const about = typeof what === "object" ? what.about : what;
  const kind = about === "card" || about === "pattern" ? "sensitiveData" : about;
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>): void => {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
    if (event.key !== "Tab") return;
    // With two buttons, Tab and Shift+Tab both lead to the other one.
    event.preventDefault();
    (event.target === safe.current ? other : safe).current?.focus();
  };
  return (
    <div class="pl-scrim" onKeyDown={onKeyDown}>
      <div
        class="pl-dialog"
        role="alertdialog"
        aria-modal="true"
        aria-labelledby="pl-ask"
        aria-describedby="pl-ask-text"
      >
        <Heading id="pl-ask">{t(`${kind}.title`)}</Heading>
        <p id="pl-ask-text">{textOf(what, chat, t)}</p>
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
            ref={other}
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
