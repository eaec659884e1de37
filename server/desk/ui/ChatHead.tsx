import "./ChatHead.css";
import type { JSX } from "preact";
import { clockTime } from "../../../src/widget/i18n/clock-time.ts";
import { Avatar } from "../../../src/widget/parts/Avatar.tsx";
import { Icon } from "../../../src/widget/parts/Icon.tsx";
import { askScreen, canShareScreen } from "../model/chat-acts.ts";
import type { Desk } from "../model/desk.ts";
import type { Details } from "../api/views.ts";
import { isolatedName } from "../model/names.ts";
import { awaySince } from "../model/presence.ts";
import { BackButton } from "./BackButton.tsx";
import { useDesk } from "./desk-context.ts";
import { english } from "./english.ts";
import { Facets } from "./Facets.tsx";
import { NO_SCREEN_ID, Verified } from "./Facts.tsx";
import { Name } from "./Name.tsx";

export type PaneDialog = "end" | "transfer";

/** The guest's name and the conversation's facts in one line, and the agent's tools. */
export function ChatHead({
  id,
  name,
  ask,
}: {
  id: string;
  name: string;
  /** Opens a dialog; null while the agent does not talk in this chat. */
  ask: ((kind: PaneDialog) => void) | null;
}): JSX.Element {
  const desk = useDesk();
  const { lists, selection } = desk;
  const details = selection.details.value;
  const line = lists.inLine.value.find((one) => one.id === id);
  const away =
    details === null
      ? awaySince(line?.guestAwaySince ?? null, desk.connection.now.value)
      : timeOf(details.guest.awaySince);
  return (
    <header class="dk-head">
      <BackButton />
      <Avatar id={id} name={name} size="md" />
      <div class="dk-head__id">
        <div class="dk-name">
          <h2 tabIndex={-1}>
            <Name of={name} />
          </h2>
          {(details?.guest.verifiedFields.includes("displayName") ??
            line?.guest.isNameVerified) && <Verified />}
        </div>
        <p>
          {away !== null && <span class="pl-dot pl-dot--away" />}
          <Facets
            of={[
              away === null ? null : `Away since ${english.timeOf(away)}`,
              details?.subject ?? line?.subject,
              details?.queue.name ?? line?.queue.name,
              details?.language,
              lostWords(desk, details),
              timeWords(desk, id),
            ]}
          />
        </p>
      </div>
      {ask !== null && <Tools id={id} ask={ask} />}
    </header>
  );
}

const timeOf = (time: string | null): number | null => (time === null ? null : Date.parse(time));

/** A colleague with whom the chat stays has lost the connection. */
function lostWords({ lists }: Desk, details: Details | null): string | null {
  const lost = details?.absences.find(
    ({ userId, until }) => until === null && userId !== lists.me.value?.id,
  );
  if (lost === undefined || details?.lostAgent !== lost.name) return null;
  return `${isolatedName(lost.name)} lost the connection`;
}

/** How long the agent talks with the guest, or how long the guest has been waiting. */
function timeWords({ connection, lists }: Desk, id: string): string | null {
  const now = connection.now.value;
  const chat = lists.find(id);
  const since = chat === undefined ? undefined : lists.myLeg(chat)?.connectedTime;
  if (since !== undefined) return clockTime(now - Date.parse(since));
  const line = lists.inLine.value.find((one) => one.id === id);
  return line === undefined ? null : `waiting ${clockTime(now - Date.parse(line.waitingSince))}`;
}

function Tools({ id, ask }: { id: string; ask: (kind: PaneDialog) => void }): JSX.Element {
  const desk = useDesk();
  const canShare = canShareScreen(desk, id);
  return (
    <div class="dk-tools">
      <button
        type="button"
        class="pl-btn pl-btn--secondary pl-btn--sm"
        aria-disabled={!canShare}
        aria-describedby={canShare ? undefined : NO_SCREEN_ID}
        onClick={() => void askScreen(desk, id)}
      >
        <Icon name="screen" size={16} />
        Ask to share screen
      </button>
      <button
        type="button"
        class="pl-btn pl-btn--secondary pl-btn--sm"
        aria-haspopup="dialog"
        onClick={() => ask("transfer")}
      >
        <Icon name="transfer" size={16} />
        Transfer
      </button>
      <button
        type="button"
        class="pl-btn pl-btn--secondary pl-btn--sm dk-end"
        aria-haspopup="dialog"
        onClick={() => ask("end")}
      >
        <Icon name="exit" size={16} />
        End chat
      </button>
    </div>
  );
}
