import type { JSX, TargetedKeyboardEvent } from "preact";
import { useSignal } from "@preact/signals";
import type { FlowChoice } from "../../transport/index.ts";
import { textIn } from "../i18n/localized-text.ts";
import { useTranslator, useWidget } from "../model/widget-context.ts";

interface ChoicesProps {
  readonly choices: readonly FlowChoice[];
}

/**
 * The answers that the greeting offers: a toolbar, one tab stop with arrow keys. The chosen answer
 * is the first message of the conversation, which begins in the choice's queue.
 */
export function Choices({ choices }: ChoicesProps): JSX.Element {
  const { language, direction, t } = useTranslator();
  const {
    chat: { chat },
    host: { options },
    panel,
  } = useWidget();
  const current = useSignal(0);

  const choose = ({ text, payload, queue }: FlowChoice): void => {
    if (chat.get().phase.kind !== "none") return;
    const visit = panel.visit.peek();
    chat.send(payload ?? textIn(text, language.peek()));
    const routing = { ...options.routing, queue: queue ?? options.routing.queue };
    // Every attempt to start leads there, also a later one.
    visit.startWith = { ...visit.startWith, routing };
    // The phase says that it failed.
    void chat.start(visit.startWith).catch(() => undefined);
    panel.focusComposer();
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>): void => {
    const forward = direction() === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = direction() === "rtl" ? "ArrowRight" : "ArrowLeft";
    const last = choices.length - 1;
    const next = {
      [forward]: Math.min(last, current.value + 1),
      [back]: Math.max(0, current.value - 1),
      ArrowDown: Math.min(last, current.value + 1),
      ArrowUp: Math.max(0, current.value - 1),
      Home: 0,
      End: last,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    // The log moves between messages with the same keys.
    event.stopPropagation();
    current.value = next;
    const buttons = event.currentTarget.querySelectorAll("button");
    buttons[next]?.focus();
  };
  return (
    <li>
      <div
        class="pl-choices"
        role="toolbar"
        aria-label={t("hello.choices")}
        dir={direction()}
        onKeyDown={onKeyDown}
      >
        {choices.map((choice, index) => {
          const label = textIn(choice.text, language.value);
          return (
            <button
              key={label}
              type="button"
              class="pl-chip"
              dir="auto"
              tabIndex={index === current.value ? 0 : -1}
              onFocus={() => (current.value = index)}
              onClick={() => choose(choice)}
            >
              {label}
            </button>
          );
        })}
      </div>
    </li>
  );
}
