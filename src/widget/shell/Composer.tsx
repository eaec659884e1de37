import { useSignal } from "@preact/signals";
import type { JSX, TargetedKeyboardEvent } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { cleanText } from "../../transport/index.ts";
import { t } from "../i18n/translate.ts";
import { persistedValue } from "../model/persisted-value.ts";
import { useWidget } from "../model/widget-context.ts";
import { ConversationSlot, SensitiveDataSlot } from "../model/chunk-slots.tsx";
import { Icon } from "../parts/Icon.tsx";
import { LIMIT } from "../model/message-limit.ts";

/** The text field and the send button. Never blocked by the network. */
export function Composer(): JSX.Element {
  const context = useWidget();
  const { chat, signals, firstUnread } = context.chat;
  const { options } = context.host;
  const { field } = context.panel;
  const draft = useMemo(
    () => persistedValue("draft", options.deploymentId, "sessionStorage"),
    [options],
  );
  const text = useSignal(draft.read() ?? "");
  const isMulti = useSignal(false);
  const wantsText = useSignal(false);
  // True from a send before the check for sensitive data has loaded, until it has loaded or the
  // text is changed.
  const isEarly = useSignal(false);
  const isNewLine = useMemo(
    () => !options.enterSends || matchMedia("(pointer: coarse)").matches,
    [options],
  );
  // The field itself is not changed: some input methods write an emoji in two halves.
  const written = cleanText(text.value);
  const isOver = written.length > LIMIT;

  // Fits the height to the text. Browsers with `field-sizing` do that themselves; for them this
  // only distinguishes a single line from several.
  const fit = (): void => {
    const element = field.current;
    if (element === null) return;
    element.style.height = "auto";
    const line = Number.parseFloat(getComputedStyle(element).lineHeight) || 22;
    isMulti.value = element.value.includes("\n") || element.scrollHeight > line * 2.2;
    if (!CSS.supports("field-sizing", "content"))
      element.style.height = `${element.scrollHeight}px`;
  };
  useEffect(fit, []);

  const change = (next: string): void => {
    text.value = next;
    draft.write(cleanText(next) || null);
    wantsText.value = false;
    isEarly.value = false;
  };

  const send = (): void => {
    const guard = SensitiveDataSlot.chunk.peek();
    // The signal holds the current text, which may not be rendered yet.
    const whole = cleanText(text.value);
    const body = whole.trim();
    if (whole.length > LIMIT) return;
    if (body === "") {
      wantsText.value = true;
      return;
    }
    const sendNow = (): void => {
      chat.send(body);
      firstUnread.value = null;
      change("");
      if (field.current !== null) field.current.value = "";
      fit();
    };
    if (options.sensitiveData === null) sendNow();
    else if (guard === null) isEarly.value = true;
    else guard.sendGuarded(context, body, sendNow);
  };

  useEffect(() => {
    if (isEarly.peek()) send();
  }, [SensitiveDataSlot.chunk.value]);

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLTextAreaElement>): void => {
    // Some input methods send key code 229 while they compose.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter" && !event.shiftKey && !isNewLine) {
      event.preventDefault();
      send();
    }
    if (
      event.key === "ArrowUp" &&
      text.value === "" &&
      ConversationSlot.chunk.peek()?.focusLastFailed(event.currentTarget)
    )
      event.preventDefault();
  };

  const phase = signals.phase.value.kind;
  return (
    <div class="pl-composer" part="composer">
      <ConversationSlot part="OfflineHint" />
      <div class={`pl-composer__box${isMulti.value ? " is-multi" : ""}${isOver ? " is-over" : ""}`}>
        <span />
        <textarea
          ref={field}
          rows={1}
          aria-label={t("composer.name")}
          aria-describedby={isOver || wantsText.value ? "pl-hint pl-count" : "pl-hint"}
          aria-invalid={isOver || wantsText.value}
          {...((isOver || wantsText.value) && { "aria-errormessage": "pl-count" })}
          enterkeyhint={isNewLine ? "enter" : "send"}
          dir={text.value === "" ? undefined : "auto"}
          placeholder={t(phase === "starting" ? "composer.opening" : "composer.placeholder")}
          value={text.value}
          onInput={(event) => {
            change(event.currentTarget.value);
            fit();
            chat.typing();
          }}
          onKeyDown={onKeyDown}
        />
        <ConversationSlot part="Counter" length={written.length} wantsText={wantsText.value} />
        <ConversationSlot part="EmojiButton" />
        <button
          type="button"
          class="pl-send"
          part="send"
          aria-label={t("composer.send")}
          aria-disabled={written.trim() === "" || isOver}
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
