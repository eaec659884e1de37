import type { JSX, TargetedKeyboardEvent } from "preact";
import { useSignal } from "@preact/signals";
import type { Choice } from "../../transport/index.ts";
import { useTranslator } from "../model/widget-context.ts";
import { Icon } from "../parts/Icon.tsx";
import type { Answering } from "./answering.ts";
import { indexAfter } from "./index-after.ts";
import { Picture } from "./Picture.tsx";

interface ChoicesProps extends Answering {
  readonly choices: readonly Choice[];
}

/** Choices that can be made: a toolbar, one tab stop with arrow keys. Spent ones stay, disabled. */
export function Choices({ choices, isOpen, chosen, answer }: ChoicesProps): JSX.Element {
  const { direction, t } = useTranslator();
  const current = useSignal(0);
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>): void => {
    const next = indexAfter(event.key, current.value, choices.length, direction());
    if (next === null) return;
    event.preventDefault();
    // The log moves between messages with the same keys.
    event.stopPropagation();
    current.value = next;
    event.currentTarget.querySelectorAll("button")[next]?.focus();
  };
  return (
    <div
      class="pl-chips"
      role={isOpen ? "toolbar" : "group"}
      aria-label={t(isOpen ? "rich.choices" : "rich.answered")}
      onKeyDown={onKeyDown}
    >
      {choices.map((choice, index) => {
        const isChosen = chosen.includes(choice.payload);
        return (
          <button
            key={index}
            type="button"
            class={`pl-chip${isOpen ? "" : isChosen ? " is-chosen" : " is-spent"}`}
            dir="auto"
            disabled={!isOpen}
            tabIndex={index === current.value ? 0 : -1}
            onFocus={() => (current.value = index)}
            onClick={() => answer(choice)}
          >
            {isChosen && (
              <>
                <Icon name="check" size={14} />
                <span class="pl-vh">{t("rich.chose")} </span>
              </>
            )}
            <Picture url={choice.imageUrl} class="pl-chip__pic" />
            {choice.text}
            {choice.detail !== "" && <small>{choice.detail}</small>}
          </button>
        );
      })}
    </div>
  );
}
