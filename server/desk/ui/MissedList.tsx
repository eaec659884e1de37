import type { JSX } from "preact";
import { dayName, isSameDay } from "../../../src/widget/i18n/dates.ts";
import { Avatar } from "../../../src/widget/parts/Avatar.tsx";
import { Icon } from "../../../src/widget/parts/Icon.tsx";
import type { Answered, Missed } from "../api/views.ts";
import { missedName, wayOf } from "../model/missed.ts";
import { guestLabel, plainName, shortLabel } from "../model/names.ts";
import { promiseUrgency } from "../model/promises.ts";
import { select } from "../model/writing.ts";
import { DeskIcon } from "./DeskIcon.tsx";
import { useDesk } from "./desk-context.ts";
import { english } from "./english.ts";
import { Name } from "./Name.tsx";
import { RowList } from "./RowList.tsx";

/** Guests whom nobody reached: those who wait for an answer, by when it was promised. */
export function MissedList(): JSX.Element {
  const { lists } = useDesk();
  const mine = new Set(lists.answering.value);
  const open = lists.toAnswer.value;
  const others = lists.missed.value.filter((one) => one.takenBy !== null && !mine.has(one));
  return (
    <div class="dk-side__rest">
      {mine.size > 0 && <Group id="dk-missed-mine" title="You answer" chats={[...mine]} />}
      <Group id="dk-missed-open" title="To answer" chats={open} />
      {open.length === 0 && <p class="dk-none">No guest was missed.</p>}
      {others.length > 0 && (
        <Group id="dk-missed-others" title="Colleagues answer" chats={others} />
      )}
      <AnsweredToday />
    </div>
  );
}

function Group(props: { id: string; title: string; chats: readonly Missed[] }): JSX.Element {
  const { id, title, chats } = props;
  const { selection } = useDesk();
  const byId = new Map(chats.map((chat) => [chat.id, chat]));
  return (
    <section aria-labelledby={id}>
      <h2 class="dk-h" id={id}>
        {title} <span class="dk-n">{chats.length}</span>
      </h2>
      <RowList
        ids={[...byId.keys()]}
        selected={selection.id.value}
        row={(one, tabIndex) => <MissedRow chat={byId.get(one)} tabIndex={tabIndex} />}
      />
    </section>
  );
}

function MissedRow(props: { chat: Missed | undefined; tabIndex: 0 | -1 }): JSX.Element | null {
  const { chat, tabIndex } = props;
  const desk = useDesk();
  if (chat === undefined) return null;
  const { id, lastText, subject, queue, missedSince } = chat;
  const name = missedName(chat);
  const at = Date.parse(missedSince);
  const now = desk.connection.now.value;
  return (
    <button
      type="button"
      class="dk-row dk-row--chat"
      tabIndex={tabIndex}
      aria-current={desk.selection.id.value === id ? true : undefined}
      onClick={() => select(desk, id)}
    >
      <Avatar id={id} name={plainName(name)} />
      <span class="dk-row__t">
        <span class="dk-row__top">
          <b>
            <Name of={name} />
          </b>
          <time class="pl-tnum" dateTime={new Date(at).toISOString()}>
            {isSameDay(at, now) ? english.timeOf(at) : dayName(english, at, now)}
          </time>
        </span>
        <span class="dk-row__mid">
          <span>
            <bdi>{lastText ?? subject ?? queue.name}</bdi>
          </span>
        </span>
        <Way chat={chat} now={now} />
      </span>
    </button>
  );
}

const ways = { email: "By email", phone: "By phone", none: "No address" } as const;

/** How the guest can be answered, and by when or in which queue it was missed; or who answers. */
function Way({ chat, now }: { chat: Missed; now: number }): JSX.Element {
  const { queue, takenBy, promise } = chat;
  const me = useDesk().lists.me.value?.id;
  if (takenBy !== null && takenBy.id !== me)
    return (
      <span class="dk-clock">
        <span>
          <Name of={takenBy.name} /> answers
        </span>
      </span>
    );
  const way = wayOf(chat);
  const urgency = promiseUrgency(chat, now);
  return (
    <span class={`dk-clock dk-clock--${urgency}`}>
      {urgency === "late" ? (
        <Icon name="alert" size={14} />
      ) : promise !== null ? (
        <Icon name="clock" size={14} />
      ) : (
        <WayIcon way={way} />
      )}
      <span>
        {ways[way]} · {urgency === "late" && "promised "}
        <bdi>{promise?.text ?? queue.name}</bdi>
        {urgency === "late" && <span class="pl-vh">, overdue</span>}
      </span>
    </span>
  );
}

function WayIcon({ way }: { way: keyof typeof ways }): JSX.Element | null {
  if (way === "none") return null;
  return way === "email" ? <Icon name="mail" size={14} /> : <DeskIcon name="phone" size={14} />;
}

/** Those who were answered on this day of the agent's. Nobody reads their text any more. */
function AnsweredToday(): JSX.Element | null {
  const { connection, lists } = useDesk();
  const now = connection.now.value;
  const today = lists.answered.value.filter(({ answeredAt }) =>
    isSameDay(Date.parse(answeredAt), now),
  );
  if (today.length === 0) return null;
  return (
    <section aria-labelledby="dk-answered">
      <h2 class="dk-h" id="dk-answered">
        Answered today
      </h2>
      <ul>
        {today.map((chat) => (
          <AnsweredRow key={chat.id} chat={chat} />
        ))}
      </ul>
    </section>
  );
}

function AnsweredRow({ chat }: { chat: Answered }): JSX.Element {
  const { id, guest, subject, queue, answeredAt, answeredBy } = chat;
  const name = guestLabel(guest.name, id);
  const isOwn = answeredBy?.id === useDesk().lists.me.value?.id;
  return (
    <li class="dk-row dk-row--chat">
      <Avatar id={id} name={plainName(name)} />
      <span class="dk-row__t">
        <b>
          <Name of={name} />
        </b>
        <span class="dk-row__mid">
          <span>
            <bdi>{subject ?? queue.name}</bdi>
          </span>
        </span>
        <span class="dk-clock">
          <Icon name="check" size={14} />
          <span>
            <Name of={isOwn ? "You" : shortLabel(answeredBy?.name ?? "")} /> answered at{" "}
            {english.timeOf(Date.parse(answeredAt))}
          </span>
        </span>
      </span>
    </li>
  );
}
