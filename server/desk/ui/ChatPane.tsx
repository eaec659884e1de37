import { useSignal } from "@preact/signals";
import { Fragment, type JSX } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { dayName, isSameDay } from "../../../src/widget/i18n/dates.ts";
import { timeOf } from "../../../src/widget/i18n/translate.ts";
import { MessageBody } from "../../../src/widget/conversation/log/MessageBody.tsx";
import { Avatar } from "../../../src/widget/parts/Avatar.tsx";
import { EndedDoor } from "../../../src/widget/parts/EndedDoor.tsx";
import { Icon } from "../../../src/widget/parts/Icon.tsx";
import type { DeskMessage } from "../api/agent-client.ts";
import { askScreen, capacityWords, endChat, take } from "../model/desk-acts.ts";
import { unfinished } from "../model/desk-outbox.ts";
import {
  attempt,
  canTake,
  current,
  details,
  guestName,
  history,
  isReading,
  load,
  me,
  messages,
  myLeg,
  select,
  selected,
  typingIn,
  waiting,
} from "../model/desk-state.ts";
import { focusHome } from "./focus.ts";
import { firstName, isolatedName } from "../model/names.ts";
import { DeskComposer } from "./DeskComposer.tsx";
import { Facts, Verified } from "./Facts.tsx";
import { Name } from "./Name.tsx";
import { Question } from "./Question.tsx";
import { Transfer } from "./Transfer.tsx";
import { UnsentRows } from "./UnsentRows.tsx";
import { WrapUp } from "./WrapUp.tsx";

/** A dialog of one conversation, with the leg that the agent had when it was opened. */
interface OpenDialog {
  readonly kind: "end" | "transfer";
  readonly chatId: string;
  readonly legId: string;
}

