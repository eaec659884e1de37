import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "../../../src/widget/parts/Icon.tsx";
import { send, tellTyping } from "../model/desk-acts.ts";
import { outbox, unfinished } from "../model/desk-outbox.ts";
import { focusWanted, me, needReplies, replies } from "../model/desk-state.ts";
import { firstName, isolatedName } from "../model/names.ts";
import { fillReply, listReplies, queryOf, type SavedReply } from "../model/saved-replies.ts";
import { MAX_MESSAGE } from "../model/sendable-text.ts";
import { REPLIES_ID, replyId, SavedReplies } from "./SavedReplies.tsx";

const numbers = new Intl.NumberFormat("en");

/** Text to the guest of one conversation. A slash in an empty field brings the saved replies. */
export function DeskComposer({
  chatId,
  guestName,
}: {
  chatId: string;
  guestName: string;
}): JSX.Element {
  const field = useRef<HTMLTextAreaElement>(null);
  const chosen = useSignal(0);
  const isOpen = useSignal(false);
  const isDismissed = useSignal(false);
  const text = unfinished(chatId).draft;
  const first = firstName(guestName);
  const names = { guest: first, agent: firstName(me.value?.name ?? "") };
  const list = listReplies(text, replies.value, {
    isOpen: isOpen.value,
    isDismissed: isDismissed.value,
  });
  const found = list.kind === "found" ? list.replies : [];
  const isTooLong = text.trim().length > MAX_MESSAGE;
  const canSend = text.trim() !== "" && !isTooLong && list.kind === "closed";

  useEffect(needReplies, []);
  // Only when the agent has selected this conversation: a field that appears by itself must not
  // catch text that is typed elsewhere.
  useLayoutEffect(() => {
    if (focusWanted.value !== chatId) return;
    focusWanted.value = null;
    field.current?.focus();
  }, [focusWanted.value]);

  const write = (draft: string): void => outbox().set(chatId, { draft });
  const close = (): void => {
    isOpen.value = false;
    chosen.value = 0;
    if (queryOf(text) !== null) isDismissed.value = true;
  };
  /**
   * Replaces the slash and its word; without them the typed text stays, and the reply is inserted
   * at the caret.
   */
  const insert = (reply: SavedReply): void => {
    const { current } = field;
    if (current === null) return;
    const filled = fillReply(reply.text, names);
    const isQuery = !isDismissed.value && queryOf(current.value) !== null;
    if (isQuery) current.setRangeText(filled, 0, current.value.length, "end");
    else {
      const before = current.value.slice(0, current.selectionStart);
      const gap = before === "" || /\s$/.test(before) ? "" : " ";
      current.setRangeText(gap + filled, current.selectionStart, current.selectionEnd, "end");
    }
    write(current.value);
    isOpen.value = false;
    isDismissed.value = false;
    chosen.value = 0;
    current.focus();
  };
  const submit = (): void => {
    field.current?.focus();
    if (!canSend) return;
    isDismissed.value = false;
    send(chatId, text.trim());
  };
  return (
    <div class="pl-composer dk-comp">
      <SavedReplies
        list={list}
        chosen={chosen.value}
        names={names}
        insert={insert}
        dismiss={close}
      />
      <div class="pl-composer__box">
        <span />
        <textarea
          ref={field}
          rows={1}
          aria-label={`Message to ${isolatedName(guestName)}`}
          placeholder={`Write to ${isolatedName(first)}, or type / for saved replies`}
          value={text}
          aria-invalid={isTooLong}
          {...(list.kind !== "closed" && { "aria-controls": REPLIES_ID })}
          {...(found.length > 0 && {
            "aria-autocomplete": "list" as const,
            "aria-activedescendant": replyId(chosen.value),
          })}
          onInput={(event) => {
            const { value } = event.currentTarget;
            write(value);
            chosen.value = 0;
            isOpen.value = false;
            if (!value.startsWith("/")) isDismissed.value = false;
            if (queryOf(value) === null) tellTyping(chatId);
          }}
          onKeyDown={(event) => {
            if (event.isComposing || event.keyCode === 229) return;
            const pick = found[chosen.value];
            if (pick !== undefined && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
              event.preventDefault();
              chosen.value =
                (chosen.value + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length;
            } else if (event.key === "Escape" && list.kind !== "closed") close();
            else if (event.key === "Enter" && !event.shiftKey) {
              event.preventDefault();
              if (pick !== undefined) insert(pick);
              else submit();
            }
          }}
        />
        <button
          type="button"
          class="pl-ib"
          aria-label="Saved replies"
          aria-haspopup="listbox"
          aria-expanded={list.kind !== "closed"}
          onClick={() => {
            if (list.kind === "closed") {
              needReplies();
              isOpen.value = true;
            } else close();
            field.current?.focus();
          }}
        >
          <svg class="pl-i" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
            <path d="M11 3L4.8 11.4h4.6L8.8 17l6.4-8.4h-4.6z" />
          </svg>
        </button>
        <button
          type="button"
          class="pl-send"
          aria-label="Send message"
          aria-disabled={!canSend}
          onClick={submit}
        >
          <Icon name="send" />
        </button>
      </div>
      {isTooLong ? (
        <p class="dk-keys dk-bad" role="status">
          Too long to send: {numbers.format(text.trim().length)} of {numbers.format(MAX_MESSAGE)}{" "}
          characters.
        </p>
      ) : (
        <p class="dk-keys">
          <kbd>Enter</kbd> sends · <kbd>Shift</kbd> <kbd>Enter</kbd> new line · <kbd>/</kbd> saved
          replies
        </p>
      )}
    </div>
  );
}
