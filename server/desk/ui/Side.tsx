import "./Side.css";
import type { JSX } from "preact";
import { Avatar } from "../../../src/widget/parts/Avatar.tsx";
import type { Earlier } from "../api/views.ts";
import { guestLabel, plainName } from "../model/names.ts";
import { capacityWords, take } from "../model/take-guest.ts";
import { ConnectionBanner } from "./ConnectionBanner.tsx";
import { useDesk } from "./desk-context.ts";
import { english } from "./english.ts";
import { focusHome } from "./focus.ts";
import { LIST_PANEL_ID, ListTabs, tabId } from "./ListTabs.tsx";
import { MissedList } from "./MissedList.tsx";
import { Name } from "./Name.tsx";
import { OfferCard } from "./OfferCard.tsx";
import { OwedChats, OwnChats } from "./OwnChats.tsx";
import { WaitingGuests } from "./WaitingGuests.tsx";

/** Who is offered, who is being looked after, who waits, and who was here. */
export function Side(): JSX.Element {
  const desk = useDesk();
  const offers = desk.offers.value;
  const list = desk.selection.list.value;
  return (
    <aside class="dk-side" aria-label="Chats" tabIndex={-1}>
      <ConnectionBanner />
      <ListTabs />
      {offers.length > 0 && (
        <div class="dk-offers">
          {offers.map((offer, index) => (
            <OfferCard key={offer.legId} offer={offer} isShort={index > 0} />
          ))}
        </div>
      )}
      <div class="dk-panel" id={LIST_PANEL_ID} role="tabpanel" aria-labelledby={tabId(list)}>
        {list === "missed" ? (
          <MissedList />
        ) : (
          <>
            <OwnChats />
            <div class="dk-side__rest">
              <WaitingGuests />
              <OwedChats />
              <EarlierToday />
            </div>
            <TakeNext />
          </>
        )}
      </div>
    </aside>
  );
}

function TakeNext(): JSX.Element {
  const desk = useDesk();
  const { lists } = desk;
  const isEmpty = lists.inLine.value.length === 0;
  const isFull = lists.isFull.value;
  const why = isFull && !isEmpty ? "dk-full" : undefined;
  return (
    <div class="dk-side__foot">
      {why !== undefined && (
        <p class="dk-none" id={why}>
          {capacityWords(desk)}
        </p>
      )}
      <button
        type="button"
        class="pl-btn pl-btn--primary pl-btn--block"
        aria-disabled={isEmpty || isFull}
        aria-describedby={why}
        onClick={() => {
          if (isEmpty || lists.isFull.peek()) return;
          // The button's chat may have gone with the guest.
          void take(desk, "next").then(() => queueMicrotask(focusHome));
        }}
      >
        Take next guest
      </button>
    </div>
  );
}

function EarlierToday(): JSX.Element | null {
  const earlier = useDesk().lists.earlier.value;
  if (earlier.length === 0) return null;
  return (
    <section>
      <h2 class="dk-h">Earlier today</h2>
      <ul>
        {earlier.map((one) => (
          <EarlierRow key={one.id} chat={one} />
        ))}
      </ul>
    </section>
  );
}

function EarlierRow({ chat }: { chat: Earlier }): JSX.Element {
  const { id, guest, wrapup, subject, queue, endedAt } = chat;
  const name = guestLabel(guest.name, id);
  return (
    <li class="dk-row">
      <Avatar id={id} name={plainName(name)} />
      <span class="dk-row__t">
        <b>
          <Name of={name} />
        </b>
        <span>
          {wrapup?.name !== undefined && (
            <>
              <bdi>{wrapup.name}</bdi>
              {" · "}
            </>
          )}
          <bdi>{subject ?? queue.name}</bdi>
        </span>
      </span>
      <span class="dk-row__e">
        <time class="pl-tnum" dateTime={endedAt}>
          {english.timeOf(Date.parse(endedAt))}
        </time>
      </span>
    </li>
  );
}
