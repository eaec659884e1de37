import "./DeskLog.css";
import { Fragment, type ComponentChildren, type JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { moveInLog } from "../../../src/widget/conversation/log/move-in-log.ts";
import { Avatar } from "../../../src/widget/parts/Avatar.tsx";
import { Icon } from "../../../src/widget/parts/Icon.tsx";
import type { DeskMessage } from "../api/views.ts";
import type { Thread } from "../model/thread.ts";
import { contentStates } from "../model/content-state.ts";
import { shortLabel } from "../model/names.ts";
import { awayWords, leavingOf } from "../model/presence.ts";
import { rowOf } from "./presentation.ts";
import { isSpoken } from "../model/summary.ts";
import { readAgain, readOlder } from "../model/writing.ts";
import { AbsenceRows } from "./AbsenceRows.tsx";
import { DeskIcon } from "./DeskIcon.tsx";
import { useDesk } from "./desk-context.ts";
import { focusField } from "./focus.ts";
import { LogRow } from "./LogRow.tsx";
import { Name } from "./Name.tsx";
import { UnsentRows } from "./UnsentRows.tsx";
import { useLogPlace } from "./use-log-place.ts";

/** This close to its start, in pixels, the log is filled with older messages. */
const START_PX = 80;

function jumpLabel(missed: number): string {
  if (missed === 0) return "Latest messages";
  return missed === 1 ? "1 new message" : `${missed} new messages`;
}

/** The conversation's messages. The reader keeps its place, whatever comes at either end. */
export function DeskLog({
  guestName: name,
  chatId,
  isTalking,
  children,
}: {
  guestName: string;
  chatId: string;
  isTalking: boolean;
  /** Notices below the last row. */
  children?: ComponentChildren;
}): JSX.Element {
  const desk = useDesk();
  const log = useRef<HTMLDivElement>(null);
  const place = useLogPlace(log);
  const thread = desk.threads.get(chatId);
  const messages = thread?.rows.value ?? [];
  const lastUnsent = desk.work.value.of(chatId).unsent.at(-1)?.key ?? null;
  const missed = useMissed(messages.filter(isSpoken).length, place.isAtEnd.value);
  useLayoutEffect(() => {
    if (lastUnsent !== null) place.goToEnd();
  }, [lastUnsent]);
  return (
    <div class="pl-stagebox dk-log">
      <div
        class="pl-log"
        ref={log}
        // Some screen readers announce a log even with aria-live="off".
        role="group"
        aria-label="Conversation"
        tabIndex={0}
        onKeyDown={(event) => moveInLog(event, focusField)}
        onScroll={() => {
          place.onScroll();
          if ((log.current?.scrollTop ?? START_PX) < START_PX) void readOlder(desk, chatId);
        }}
      >
        <div class="dk-log__head">
          <LogHead thread={thread} again={() => log.current?.focus()} />
        </div>
        <ol class="pl-items" role="list">
          <MessageRows
            chatId={chatId}
            guestName={name}
            messages={messages}
            isLive={isTalking || desk.isReading.value}
          />
          {children}
          {isTalking && <AwayRow chatId={chatId} name={name} />}
          <UnsentRows chatId={chatId} isTalking={isTalking} />
          {desk.typing.ids.value.has(chatId) && <TypingRow chatId={chatId} name={name} />}
        </ol>
      </div>
      {!place.isAtEnd.value && (
        <button
          type="button"
          class="pl-jump"
          onClick={() => {
            place.goToEnd();
            log.current?.focus();
          }}
        >
          <Icon name="arrdown" size={16} />
          {jumpLabel(missed)}
        </button>
      )}
    </div>
  );
}

/** The messages, and between them the notices of what happened at that time. */
function MessageRows({
  chatId,
  guestName,
  messages,
  isLive,
}: {
  chatId: string;
  guestName: string;
  messages: readonly DeskMessage[];
  /** Whether the conversation goes on. */
  isLive: boolean;
}): JSX.Element {
  const desk = useDesk();
  const rows = messages.map((one) => rowOf(chatId, one, desk.isOwn(one)));
  const view =
    desk.current.value ?? desk.lists.ringing.value.find((one) => one.id === chatId) ?? null;
  const states = contentStates(messages, isLive);
  // Before the oldest message that is here there may be others, which come first.
  const isWhole = desk.threads.get(chatId)?.hasOlder.value === false;
  return (
    <>
      {rows.map((row, index) => (
        <Fragment key={row.key}>
          <AbsenceRows
            chatId={chatId}
            guestName={guestName}
            after={rows[index - 1]?.at ?? (isWhole ? 0 : row.at)}
            before={row.at}
          />
          <LogRow
            chatId={chatId}
            row={row}
            leaving={
              row.kind === "left" ? leavingOf(view, messages[index]?.sender.userId, row.at) : null
            }
            state={states.get(row.key) ?? null}
            guestName={guestName}
            before={rows[index - 1]}
            after={rows[index + 1]}
          />
        </Fragment>
      ))}
      <AbsenceRows
        chatId={chatId}
        guestName={guestName}
        after={rows.at(-1)?.at ?? 0}
        before={Number.POSITIVE_INFINITY}
      />
    </>
  );
}

/** How many messages have come since the reader left the end. */
function useMissed(count: number, isAtEnd: boolean): number {
  const atEnd = useRef(count);
  if (isAtEnd) atEnd.current = count;
  return Math.max(0, count - atEnd.current);
}

/** Above the messages: that they are loading, that they could not be, or that there are older. */
function LogHead({
  thread,
  again,
}: {
  thread: Thread | undefined;
  /** The button goes when it is pressed. */
  again: () => void;
}): JSX.Element | null {
  const desk = useDesk();
  const status = thread?.status.value ?? { kind: "loading" as const };
  if (status.kind === "failed")
    return (
      <p class="dk-bad" role="alert">
        {status.words}{" "}
        <button
          type="button"
          class="pl-link"
          onClick={() => {
            again();
            readAgain(desk, thread?.id ?? "");
          }}
        >
          Try again
        </button>
      </p>
    );
  if (status.kind === "loading" || thread?.isLoadingOlder.value === true)
    return (
      <p class="dk-none" role="status">
        Loading…
      </p>
    );
  if (thread?.hasOlder.value !== true) return null;
  return (
    <button
      type="button"
      class="pl-link dk-older"
      onClick={() => {
        again();
        void readOlder(desk, thread.id);
      }}
    >
      Earlier messages
    </button>
  );
}

/** While the guest's page is closed: it reads what is written as soon as it is back. */
function AwayRow({ chatId, name }: { chatId: string; name: string }): JSX.Element | null {
  const details = useDesk().selection.details.value;
  if (details?.id !== chatId || details.guest.awaySince === null) return null;
  return (
    <li class="pl-note">
      <DeskIcon name="door" size={16} />
      <span>{awayWords(name)}</span>
    </li>
  );
}

function TypingRow({ chatId, name }: { chatId: string; name: string }): JSX.Element {
  return (
    <li class="pl-group is-first is-last">
      <Avatar id={chatId} name={name} />
      <div class="pl-group__main">
        <div class="pl-typing">
          <span class="pl-dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <Name of={shortLabel(name)} /> is writing
        </div>
      </div>
    </li>
  );
}
