import "./OfferCard.css";
import type { JSX } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { clockTime } from "../../../src/widget/i18n/clock-time.ts";
import { Avatar } from "../../../src/widget/parts/Avatar.tsx";
import { plainName } from "../model/names.ts";
import { colleagueWords, remainingMs, type Offer } from "../model/offers.ts";
import { decline, take } from "../model/take-guest.ts";
import { select } from "../model/writing.ts";
import { useDesk } from "./desk-context.ts";
import { focusHome } from "./focus.ts";
import { Mark } from "./Mark.tsx";
import { Name } from "./Name.tsx";

/**
 * A guest who is offered to this agent, with the time that is left to answer. It does not cover the
 * open chat, and takes no focus.
 */
export function OfferCard({ offer, isShort }: { offer: Offer; isShort: boolean }): JSX.Element {
  const desk = useDesk();
  const { id, legId, name, text } = offer;
  const ms = remainingMs(offer, desk.connection.now.value);
  const isOpen = desk.selection.id.value === id;
  const nameId = `dk-offer-${legId}`;
  // It may run out while one of its buttons has focus.
  useLayoutEffect(() => () => queueMicrotask(focusHome), []);
  return (
    <section
      class={`dk-offer${isShort ? " dk-offer--short" : ""}${isOpen ? " is-open" : ""}`}
      aria-label={`Offer: ${plainName(name)}`}
    >
      <div class="dk-offer__top">
        <Mark />
        {offer.from === null ? "A guest for you" : "A transfer for you"}
        <span class="pl-tnum">{clockTime(ms)}</span>
      </div>
      <div class="dk-ring" aria-hidden="true">
        <i style={{ inlineSize: `${(ms / offer.ringsForMs) * 100}%` }} />
      </div>
      <button
        type="button"
        class="dk-offer__who"
        id={nameId}
        aria-current={isOpen ? true : undefined}
        onClick={() => select(desk, id)}
      >
        <Avatar id={id} name={plainName(name)} size="md" />
        <OfferWords offer={offer} />
      </button>
      {!isShort && text !== null && (
        <p class="dk-said" dir="auto">
          {text}
        </p>
      )}
      <div class="pl-row">
        <button
          type="button"
          class="pl-btn pl-btn--secondary"
          aria-describedby={nameId}
          onClick={() => void decline(desk, offer)}
        >
          Decline
        </button>
        <button
          type="button"
          class="pl-btn pl-btn--primary"
          aria-describedby={nameId}
          onClick={() => void take(desk, id)}
        >
          Accept
        </button>
      </div>
    </section>
  );
}

function OfferWords({
  offer: { name, topic, language, from, lostAgent },
}: {
  offer: Offer;
}): JSX.Element {
  // Without a subject the topic is the queue, which may stand there already.
  const isOther = topic !== "" && topic !== from?.queue;
  return (
    <span>
      <b>
        <Name of={name} />
      </b>
      <span>
        {from !== null && (
          <>
            From <bdi>{colleagueWords(from)}</bdi>
            {isOther && " · "}
          </>
        )}
        {isOther && <bdi>{topic}</bdi>}
        {lostAgent !== null && (
          <>
            {" · "}
            <Name of={lostAgent} /> lost the connection
          </>
        )}
        {language !== null && (
          <>
            {" · "}
            <bdi>{language}</bdi>
          </>
        )}
      </span>
    </span>
  );
}
