import type { JSX } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { Icon } from "../../../src/widget/parts/Icon.tsx";
import type { Missed } from "../api/views.ts";
import { mailTo, phoneTo } from "../model/answer-address.ts";
import { mailOf, takeMissed, wrapUpMissed } from "../model/missed.ts";
import { shortLabel } from "../model/names.ts";
import { DeskIcon } from "./DeskIcon.tsx";
import { useDesk } from "./desk-context.ts";
import { english } from "./english.ts";
import { focusHome } from "./focus.ts";
import { Name } from "./Name.tsx";
import { openAddress } from "./open-address.ts";
import { OutcomeForm } from "./OutcomeForm.tsx";

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
export function TakeMissed({ chat, name }: { chat: Missed; name: string }): JSX.Element {
  const desk = useDesk();
  const { mail, phone } = useAddresses(chat);
  const { email, phoneNumber } = chat.contact;
  const short = shortLabel(name);
  // The pressed button goes.
  useLayoutEffect(() => () => queueMicrotask(focusHome), []);
  const takeAnd = (href: string, words: string): void => {
    void takeMissed(desk, chat.id).then((isMine) => {
      if (!isMine) return;
      openAddress(href);
      // The page does not learn if the mail is sent.
      desk.notices.say(words);
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
        {(phone !== null || mail !== null) && (
          <div class="pl-row dk-rowend">
            {phone !== null && (
              <button
                type="button"
                class={`pl-btn pl-btn--${mail === null ? "primary" : "secondary"}`}
                onClick={() => takeAnd(phone, `A call to ${phoneNumber ?? ""} opens`)}
              >
                <DeskIcon name="phone" />
                Call
              </button>
            )}
            {mail !== null && (
              <button
                type="button"
                class="pl-btn pl-btn--primary"
                onClick={() => takeAnd(mail, `A mail to ${email ?? ""} opens in your mail program`)}
              >
                <Icon name="mail" size={16} />
                Open in your mail program
              </button>
            )}
          </div>
        )}
      </div>
    </div>
  );
}

/** A colleague has it, who may be ill: the agent can answer in its place. */
export function TakeOver({ id, from }: { id: string; from: string }): JSX.Element {
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
export function MissedWrapUp({ chat }: { chat: Missed }): JSX.Element {
  const desk = useDesk();
  const { mail, phone } = useAddresses(chat);
  return (
    <OutcomeForm
      id={chat.id}
      load={() => desk.client.wrapupCodes(chat.id, chat.guest.participantId)}
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
