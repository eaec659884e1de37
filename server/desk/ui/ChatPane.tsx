import { useSignal } from "@preact/signals";
import { Fragment, type JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { dayName, isSameDay } from "../../../src/widget/i18n/dates.ts";
import { timeOf } from "../../../src/widget/i18n/translate.ts";
import { MessageBody } from "../../../src/widget/ui/log/MessageBody.tsx";
import { Avatar } from "../../../src/widget/ui/parts/Avatar.tsx";
import { Door } from "../../../src/widget/ui/parts/Door.tsx";
import { Icon } from "../../../src/widget/ui/parts/Icon.tsx";
import type { DeskMessage } from "../api.ts";
import {
  askScreen,
  current,
  details,
  endChat,
  guestName,
  isReading,
  leg,
  me,
  messages,
  retry,
  select,
  selected,
  take,
  typingIn,
  unsent,
  waiting,
} from "../desk-state.ts";
import { shortcut } from "../shortcuts.ts";
import { DeskComposer } from "./DeskComposer.tsx";
import { Facts, Verified } from "./Facts.tsx";
import { Transfer } from "./Transfer.tsx";
import { WrapUp } from "./WrapUp.tsx";

/** One chat: the guest, the facts, the words, and what can be done. */
export function ChatPane(): JSX.Element {
  const isTransferring = useSignal(false);
  const id = selected.value;
  const chat = current.value;
  const guest = waiting.value.find((one) => one.id === id);
  if (id === null || (chat === null && guest === undefined)) {
    return (
      <section class="dk-main" aria-label="No chat">
        <div class="dk-empty">
          <Door art="ended" />
          {waiting.value.length === 0 ? (
            <>
              <h2>Nobody is waiting</h2>
              <p>The next guest stands in the list as soon as somebody comes.</p>
            </>
          ) : (
            <>
              <h2>
                {waiting.value.length === 1
                  ? "1 guest is waiting"
                  : `${waiting.value.length} guests are waiting`}
              </h2>
              <p>Take the next one, or choose a guest from the list to read along first.</p>
            </>
          )}
        </div>
      </section>
    );
  }
  const name = chat === null ? (guest?.guest.name ?? "") : guestName(chat);
  const isTalking = leg.value?.state === "connected";
  const info = details.value;
  return (
    <section class="dk-main" aria-label={`Chat with ${name}`}>
      <header class="dk-head">
        <button
          type="button"
          class="pl-ib dk-back"
          aria-label="Back to the list"
          onClick={() => void select(null)}
        >
          <Icon name="back" />
        </button>
        <Avatar id={id} name={name} size="md" />
        <div class="dk-head__id">
          <div class="dk-name">
            <h2>{name}</h2>
            {(info?.guest.verifiedFields.includes("displayName") ??
              guest?.guest.isNameVerified) && <Verified />}
          </div>
          <p>
            {[
              info?.subject ?? guest?.subject,
              info?.queue.name ?? guest?.queue.name,
              info?.language,
            ]
              .filter(Boolean)
              .join(" · ")}
          </p>
        </div>
        {isTalking && (
          <div class="dk-tools">
            <button
              type="button"
              class="pl-btn pl-btn--secondary pl-btn--sm"
              {...shortcut("KeyS")}
              onClick={() => void askScreen()}
            >
              <Icon name="screen" size={16} />
              Ask to share screen
            </button>
            <button
              type="button"
              class="pl-btn pl-btn--secondary pl-btn--sm"
              aria-haspopup="dialog"
              {...shortcut("KeyT")}
              onClick={() => (isTransferring.value = true)}
            >
              <Icon name="transfer" size={16} />
              Transfer
            </button>
            <button
              type="button"
              class="pl-btn pl-btn--secondary pl-btn--sm dk-end"
              {...shortcut("KeyE")}
              onClick={() => void endChat()}
            >
              <Icon name="exit" size={16} />
              End chat
            </button>
          </div>
        )}
      </header>
      {info !== null && <Facts {...info} />}
      {info?.transferNote != null && (
        <p class="dk-note">Note from the agent before: {info.transferNote}</p>
      )}
      <DeskLog guestName={name} chatId={id} />
      {isReading.value && (
        <div class="dk-take">
          <p>{name} doesn’t see that you’re reading.</p>
          <button
            type="button"
            class="pl-btn pl-btn--primary pl-btn--lg"
            onClick={() => void take(id)}
          >
            Take this chat
          </button>
        </div>
      )}
      {isTalking && <DeskComposer key={id} guestName={name} />}
      {chat !== null && !isTalking && <WrapUp key={id} />}
      {isTransferring.value && (
        <Transfer guestName={name} close={() => (isTransferring.value = false)} />
      )}
    </section>
  );
}

function DeskLog({ guestName: name, chatId }: { guestName: string; chatId: string }): JSX.Element {
  const log = useRef<HTMLDivElement>(null);
  const rows = messages.value;
  useLayoutEffect(() => {
    if (log.current !== null) log.current.scrollTop = log.current.scrollHeight;
  }, [rows.length, unsent.value.length, typingIn.value]);
  return (
    <div class="pl-stagebox dk-log">
      <div
        class="pl-log"
        ref={log}
        role="log"
        aria-live="off"
        aria-label="Conversation"
        tabIndex={0}
      >
        <ol class="pl-items" role="list">
          {rows.map((row, index) => (
            <Fragment key={row.id}>
              <Day row={row} before={rows[index - 1]} />
              <DeskRow chatId={chatId} row={row} before={rows[index - 1]} after={rows[index + 1]} />
            </Fragment>
          ))}
          {unsent.value.map(({ key, body, hasFailed }) => (
            <li key={key} class="pl-group pl-group--me is-first is-last">
              <div class="pl-group__main">
                <span class="pl-vh">You:</span>
                <div class={`pl-b ${hasFailed ? "is-failed" : "is-pending"}`}>
                  <MessageBody body={body} />
                </div>
                {hasFailed && (
                  <div class="pl-meta pl-meta--bad">
                    <Icon name="alert" size={14} />
                    <span>Not sent.</span>
                    <button type="button" class="pl-link" onClick={() => retry(key)}>
                      Retry
                    </button>
                  </div>
                )}
              </div>
            </li>
          ))}
          {typingIn.value.has(chatId) && (
            <li class="pl-group is-first is-last">
              <Avatar id={chatId} name={name} />
              <div class="pl-group__main">
                <div class="pl-typing">
                  <span class="pl-dots" aria-hidden="true">
                    <i />
                    <i />
                    <i />
                  </span>
                  {name.split(" ")[0]} is writing
                </div>
              </div>
            </li>
          )}
        </ol>
      </div>
    </div>
  );
}

function Day({
  row,
  before,
}: {
  row: DeskMessage;
  before: DeskMessage | undefined;
}): JSX.Element | null {
  const at = Date.parse(row.timestamp);
  if (before !== undefined && isSameDay(Date.parse(before.timestamp), at)) return null;
  return <li class="pl-day">{dayName(at, Date.now())}</li>;
}

const sameSender = (a: DeskMessage | undefined, b: DeskMessage): boolean =>
  a !== undefined &&
  a.sender.id === b.sender.id &&
  a.bodyType === "standard" &&
  b.bodyType === "standard";

function DeskRow({
  chatId,
  row,
  before,
  after,
}: {
  /** Of it the guest's colour is made, here as in the list. */
  chatId: string;
  row: DeskMessage;
  before: DeskMessage | undefined;
  after: DeskMessage | undefined;
}): JSX.Element | null {
  const { sender } = row;
  const isOwn = sender.userId !== undefined && sender.userId === me.value?.id;
  const who = isOwn ? "You" : (sender.displayName ?? "");
  const time = timeOf(Date.parse(row.timestamp));
  if (row.bodyType === "member-join" || row.bodyType === "member-leave") {
    if (sender.role !== "AGENT") return null;
    return (
      <li class="pl-note">
        <span>{row.bodyType === "member-join" ? `${who} joined` : `${who} left`} the chat</span>
      </li>
    );
  }
  if (row.bodyType === "media-request") {
    return (
      <li class="pl-note">
        <Icon name="screen" size={16} />
        <span>{who} asked to see the screen</span>
      </li>
    );
  }
  const isFirst = !sameSender(before, row);
  const isLast = after === undefined || !sameSender(row, after);
  const isBot = sender.role === "WORKFLOW";
  const classes = [
    "pl-group",
    isOwn && "pl-group--me",
    isBot && "pl-group--bot",
    isFirst && "is-first",
    isLast && "is-last",
  ];
  return (
    <li class={classes.filter(Boolean).join(" ")}>
      {!isOwn && isFirst && (
        <Avatar id={sender.role === "CUSTOMER" ? chatId : sender.id} name={who} isBot={isBot} />
      )}
      <div class="pl-group__main">
        {isOwn ? (
          <span class="pl-vh">You:</span>
        ) : (
          isFirst && (
            <div class="pl-who">
              <b>{who}</b>
              {isBot && <span class="pl-tag">Automated</span>}
              <time class="pl-tnum">{time}</time>
            </div>
          )
        )}
        <div class="pl-b">
          <MessageBody body={row.body} />
        </div>
        {isOwn && isLast && (
          <div class="pl-meta">
            <Icon name="check" size={14} />
            <span>Sent · {time}</span>
          </div>
        )}
      </div>
    </li>
  );
}
