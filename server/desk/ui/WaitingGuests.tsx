import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { clockTime } from "../../../src/widget/i18n/clock-time.ts";
import { Avatar } from "../../../src/widget/parts/Avatar.tsx";
import { Icon } from "../../../src/widget/parts/Icon.tsx";
import { guestLabel, plainName } from "../model/names.ts";
import { awaySince } from "../model/presence.ts";
import { urgencyOf } from "../model/summary.ts";
import { select } from "../model/writing.ts";
import { DeskIcon } from "./DeskIcon.tsx";
import { useDesk } from "./desk-context.ts";
import { Name } from "./Name.tsx";
import { RowList } from "./RowList.tsx";

const SOON_MS = 3 * 60_000;
const LATE_MS = 6 * 60_000;
/** As many rows are shown before the list is unfolded. */
const FOLDED = 4;

/** The guests in the agent's queues who are not offered to the agent, the longest wait first. */
export function WaitingGuests(): JSX.Element {
  const { lists, selection } = useDesk();
  const isUnfolded = useSignal(false);
  const waiting = lists.waiting.value;
  const shown = waiting.filter(
    ({ id }, index) => isUnfolded.value || index < FOLDED || id === selection.id.value,
  );
  const hidden = waiting.length - shown.length;
  const isOffered = lists.inLine.value.length > waiting.length;
  return (
    <section>
      <h2 class="dk-h">
        {isOffered ? "Others waiting" : "Waiting"} <span class="dk-n">{waiting.length}</span>
      </h2>
      <RowList
        ids={shown.map(({ id }) => id)}
        selected={selection.id.value}
        row={(id, tabIndex) => <WaitingRow id={id} tabIndex={tabIndex} />}
      />
      {waiting.length === 0 && (
        <p class="dk-none">{isOffered ? "Nobody else is waiting." : "Nobody is waiting."}</p>
      )}
      {(hidden > 0 || (isUnfolded.value && waiting.length > FOLDED)) && (
        <button
          type="button"
          class="dk-more"
          aria-expanded={isUnfolded.value}
          onClick={() => (isUnfolded.value = !isUnfolded.peek())}
        >
          <Icon name="down" size={16} />
          <span>{isUnfolded.value ? "Show fewer" : `${hidden} more waiting`}</span>
        </button>
      )}
    </section>
  );
}

function WaitingRow({ id, tabIndex }: { id: string; tabIndex: 0 | -1 }): JSX.Element | null {
  const desk = useDesk();
  const one = desk.lists.inLine.value.find((guest) => guest.id === id);
  if (one === undefined) return null;
  const name = guestLabel(one.guest.name, id);
  const now = desk.connection.now.value;
  const ms = now - Date.parse(one.waitingSince);
  return (
    <button
      type="button"
      class="dk-row"
      tabIndex={tabIndex}
      aria-current={desk.selection.id.value === id ? true : undefined}
      onClick={() => select(desk, id)}
    >
      <Avatar id={id} name={plainName(name)} />
      <span class="dk-row__t">
        <b>
          <Name of={name} />
        </b>
        <span>
          <bdi>{one.transfer?.note ?? one.lastText ?? one.subject ?? one.queue.name}</bdi>
        </span>
        {one.transfer !== null && (
          <span class="dk-clock">
            <Icon name="transfer" size={14} />
            <span>
              from <Name of={one.transfer.from} />
            </span>
          </span>
        )}
        {awaySince(one.guestAwaySince, now) !== null && (
          <span class="dk-clock">
            <DeskIcon name="door" size={14} />
            <span>has left the page</span>
          </span>
        )}
        {one.lostAgent !== null && (
          <span class="dk-clock dk-clock--soon">
            <Icon name="wifioff" size={14} />
            <span>
              <Name of={one.lostAgent} /> lost the connection
            </span>
          </span>
        )}
      </span>
      <span class={`dk-wait dk-wait--${urgencyOf(ms, SOON_MS, LATE_MS)}`}>
        <span class="pl-vh">waiting </span>
        <Icon name="clock" size={14} />
        <span class="pl-tnum">{clockTime(ms)}</span>
      </span>
    </button>
  );
}
