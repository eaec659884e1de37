import { useSignal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../../../src/widget/ui/parts/Icon.tsx";
import { call } from "../api.ts";
import { me, send, tellTyping } from "../desk-state.ts";

interface Reply {
  readonly id: string;
  readonly shortcut: string;
  readonly text: string;
}

/** Text to the guest. A slash in an empty field brings the saved replies. */
export function DeskComposer({ guestName }: { guestName: string }): JSX.Element {
  const field = useRef<HTMLTextAreaElement>(null);
  const text = useSignal("");
  const replies = useSignal<readonly Reply[]>([]);
  const chosen = useSignal(0);
  const first = guestName.split(" ")[0] ?? guestName;
  useEffect(() => {
    field.current?.focus();
    call("GET", "/api/v2/parlor/replies").then(
      (found) => (replies.value = (found as { entities: Reply[] }).entities),
      () => undefined,
    );
  }, []);
  const search = text.value.startsWith("/") ? text.value.slice(1).toLowerCase() : null;
  const found =
    search === null
      ? []
      : replies.value.filter((one) => `${one.shortcut} ${one.text}`.toLowerCase().includes(search));
  const filled = (one: Reply): string =>
    one.text
      .replaceAll("{guest.name}", first)
      .replaceAll("{agent.name}", me.value?.name.split(" ")[0] ?? "");
  /** What is filled in stands out, so that it is looked at before it is sent. */
  const marked = (one: Reply): ComponentChildren =>
    one.text
      .split(/(\{(?:guest|agent)\.name\})/)
      .map((part, index) =>
        index % 2 === 0 ? part : <mark key={part}>{filled({ ...one, text: part })}</mark>,
      );
  const insert = (one: Reply): void => {
    text.value = filled(one);
    chosen.value = 0;
    field.current?.focus();
  };
  const submit = (): void => {
    send(text.value.trim());
    text.value = "";
    field.current?.focus();
  };
  return (
    <div class="pl-composer dk-comp">
      {found.length > 0 && (
        <div class="pl-pop dk-canned" role="listbox" id="dk-replies" aria-label="Saved replies">
          {found.map((one, index) => (
            <div
              key={one.id}
              id={`dk-reply-${index}`}
              class="dk-can"
              role="option"
              aria-selected={index === chosen.value}
              onPointerDown={(event) => {
                event.preventDefault();
                insert(one);
              }}
            >
              <b>/{one.shortcut}</b>
              <span>{marked(one)}</span>
            </div>
          ))}
          <p class="dk-keys" aria-hidden="true">
            <kbd>↑</kbd> <kbd>↓</kbd> choose · <kbd>Enter</kbd> insert · <kbd>Esc</kbd> close
          </p>
        </div>
      )}
      <div class="pl-composer__box">
        <span />
        <textarea
          ref={field}
          rows={1}
          aria-label={`Message to ${guestName}`}
          placeholder={`Write to ${first}, or type / for saved replies`}
          value={text.value}
          {...(found.length > 0 && {
            "aria-autocomplete": "list" as const,
            "aria-controls": "dk-replies",
            "aria-activedescendant": `dk-reply-${chosen.value}`,
          })}
          onInput={(event) => {
            text.value = event.currentTarget.value;
            chosen.value = 0;
            if (!text.value.startsWith("/")) tellTyping();
          }}
          onKeyDown={(event) => {
            if (event.isComposing || event.keyCode === 229) return;
            const pick = found[chosen.value];
            if (pick !== undefined && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
              event.preventDefault();
              chosen.value =
                (chosen.value + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length;
            } else if (pick !== undefined && event.key === "Escape") text.value = "";
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
          aria-expanded={found.length > 0}
          onClick={() => {
            text.value = search === null ? "/" : "";
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
          aria-disabled={text.value.trim() === ""}
          onClick={submit}
        >
          <Icon name="send" />
        </button>
      </div>
      <p class="dk-keys">
        <kbd>Enter</kbd> sends · <kbd>Shift</kbd> <kbd>Enter</kbd> new line · <kbd>/</kbd> saved
        replies
      </p>
    </div>
  );
}
