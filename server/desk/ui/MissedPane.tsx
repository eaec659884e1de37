import "./MissedPane.css";
import type { JSX } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { clockTime } from "../../../src/widget/i18n/clock-time.ts";
import { dayName, isSameDay, isTomorrow } from "../../../src/widget/i18n/dates.ts";
import { Avatar } from "../../../src/widget/parts/Avatar.tsx";
import { Icon } from "../../../src/widget/parts/Icon.tsx";
import type { Missed } from "../api/views.ts";
import { mailTo, phoneTo } from "../model/answer-address.ts";
import { languageName } from "../model/language-name.ts";
import { durationWords } from "../model/duration-words.ts";
import { mailOf, missedName, takeMissed, wrapUpMissed } from "../model/missed.ts";
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
import { Name } from "./Name.tsx";
import { openAddress } from "./open-address.ts";
import { OutcomeForm } from "./OutcomeForm.tsx";

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
  const { id, subject, queue, language, startedAt, missedSince, guest } = chat;
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
    </header>
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

/** The addresses with which this guest is answered; null for one that the guest has not left. */
function useAddresses(chat: Missed): {
  readonly mail: string | null;
  readonly phone: string | null;
} {
  const desk = useDesk();
  const { email, phoneNumber } = chat.contact;
  return {
    mail: mailTo(email, mailOf(desk, chat, english.timeOf)),
    phone: phoneTo(phoneNumber),
  };
}

/** Before somebody has taken it: each button takes it first, so that no colleague answers too. */
function TakeMissed({ chat, name }: { chat: Missed; name: string }): JSX.Element {
  const desk = useDesk();
  const { mail, phone } = useAddresses(chat);
  const { email, phoneNumber } = chat.contact;
  const short = shortLabel(name);
  // The pressed button goes.
  useLayoutEffect(() => () => queueMicrotask(focusHome), []);
  const takeAnd = (href: string | null): void => {
    void takeMissed(desk, chat.id).then((isMine) => {
      if (isMine && href !== null) openAddress(href);
      return undefined;
    });
  };
  return (
    <div class="dk-answer">
      <div class="dk-answer__in">
        <h3>
          Answer <Name of={short} />
        </h3>
        <p>
          {mail !== null && (
            <>
              The mail goes to <bdi>{email}</bdi>, with <Name of={short} />
              ’s messages below it.{" "}
            </>
          )}
          {phone !== null && (
            <>
              The number is <bdi>{phoneNumber}</bdi>.{" "}
            </>
          )}
          {mail === null && phone === null && (
            <>
              <Name of={short} /> left no address.{" "}
            </>
          )}
          {chat.endedAt === null && "The guest may still come back to the chat."}
        </p>
        <div class="pl-row dk-rowend">
          <button type="button" class="pl-btn pl-btn--secondary" onClick={() => takeAnd(null)}>
            <Icon name="check" size={16} />
            Mark as answered
          </button>
          {phone !== null && (
            <button
              type="button"
              class={`pl-btn pl-btn--${mail === null ? "primary" : "secondary"}`}
              onClick={() => takeAnd(phone)}
            >
              <DeskIcon name="phone" />
              Call
            </button>
          )}
          {mail !== null && (
            <button type="button" class="pl-btn pl-btn--primary" onClick={() => takeAnd(mail)}>
              <Icon name="mail" size={16} />
              Open in your mail program
            </button>
          )}
        </div>
      </div>
    </div>
  );
}

/** A colleague has it, who may be ill: the agent can answer in its place. */
function TakeOver({ id, from }: { id: string; from: string }): JSX.Element {
  const desk = useDesk();
  return (
    <button
      type="button"
      class="pl-btn pl-btn--secondary"
      onClick={() => void takeMissed(desk, id, from)}
    >
      Answer instead
    </button>
  );
}

/** The agent has taken it, and says how it went once the guest is answered. */
function MissedWrapUp({ chat }: { chat: Missed }): JSX.Element {
  const desk = useDesk();
  const { mail, phone } = useAddresses(chat);
  return (
    <OutcomeForm
      id={chat.id}
      load={() => desk.client.wrapupCodes(chat.id, chat.guest.memberId)}
      isReady
      save={(code, note) => wrapUpMissed(desk, chat.id, code ?? "", note)}
    >
      <h3 id="dk-wr" tabIndex={-1}>
        Wrap up
      </h3>
      <p>
        You have taken this message: no colleague answers it. It stays in your list until you save
        how it went.
      </p>
      {(mail !== null || phone !== null) && (
        <p class="dk-ways">
          {mail !== null && <a href={mail}>Open in your mail program</a>}
          {phone !== null && (
            <a href={phone}>
              Call <bdi>{chat.contact.phoneNumber}</bdi>
            </a>
          )}
        </p>
      )}
    </OutcomeForm>
  );
}
