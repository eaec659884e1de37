import type { JSX } from "preact";
import { dayName, isSameDay } from "../../../src/widget/i18n/dates.ts";
import { Avatar } from "../../../src/widget/parts/Avatar.tsx";
import { Icon } from "../../../src/widget/parts/Icon.tsx";
import type { Missed } from "../api/views.ts";
import { isMailAddress, phoneTo } from "../model/answer-address.ts";
import { missedName } from "../model/missed.ts";
import { plainName } from "../model/names.ts";
import { select } from "../model/writing.ts";
import { DeskIcon } from "./DeskIcon.tsx";
import { useDesk } from "./desk-context.ts";
import { english } from "./english.ts";
import { Name } from "./Name.tsx";
import { RowList } from "./RowList.tsx";

/** Guests whom nobody reached: those who wait for an answer, the longest missed first. */
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
        <span class="dk-clock">
          <Way chat={chat} />
        </span>
      </span>
    </button>
  );
}

/** How the guest can be answered and in which queue it was missed, or who answers. */
function Way({ chat: { contact, queue, takenBy } }: { chat: Missed }): JSX.Element {
  const me = useDesk().lists.me.value?.id;
  if (takenBy !== null && takenBy.id !== me)
    return (
      <span>
        <Name of={takenBy.name} /> answers
      </span>
    );
  const [icon, words] = isMailAddress(contact.email)
    ? [<Icon key="mail" name="mail" size={14} />, "By email"]
    : phoneTo(contact.phoneNumber) !== null
      ? [<DeskIcon key="phone" name="phone" size={14} />, "By phone"]
      : [null, "No address"];
  return (
    <>
      {icon}
      <span>
        {words} · <bdi>{queue.name}</bdi>
      </span>
    </>
  );
}
