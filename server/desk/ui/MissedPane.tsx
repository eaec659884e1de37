import "./MissedPane.css";
import type { JSX } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { clockTime } from "../../../src/widget/i18n/clock-time.ts";
import { dayName, isSameDay, isTomorrow } from "../../../src/widget/i18n/dates.ts";
import { Avatar } from "../../../src/widget/parts/Avatar.tsx";
import { Icon } from "../../../src/widget/parts/Icon.tsx";
import type { Missed } from "../api/views.ts";
import { languageName } from "../model/language-name.ts";
import { durationWords } from "../model/duration-words.ts";
import { missedName, takeMissed, wayOf } from "../model/missed.ts";
import { isolatedName, plainName, shortLabel } from "../model/names.ts";
import { BackButton } from "./BackButton.tsx";
import { ConnectionBanner } from "./ConnectionBanner.tsx";
import { DeskIcon } from "./DeskIcon.tsx";
import { useDesk } from "./desk-context.ts";
import { DeskLog } from "./DeskLog.tsx";
import { english } from "./english.ts";
import { Facets } from "./Facets.tsx";
import { MissedFacts, Verified } from "./Facts.tsx";
import { focusHome } from "./focus.ts";
import { MissedWrapUp, TakeMissed, TakeOver } from "./MissedAnswer.tsx";
import { Name } from "./Name.tsx";

/** A guest whom nobody reached: what it wrote and left, and the ways to answer. */
export function MissedPane({ chat }: { chat: Missed }): JSX.Element {
  const { lists } = useDesk();
  const { id, takenBy } = chat;
  const name = missedName(chat);
  // It goes when a colleague has answered, or the guest is back.
  useLayoutEffect(() => () => queueMicrotask(focusHome), []);
  return (
    <section class="dk-main" aria-label={`Missed: ${isolatedName(name)}`}>
      <MissedHead chat={chat} name={name} />
      <MissedFacts {...chat} />
      <ConnectionBanner />
      <DeskLog key={`log ${id}`} guestName={name} chatId={id} isTalking={false}>
        <NobodyJoined chat={chat} />
        <Promised chat={chat} />
      </DeskLog>
      {takenBy === null && <TakeMissed key={`take ${id}`} chat={chat} name={name} />}
      {takenBy !== null &&
        (takenBy.id === lists.me.value?.id ? (
          <MissedWrapUp key={`wrap ${id}`} chat={chat} />
        ) : (
          <div class="dk-take">
            <p>
              <Name of={takenBy.name} /> answers <Name of={shortLabel(name)} />.
            </p>
            <TakeOver id={id} from={takenBy.id} />
          </div>
        ))}
    </section>
  );
}

function MissedHead({ chat, name }: { chat: Missed; name: string }): JSX.Element {
  const { id, subject, queue, language, startedAt, missedSince, guest, takenBy } = chat;
  const now = useDesk().connection.now.value;
  const at = Date.parse(missedSince);
  const time = english.timeOf(at);
  const day = isTomorrow(now, at) ? "yesterday" : `on ${dayName(english, at, now)}`;
  const waited = clockTime(at - Date.parse(startedAt));
  return (
    <header class="dk-head">
      <BackButton />
      <Avatar id={id} name={plainName(name)} size="md" />
      <div class="dk-head__id">
        <div class="dk-name">
          <h2 tabIndex={-1}>
            <Name of={name} />
          </h2>
          {guest.isNameVerified && <Verified />}
        </div>
        <p>
          <Facets
            of={[
              subject,
              queue.name,
              language === null ? null : languageName(language),
              `missed ${isSameDay(at, now) ? `at ${time}` : `${day}, ${time}`}`,
              `waited ${waited}`,
            ]}
          />
        </p>
      </div>
      {takenBy === null && <MarkAnswered id={id} />}
    </header>
  );
}

/** Takes the guest without opening anything: it was answered in another way. */
function MarkAnswered({ id }: { id: string }): JSX.Element {
  const desk = useDesk();
  return (
    <div class="dk-tools">
      <button
        type="button"
        class="pl-btn pl-btn--secondary pl-btn--sm"
        onClick={() => void takeMissed(desk, id)}
      >
        <Icon name="check" size={16} />
        Mark as answered
      </button>
    </div>
  );
}

/** Below the guest's words: for how long it has waited in vain. */
function NobodyJoined({ chat: { startedAt, missedSince } }: { chat: Missed }): JSX.Element {
  const waited = durationWords(Date.parse(missedSince) - Date.parse(startedAt));
  return (
    <li class="pl-note">
      <Icon name="clock" size={16} />
      <span>Nobody joined in {waited}</span>
    </li>
  );
}

/** The answer that the guest's page has promised, in its words. */
function Promised({ chat }: { chat: Missed }): JSX.Element | null {
  const { promise } = chat;
  if (promise === null) return null;
  const way = wayOf(chat);
  return (
    <li class="pl-note">
      {way === "phone" ? <DeskIcon name="phone" size={16} /> : <Icon name="mail" size={16} />}
      <span>
        We promised an answer{way === "none" ? "" : ` by ${way}`}, <bdi>{promise.text}</bdi>
      </span>
    </li>
  );
}
