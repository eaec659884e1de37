import { useSignal } from "@preact/signals";
import type { JSX, TargetedKeyboardEvent } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { cleanText } from "../../transport/index.ts";
import { AttachSlot, ConversationSlot, SecondarySlot } from "../model/chunk-slots.tsx";
import { COUNT_FROM, LIMIT, lengthOf } from "../model/message-limit.ts";
import { canAttach } from "../model/take-files.ts";
import { useWidget } from "../model/widget-context.ts";
import type { ResolvedOptions } from "../options/options.ts";
import { Icon } from "../parts/Icon.tsx";
import { useDraft } from "./use-draft.ts";

interface CountProps {
  readonly text: string;
  readonly wantsText: boolean;
}

/**
 * Fits the field's height to its text. Browsers with `field-sizing` do that themselves; for them
 * this only tells a single line from several.
 * @returns whether there are several lines
 */
function fit(field: HTMLTextAreaElement): boolean {
  field.style.height = "auto";
  const line = Number.parseFloat(getComputedStyle(field).lineHeight) || 22;
  const isMulti = field.value.includes("\n") || field.scrollHeight > line * 2.2;
  if (!CSS.supports("field-sizing", "content")) field.style.height = `${field.scrollHeight}px`;
  return isMulti;
}

/** The count near the limit, and the word that a message lacks text. */
function Count({ text, wantsText }: CountProps): JSX.Element | null {
  const startText = useMemo(() => text, []);
  const { options } = useWidget().host;
  if (!wantsText && lengthOf(text, options) < LIMIT - COUNT_FROM) return null;
  return <SecondarySlot part="Counter" text={text} startText={startText} wantsText={wantsText} />;
}

/** Whether Enter starts a new line: on touch screens, and where the site wants it. */
const useNewLine = (options: ResolvedOptions): boolean =>
  useMemo(() => !options.enterSends || matchMedia("(pointer: coarse)").matches, [options]);

/** The text field and the send button. Never blocked by the network. */
export function Composer(): JSX.Element {
  const context = useWidget();
  const { chat, signals } = context.chat;
  const { options } = context.host;
  const { field } = context.panel;
  const { direction, t } = context.translator;
  const isMulti = useSignal(false);
  const update = (): void => {
    if (field.current !== null) isMulti.value = fit(field.current);
  };
  useEffect(update, []);
  const { text, wantsText, change, send } = useDraft(() => {
    if (field.current !== null) field.current.value = "";
    update();
  });
  const isNewLine = useNewLine(options);
  // The field itself is not changed: some input methods write an emoji in two halves.
  const written = cleanText(text.value);
  const isOver = lengthOf(written, options) > LIMIT;
  const isWrong = isOver || wantsText.value;

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key === "Enter" && !event.shiftKey && !isNewLine) {
      event.preventDefault();
      send();
    }
    if (
      event.key === "ArrowUp" &&
      text.value === "" &&
      SecondarySlot.chunk.peek()?.focusLastFailed(context)
    )
      event.preventDefault();
  };

  const isOpening = signals.phase.value.kind === "starting";
  return (
    <div class="pl-composer" part="composer">
      <ConversationSlot part="OfflineHint" />
      <div class={`pl-composer__box${isMulti.value ? " is-multi" : ""}${isOver ? " is-over" : ""}`}>
        {(AttachSlot.chunk.value !== null || signals.uploads.value.length > 0) && (
          <AttachSlot part="Cards" />
        )}
        {canAttach(context) ? <ConversationSlot part="AttachButton" /> : <span />}
        <textarea
          ref={field}
          rows={1}
          aria-label={t("composer.name")}
          aria-describedby={isWrong ? "pl-hint pl-count" : "pl-hint"}
          aria-invalid={isWrong}
          {...(isWrong && { "aria-errormessage": "pl-count" })}
          enterkeyhint={isNewLine ? "enter" : "send"}
          dir={text.value === "" ? direction() : "auto"}
          placeholder={t(isOpening ? "composer.opening" : "composer.placeholder")}
          value={text.value}
          onInput={(event) => {
            change(event.currentTarget.value);
            update();
            chat.typing();
          }}
          onKeyDown={onKeyDown}
        />
        <Count text={written} wantsText={wantsText.value} />
        <ConversationSlot part="EmojiButton" />
        <button
          type="button"
          class="pl-send"
          part="send"
          aria-label={t("composer.send")}
          aria-disabled={(written.trim() === "" && signals.uploads.value.length === 0) || isOver}
          onClick={() => {
            field.current?.focus();
            send();
          }}
        >
          <Icon name="send" />
        </button>
      </div>
      <span id="pl-hint" class="pl-vh">
        {isNewLine ? "" : t("composer.hint")}
      </span>
    </div>
  );
}
