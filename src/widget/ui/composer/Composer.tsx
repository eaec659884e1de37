import { useSignal } from "@preact/signals";
import type { JSX, TargetedKeyboardEvent } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { t } from "../../i18n/translate.ts";
import { useView } from "../../state/view.ts";
import { Icon } from "../parts/Icon.tsx";
import { draftOf } from "./draft.ts";

/** The contract's limit, in UTF-16 units. */
const LIMIT = 4_000;
const COUNT_FROM = 200;
const SPOKEN_COUNTS = [200, 50, 0];

/** Text, and the way to send it. Never blocked by the network. */
export function Composer({
  field,
}: {
  field: { current: HTMLTextAreaElement | null };
}): JSX.Element {
  const { chat, signals, options, announcer, firstUnread } = useView();
  const draft = useMemo(() => draftOf(options.deploymentId), [options.deploymentId]);
  const text = useSignal(draft.read());
  const isMulti = useSignal(false);
  const wantsText = useSignal(false);
  const spoken = useRef(Number.POSITIVE_INFINITY);
  const isCoarse = useMemo(() => matchMedia("(pointer: coarse)").matches, []);
  const left = LIMIT - text.value.length;
  const isOver = left < 0;
  const isEmpty = text.value.trim() === "";

  // Grows with its text: where the browser does it itself (field-sizing), this only tells one line from several.
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
    draft.write(next);
    wantsText.value = false;
    const rest = LIMIT - next.length;
    const due = rest < 0 ? -1 : SPOKEN_COUNTS.findLast((count) => rest <= count);
    if (due !== undefined && due !== spoken.current) {
      announcer.say(due === -1 ? t("composer.tooLong") : t("say.left", { n: rest }));
    }
    spoken.current = due ?? Number.POSITIVE_INFINITY;
  };

  const send = (): void => {
    field.current?.focus();
    const body = text.value.trim();
    if (text.value.length > LIMIT) return;
    if (body === "") {
      wantsText.value = true;
      return;
    }
    chat.send(body);
    firstUnread.value = null;
    change("");
    if (field.current !== null) field.current.value = "";
    fit();
  };

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLTextAreaElement>): void => {
    // 229 is what some input methods send while they compose.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter" && !event.shiftKey && !isCoarse) {
      event.preventDefault();
      send();
    }
    if (event.key === "ArrowUp" && text.value === "") {
      const root = event.currentTarget.getRootNode() as ParentNode;
      const failed = [...root.querySelectorAll<HTMLElement>(".pl-meta--bad")].at(-1);
      const row = failed?.closest<HTMLElement>("[role=article]");
      if (row == null) return;
      event.preventDefault();
      row.focus();
    }
  };

  const phase = signals.phase.value.kind;
  const showsCount = left <= COUNT_FROM;
  return (
    <div class="pl-composer">
      <div class={`pl-composer__box${isMulti.value ? " is-multi" : ""}${isOver ? " is-over" : ""}`}>
        <span />
        <textarea
          ref={field}
          rows={1}
          aria-label={t("composer.name")}
          aria-describedby="pl-hint"
          aria-invalid={isOver || wantsText.value}
          {...((isOver || wantsText.value) && { "aria-errormessage": "pl-count" })}
          enterkeyhint={isCoarse ? "enter" : "send"}
          dir="auto"
          placeholder={t(phase === "starting" ? "composer.opening" : "composer.placeholder")}
          value={text.value}
          onInput={(event) => {
            change(event.currentTarget.value);
            fit();
            chat.typing();
          }}
          onKeyDown={onKeyDown}
        />
        {(showsCount || wantsText.value) && (
          <div
            id="pl-count"
            class={`pl-count ${isOver || wantsText.value ? "pl-count--over" : "pl-count--near"}`}
          >
            <span>
              {isOver ? t("composer.tooLong") : wantsText.value ? t("composer.empty") : ""}
            </span>
            {showsCount && (
              <b class="pl-tnum">
                {t("composer.count", { used: text.value.length, limit: LIMIT })}
              </b>
            )}
          </div>
        )}
        <button
          type="button"
          class="pl-send"
          aria-label={t("composer.send")}
          aria-disabled={isEmpty || isOver}
          onClick={send}
        >
          <Icon name="send" />
        </button>
      </div>
      <span id="pl-hint" class="pl-vh">
        {isCoarse ? "" : t("composer.hint")}
      </span>
    </div>
  );
}
