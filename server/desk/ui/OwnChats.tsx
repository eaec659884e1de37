import "./OwnChats.css";
import type { JSX } from "preact";
import { clockTime } from "../../../src/widget/i18n/clock-time.ts";
import { spokenFormatted } from "../../../src/widget/formatted-text/text-of.ts";
import { Avatar } from "../../../src/widget/parts/Avatar.tsx";
import { Icon } from "../../../src/widget/parts/Icon.tsx";
import type { MediaView } from "../api/views.ts";
import { setStatus } from "../model/chat-acts.ts";
import { offerLine } from "../model/draft-choices.ts";
import { lineOf } from "../model/file-words.ts";
import { guestName } from "../model/legs.ts";
import { plainName } from "../model/names.ts";
import { statusName } from "../model/statuses.ts";
import { ANSWER_LATE_MS, ANSWER_SOON_MS, inOrder, urgencyOf } from "../model/summary.ts";
import { select } from "../model/writing.ts";
import { DeskIcon } from "./DeskIcon.tsx";
import { useDesk } from "./desk-context.ts";
import { english } from "./english.ts";
import { Name } from "./Name.tsx";
import { RowList } from "./RowList.tsx";
import { useFormatting } from "./use-formatting.ts";

/** The chats that the agent talks in: who has waited longest for an answer stands first. */
export function OwnChats(): JSX.Element {
  const { lists, selection, summaries } = useDesk();
  const talking = lists.talking.value;
  const ringing = lists.ringing.value.length;
  return (
    <section class="dk-own">
      <h2 class="dk-h">
        Your chats{" "}
        <span class="dk-n">
          {talking.length} of {lists.capacity()}
          {ringing > 0 && `, ${ringing} ringing`}
        </span>
      </h2>
      <RowList
        ids={inOrder(talking, summaries.value).map(({ id }) => id)}
        selected={selection.id.value}
        row={(id, tabIndex) => <ChatRow id={id} tabIndex={tabIndex} />}
      />
      <OfferNote isFree={talking.length === 0} />
    </section>
  );
}

/** Whether guests are offered to the agent; if not, why, and the way to change that. */
function OfferNote({ isFree }: { isFree: boolean }): JSX.Element | null {
  const desk = useDesk();
  const status = desk.lists.me.value?.parlor.status ?? "available";
  if (status === "available") return isFree ? <p class="dk-none">You’re free.</p> : null;
  return (
    <p class="dk-none">
      You’re {statusName(status).toLowerCase()}. No guest is offered to you.{" "}
      <button type="button" class="pl-link" onClick={() => void setStatus(desk, "available")}>
        Become available
      </button>
    </p>
  );
}

/** The chats that are over, and have no outcome yet. */
export function OwedChats(): JSX.Element | null {
  const { lists, selection } = useDesk();
  const owed = lists.owed.value;
  if (owed.length === 0) return null;
  return (
    <section aria-labelledby="dk-owed">
      <h2 class="dk-h" id="dk-owed">
        Wrap-ups owed <span class="dk-n">{owed.length}</span>
      </h2>
      <RowList
        ids={owed.map(({ id }) => id)}
        selected={selection.id.value}
        row={(id, tabIndex) => <ChatRow id={id} tabIndex={tabIndex} />}
      />
    </section>
  );
}

/** A chat of the agent's own: one that goes on, or one that is over and not wrapped up. */
function ChatRow({ id, tabIndex }: { id: string; tabIndex: 0 | -1 }): JSX.Element | null {
  const desk = useDesk();
  const { lists, selection, summaries, unread } = desk;
  const chat = lists.find(id);
  if (chat === undefined) return null;
  const isOver = lists.myLeg(chat) === undefined;
  const count = unread.value.get(id) ?? 0;
  const name = guestName(chat);
  const { last, waitsSince } = summaries.value.get(id) ?? { last: null, waitsSince: null };
  const at =
    (isOver ? lists.myOwedLegs(chat).at(-1)?.endTime : last?.timestamp) ??
    lists.myLeg(chat)?.connectedTime;
  return (
    <button
      type="button"
      class={`dk-row dk-row--chat${count > 0 ? " is-unread" : ""}`}
      tabIndex={tabIndex}
      aria-current={selection.id.value === id ? true : undefined}
      onClick={() => select(desk, id)}
    >
      <Avatar id={id} name={plainName(name)} />
      <span class="dk-row__t">
        <span class="dk-row__top">
          <b>
            <Name of={name} />
          </b>
          {at !== undefined && (
            <time class="pl-tnum" dateTime={at}>
              {english.timeOf(Date.parse(at))}
            </time>
          )}
        </span>
        <span class="dk-row__mid">
          <Line chat={chat} />
          {count > 0 && (
            <span class="dk-badge">
              <span class="pl-vh">unread: </span>
              {count}
            </span>
          )}
        </span>
        {!isOver && waitsSince !== null && <Clock since={waitsSince} />}
      </span>
    </button>
  );
}

/** The line below a guest's name: the newest of the conversation, or what is unfinished in it. */
function Line({ chat }: { chat: MediaView }): JSX.Element {
  const { isOwn, lists, selection, summaries, typing, work } = useDesk();
  const isFormatted = useFormatting(chat.id);
  const { unsent, draft, choices } = work.value.of(chat.id);
  const unfinished = offerLine(draft, choices);
  const isOver = lists.myLeg(chat) === undefined;
  if (unsent.some(({ delivery }) => delivery.kind === "failed"))
    return <span class="dk-bad">Not sent</span>;
  if (typing.ids.value.has(chat.id)) return <span class="dk-ty">is writing…</span>;
  if (unfinished.trim() !== "" && selection.id.value !== chat.id)
    return (
      <span>
        <span class="dk-draft">
          <DeskIcon name="pen" size={14} />
          Draft:
        </span>{" "}
        <bdi>{unfinished}</bdi>
      </span>
    );
  const last = summaries.value.get(chat.id)?.last ?? null;
  if (isOver) return <span>Wrap up</span>;
  if (last === null) return <span>In conversation</span>;
  const isPlain = !isFormatted || last.sender.role === "guest";
  return (
    <span>
      {isOwn(last) && "You: "}
      <bdi>{isPlain ? lineOf(last) : spokenFormatted(lineOf(last))}</bdi>
    </span>
  );
}

/** How long the guest has been waiting for an answer. */
function Clock({ since }: { since: number }): JSX.Element {
  const ms = useDesk().connection.now.value - since;
  return (
    <span class={`dk-clock dk-clock--${urgencyOf(ms, ANSWER_SOON_MS, ANSWER_LATE_MS)}`}>
      <Icon name="clock" size={14} />
      <span>waits {clockTime(ms)} for you</span>
    </span>
  );
}