/** One chat: the guest, the facts, the words, and what can be done. */
export function ChatPane(): JSX.Element {
  const dialog = useSignal<OpenDialog | null>(null);
  const id = selected.value;
  const chat = current.value;
  const leg = chat === null ? undefined : myLeg(chat);
  // It goes when the chat has ended or was handed on meanwhile: the question is settled.
  const asked =
    dialog.value?.chatId === id && dialog.value.legId === leg?.id ? dialog.value.kind : null;
  useEffect(() => {
    if (asked === null) dialog.value = null;
  }, [asked]);
  const guest = waiting.value.find((one) => one.id === id);
  if (id === null || (chat === null && guest === undefined)) {
    return (
      <section class="dk-main" aria-label="No chat">
        <div class="dk-empty">
          <EndedDoor />
          {waiting.value.length === 0 ? (
            <>
              <h2 tabIndex={-1}>Nobody is waiting</h2>
              <p>The next guest stands in the list as soon as somebody comes.</p>
            </>
          ) : (
            <>
              <h2 tabIndex={-1}>
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
  const first = firstName(name);
  const isTalking = leg !== undefined;
  const open = (kind: OpenDialog["kind"]): void => {
    if (leg !== undefined) dialog.value = { kind, chatId: id, legId: leg.id };
  };
  const close = (): void => {
    dialog.value = null;
  };
  const info = details.value;
  return (
    <section class="dk-main" aria-label={`Chat with ${isolatedName(name)}`}>
      <header class="dk-head">
        <button
          type="button"
          class="pl-ib dk-back"
          aria-label="Back to the list"
          onClick={() => {
            void select(null);
            queueMicrotask(focusHome);
          }}
        >
          <Icon name="back" />
        </button>
        <Avatar id={id} name={name} size="md" />
        <div class="dk-head__id">
          <div class="dk-name">
            <h2 tabIndex={-1}>
              <Name of={name} />
            </h2>
            {(info?.guest.verifiedFields.includes("displayName") ??
              guest?.guest.isNameVerified) && <Verified />}
          </div>
          <p>
            <Facets
              of={[
                info?.subject ?? guest?.subject,
                info?.queue.name ?? guest?.queue.name,
                info?.language,
              ]}
            />
          </p>
        </div>
        {isTalking && (
          <div class="dk-tools">
            <button
              type="button"
              class="pl-btn pl-btn--secondary pl-btn--sm"
              onClick={() => void askScreen(id)}
            >
              <Icon name="screen" size={16} />
              Ask to share screen
            </button>
            <button
              type="button"
              class="pl-btn pl-btn--secondary pl-btn--sm"
              aria-haspopup="dialog"
              onClick={() => open("transfer")}
            >
              <Icon name="transfer" size={16} />
              Transfer
            </button>
            <button
              type="button"
              class="pl-btn pl-btn--secondary pl-btn--sm dk-end"
              aria-haspopup="dialog"
              onClick={() => open("end")}
            >
              <Icon name="exit" size={16} />
              End chat
            </button>
          </div>
        )}
      </header>
      {info !== null && <Facts {...info} />}
      {info?.transferNote != null && (
        <p class="dk-note">
          Note from the agent before: <bdi>{info.transferNote}</bdi>
        </p>
      )}
      <DeskLog guestName={name} chatId={id} isTalking={isTalking} />
      {isReading.value && <Take key={`take ${id}`} chatId={id} guestName={name} />}
      {isTalking && <DeskComposer key={`write ${id}`} chatId={id} guestName={name} />}
      {chat !== null && !isTalking && <WrapUp key={`wrap ${id}`} chat={chat} />}
      {asked === "transfer" && (
        <Transfer
          key={`transfer ${id}`}
          chatId={id}
          legId={leg?.id ?? ""}
          guestName={name}
          close={close}
        />
      )}
      {asked === "end" && (
        <Question
          key={`end ${id}`}
          title={
            <>
              End the chat with <Name of={first} />?
            </>
          }
          keep="Keep the chat"
          confirm="End chat"
          act={() => endChat(id)}
          close={close}
        >
          <Name of={first} /> sees that you have ended it, and neither of you can write in it any
          more.
        </Question>
      )}
    </section>
  );
}

/** Short facts in one line, each with its own direction. */
function Facets({ of }: { of: readonly (string | null | undefined)[] }): JSX.Element {
  return (
    <>
      {of.filter(Boolean).map((words, index) => (
        <Fragment key={index}>
          {index > 0 && " · "}
          <bdi>{words}</bdi>
        </Fragment>
      ))}
    </>
  );
}

/** Below the words of a guest who waits: the agent reads along, and may take the chat. */
function Take({ chatId, guestName: name }: { chatId: string; guestName: string }): JSX.Element {
  // Somebody else may take the guest while the button has focus.
  useLayoutEffect(() => () => queueMicrotask(focusHome), []);
  const isRefused = !canTake(chatId);
  const why = isRefused ? "dk-take-why" : undefined;
  return (
    <div class="dk-take">
      <p>
        <Name of={name} /> doesn’t see that you’re reading.{" "}
        {why !== undefined && <span id={why}>{capacityWords()}</span>}
      </p>
      <button
        type="button"
        class="pl-btn pl-btn--primary pl-btn--lg"
        aria-disabled={isRefused}
        aria-describedby={why}
        onClick={() => {
          if (canTake(chatId)) void take(chatId);
        }}
      >
        Take this chat
      </button>
    </div>
  );
}

function tryAgain(chatId: string): void {
  // The button goes while it is tried.
  document.querySelector<HTMLElement>(".dk-log [role=log]")?.focus();
  void attempt(() => load(chatId), "The conversation could not be loaded.");
}

function DeskLog({
  guestName: name,
  chatId,
  isTalking,
}: {
  guestName: string;
  chatId: string;
  isTalking: boolean;
}): JSX.Element {
  const log = useRef<HTMLDivElement>(null);
  const rows = messages.value;
  useLayoutEffect(() => {
    if (log.current !== null) log.current.scrollTop = log.current.scrollHeight;
  }, [rows.length, unfinished(chatId).unsent, typingIn.value]);
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
        {history.value.kind === "loading" && (
          <p class="dk-none" role="status">
            Loading…
          </p>
        )}
        {history.value.kind === "failed" && (
          <p class="dk-bad" role="alert">
            {history.value.words}{" "}
            <button type="button" class="pl-link" onClick={() => tryAgain(chatId)}>
              Try again
            </button>
          </p>
        )}
        <ol class="pl-items" role="list">
          {rows.map((row, index) => (
            <Fragment key={row.id}>
              <Day row={row} before={rows[index - 1]} />
              <DeskRow chatId={chatId} row={row} before={rows[index - 1]} after={rows[index + 1]} />
            </Fragment>
          ))}
          <UnsentRows chatId={chatId} isTalking={isTalking} />
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
                  <Name of={firstName(name)} /> is writing
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
        <span>
          <Name of={who} /> {row.bodyType === "member-join" ? "joined" : "left"} the chat
        </span>
      </li>
    );
  }
  if (row.bodyType === "media-request") {
    return (
      <li class="pl-note">
        <Icon name="screen" size={16} />
        <span>
          <Name of={who} /> asked to see the screen
        </span>
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
              <b>
                <Name of={who} />
              </b>
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
