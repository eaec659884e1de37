import "./DeskComposer.css";
import type { JSX, RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { measureText } from "../../../src/widget/secondary/measure-text.ts";
import { Icon } from "../../../src/widget/parts/Icon.tsx";
import type { Desk } from "../model/desk.ts";
import { withReply } from "../model/draft-choices.ts";
import { firstName, isolatedName, shortLabel } from "../model/names.ts";
import { fillReply, queryOf } from "../model/saved-replies.ts";
import { MAX_MESSAGE } from "../model/sendable-text.ts";
import { send, tellTyping } from "../model/writing.ts";
import { ChoicesButton, ChoicesEditor } from "./ChoicesEditor.tsx";
import { useChoices } from "./choices-state.ts";
import { pressKey, type ComposerActions } from "./composer-keys.ts";
import { AttachButton, FileCards } from "./ComposerFiles.tsx";
import { useDesk } from "./desk-context.ts";
import { RepliesButton } from "./RepliesButton.tsx";
import { insertReply, useReplies, type ReplyState } from "./reply-state.ts";
import { REPLIES_ID, replyId, SavedReplies } from "./SavedReplies.tsx";

const numbers = new Intl.NumberFormat("en");

/** Sends, or waits for the files that are on their way; a file that failed is looked at first. */
function sendWithFiles(desk: Desk, chatId: string, text: string): void {
  const { uploads } = desk.uploads.of(chatId);
  if (uploads.some(({ state }) => state.kind === "failed"))
    document.querySelector<HTMLElement>(".dk-file.is-bad button")?.focus();
  else if (uploads.every(({ state }) => state.kind === "ready")) send(desk, chatId, text);
  else desk.uploads.wait(chatId, true);
}

/** Text to the guest of one conversation. A slash in an empty field brings the saved replies. */
export function DeskComposer({
  chatId,
  guestName,
}: {
  chatId: string;
  guestName: string;
}): JSX.Element {
  const desk = useDesk();
  const field = useRef<HTMLTextAreaElement>(null);
  const { draft: text, choices } = desk.work.value.of(chatId);
  const replies = useReplies(text, firstName(guestName));
  const { list, found, names, chosen, isOpen, isDismissed } = replies;
  const isTooLong = text.trim().length > MAX_MESSAGE;
  const { uploads } = desk.uploads.of(chatId);
  const hasContent = text.trim() !== "" || uploads.length > 0;
  const offered = useChoices(chatId, hasContent);
  const isReady = !isTooLong && list.kind === "closed";
  const canSend = hasContent && offered.canSend && isReady;
  const write = (draft: string): void => desk.work.peek().outbox.set(chatId, { draft });
  const actions: ComposerActions = {
    found,
    isListOpen: list.kind !== "closed",
    chosen,
    insert(reply) {
      if (field.current === null) return;
      const isQuery = !isDismissed.peek() && queryOf(field.current.value) !== null;
      insertReply(field.current, fillReply(reply.text, names), isQuery);
      desk.work.peek().outbox.set(chatId, {
        draft: field.current.value,
        choices: withReply(choices, reply.choices ?? [], names),
      });
      isOpen.value = isDismissed.value = false;
      chosen.value = 0;
      field.current.focus();
    },
    closeList() {
      // The list may have the focus, or the button in it.
      field.current?.focus();
      isOpen.value = false;
      chosen.value = 0;
      if (queryOf(text) !== null) isDismissed.value = true;
    },
    submit() {
      field.current?.focus();
      if (isReady) offered.explain();
      if (!canSend) return;
      isDismissed.value = false;
      sendWithFiles(desk, chatId, text.trim());
    },
  };
  return (
    <div class="pl-composer dk-comp">
      <SavedReplies
        list={list}
        chosen={chosen.value}
        names={names}
        insert={actions.insert}
        dismiss={actions.closeList}
        pressKey={(event) => pressKey(event, actions)}
      />
      <div class="pl-composer__box">
        <div class="dk-above">
          <ChoicesEditor chatId={chatId} wanted={offered.wanted} problem={offered.problem} />
          <FileCards chatId={chatId} />
        </div>
        <AttachButton chatId={chatId} />
        <Field {...{ chatId, guestName, field, text, isTooLong, write, replies, actions }} />
        <ChoicesButton chatId={chatId} wanted={offered.wanted} />
        <RepliesButton replies={replies} close={actions.closeList} field={field} />
        <SendButton canSend={canSend} submit={actions.submit} />
      </div>
      <Footer text={text.trim()} />
    </div>
  );
}

function SendButton({ canSend, submit }: { canSend: boolean; submit: () => void }): JSX.Element {
  return (
    <button
      type="button"
      class="pl-send"
      aria-label="Send message"
      title="Send message"
      aria-disabled={!canSend}
      onClick={submit}
    >
      <Icon name="send" />
    </button>
  );
}

function Field(props: {
  chatId: string;
  guestName: string;
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  isTooLong: boolean;
  write: (draft: string) => void;
  replies: ReplyState;
  actions: ComposerActions;
}): JSX.Element {
  const { chatId, guestName, field, text, isTooLong, write, replies, actions } = props;
  const { list, found, chosen, isOpen, isDismissed } = replies;
  const desk = useDesk();
  const { focusWanted } = desk.selection;
  // Only when the agent has selected this conversation: a field that appears by itself must not
  // catch text that is typed elsewhere.
  useLayoutEffect(() => {
    if (focusWanted.value !== chatId) return;
    focusWanted.value = null;
    field.current?.focus();
  }, [focusWanted.value]);
  return (
    <textarea
      ref={field}
      rows={1}
      aria-label={`Message to ${isolatedName(guestName)}`}
      placeholder={`Write to ${isolatedName(shortLabel(guestName))}, or type / for saved replies`}
      dir={text === "" ? "ltr" : "auto"}
      value={text}
      aria-invalid={isTooLong}
      {...(list.kind !== "closed" && { "aria-controls": REPLIES_ID })}
      {...(found.length > 0 && {
        // HTML allows no combobox on a textarea; these make the choice known on a text box.
        "aria-haspopup": "listbox" as const,
        "aria-autocomplete": "list" as const,
        "aria-activedescendant": replyId(chosen.value),
      })}
      onInput={({ currentTarget: { value } }) => {
        write(value);
        chosen.value = 0;
        isOpen.value = false;
        if (!value.startsWith("/")) isDismissed.value = false;
        if (queryOf(value) === null) tellTyping(desk, chatId);
      }}
      onKeyDown={(event) => pressKey(event, actions)}
    />
  );
}

function Footer({ text }: { text: string }): JSX.Element {
  if (text.length > MAX_MESSAGE) {
    const { used, limit } = measureText(text);
    return (
      <p class="dk-keys dk-bad" role="status">
        Too long to send: {numbers.format(used)} of {numbers.format(limit)} characters.
      </p>
    );
  }
  return (
    <p class="dk-keys">
      <kbd>Enter</kbd> sends · <kbd>Shift</kbd> <kbd>Enter</kbd> new line · <kbd>/</kbd> saved
      replies
    </p>
  );
}
