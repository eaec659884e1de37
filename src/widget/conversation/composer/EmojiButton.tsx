import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { usePanel, useTranslator } from "../../model/widget-context.ts";
import { SecondarySlot } from "../../model/chunk-slots.tsx";
import { Icon } from "../../parts/Icon.tsx";

/** Opens the picker; the chosen emoji is inserted at the caret. */
export function EmojiButton(): JSX.Element {
  const { t } = useTranslator();
  const { field, focusComposer } = usePanel();
  const isOpen = useSignal(false);
  const button = useRef<HTMLButtonElement>(null);
  const pick = (one: string): void => {
    isOpen.value = false;
    const element = field.current;
    if (element === null) return;
    focusComposer();
    element.setRangeText(one, element.selectionStart, element.selectionEnd, "end");
    element.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        class="pl-ib pl-smile"
        aria-label={t("emoji.insert")}
        aria-haspopup="dialog"
        aria-expanded={isOpen.value}
        onClick={() => (isOpen.value = !isOpen.value)}
      >
        <Icon name="smile" />
      </button>
      {isOpen.value && (
        <SecondarySlot
          part="EmojiPicker"
          onPick={pick}
          close={(returnsFocus) => {
            isOpen.value = false;
            if (returnsFocus) button.current?.focus();
          }}
        />
      )}
    </>
  );
}
