import "./SavedReplies.css";
import { Fragment, type JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { SavedReply } from "../api/views.ts";
import { fillReply, replyParts, type ReplyList, type ReplyNames } from "../model/saved-replies.ts";

export const REPLIES_ID = "dk-replies";
export const replyId = (index: number): string => `dk-reply-${index}`;

const words = {
  none: "No saved reply",
  loading: "The saved replies are being loaded.",
  failed: "The saved replies could not be loaded.",
} as const;

/** The saved replies above the field, or why there are none. */
export function SavedReplies({
  list,
  chosen,
  names,
  insert,
  dismiss,
  pressKey,
}: {
  list: ReplyList;
  chosen: number;
  names: ReplyNames;
  insert: (reply: SavedReply) => void;
  dismiss: () => void;
  /** The keys of the field, for a list that has the focus itself. */
  pressKey: (event: KeyboardEvent) => void;
}): JSX.Element | null {
  const isListed = list.kind === "found";
  // The list may be higher than the window.
  useEffect(() => {
    if (isListed) document.getElementById(replyId(chosen))?.scrollIntoView({ block: "nearest" });
  }, [isListed, chosen]);
  if (list.kind === "closed") return null;
  if (list.kind !== "found") {
    return (
      <div class="pl-pop dk-canned dk-canned--none" id={REPLIES_ID}>
        <p role="status">{words[list.kind]}</p>
        {/* For who has no Escape key. */}
        <button
          type="button"
          class="pl-link"
          onPointerDown={(event) => event.preventDefault()}
          onClick={dismiss}
        >
          Keep it as text
        </button>
        <p class="dk-keys" aria-hidden="true">
          <kbd>Esc</kbd>
        </p>
      </div>
    );
  }
  return (
    <div
      class="pl-pop dk-canned"
      role="listbox"
      id={REPLIES_ID}
      aria-label="Saved replies"
      // Browsers make a list that scrolls a tab stop; its keys must then choose, too.
      tabIndex={0}
      aria-activedescendant={replyId(chosen)}
      onKeyDown={pressKey}
    >
      {list.replies.map((one, index) => (
        <div
          key={one.id}
          id={replyId(index)}
          class="dk-can"
          role="option"
          aria-selected={index === chosen}
          onPointerDown={(event) => {
            event.preventDefault();
            insert(one);
          }}
        >
          <b>/{one.shortcut}</b>
          <ReplyWords reply={one} names={names} />
        </div>
      ))}
      <p class="dk-keys" aria-hidden="true">
        <kbd>↑</kbd> <kbd>↓</kbd> choose · <kbd>Enter</kbd> insert · <kbd>Esc</kbd> close
      </p>
    </div>
  );
}

/** The text and the choices of a reply, as they will be inserted. */
function ReplyWords({ reply, names }: { reply: SavedReply; names: ReplyNames }): JSX.Element {
  const { text, choices = [] } = reply;
  return (
    <span>
      {/* The names that are filled in stand out: they are looked at before they are sent. */}
      {replyParts(text, names).map((part, at) =>
        at % 2 === 0 ? (
          part
        ) : (
          <mark key={at}>
            <bdi>{part}</bdi>
          </mark>
        ),
      )}
      {choices.length > 0 && (
        <span class="dk-can__choices">
          <span class="pl-vh">. Choices: </span>
          {choices.map((choice, at) => (
            <Fragment key={at}>
              {at > 0 && <span class="pl-vh">, </span>}
              <span class="pl-chip is-spent" dir="auto">
                {fillReply(choice.text, names)}
              </span>
            </Fragment>
          ))}
        </span>
      )}
    </span>
  );
}
