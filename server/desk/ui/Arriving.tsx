import "./Arriving.css";
import type { JSX } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { Avatar } from "../../../src/widget/parts/Avatar.tsx";
import { plainName, shortLabel } from "../model/names.ts";
import { colleagueWords, remainingMs } from "../model/offers.ts";
import { decline, take } from "../model/take-guest.ts";
import type { Transfer } from "../model/writing.ts";
import { useDesk } from "./desk-context.ts";
import { focusHome } from "./focus.ts";
import { Name } from "./Name.tsx";

/** Above the words of a chat that a colleague passes on: who does, and why. */
export function ArrivingNote({ transfer }: { transfer: Transfer }): JSX.Element {
  const { details } = useDesk().selection;
  const note = details.value?.id === transfer.id ? details.value.transferNote : null;
  const { from } = transfer;
  return (
    <div class="dk-arriving">
      <Avatar name={plainName(from.name)} />
      <p>
        <b>
          <bdi>{colleagueWords(from)}</bdi>, passes this chat to you.
        </b>
        {note !== null && (
          <q>
            <bdi>{note}</bdi>
          </q>
        )}
      </p>
    </div>
  );
}

/** Below the words of a chat that a colleague passes on: the time that is left, and the answer. */
export function ArrivingBar({ transfer }: { transfer: Transfer }): JSX.Element {
  const desk = useDesk();
  const { id, name, from, ringsForMs } = transfer;
  const { focusWanted } = desk.selection;
  const ms = remainingMs(transfer, desk.connection.now.value);
  useLayoutEffect(() => {
    if (focusWanted.value !== id) return;
    focusWanted.value = null;
    document.querySelector<HTMLElement>(".dk-head h2")?.focus();
  }, [focusWanted.value]);
  // It may run out while one of its buttons has focus.
  useLayoutEffect(() => () => queueMicrotask(focusHome), []);
  return (
    <>
      <div class="dk-ring" aria-hidden="true">
        <i style={{ inlineSize: `${(ms / ringsForMs) * 100}%` }} />
      </div>
      <div class="dk-take">
        <p>
          <Name of={shortLabel(from.name)} /> has left the chat. <Name of={shortLabel(name)} />{" "}
          waits until you accept.
        </p>
        <div class="pl-row">
          <button
            type="button"
            class="pl-btn pl-btn--secondary pl-btn--lg"
            onClick={() => void decline(desk, transfer)}
          >
            Decline
          </button>
          <button
            type="button"
            class="pl-btn pl-btn--primary pl-btn--lg"
            onClick={() => void take(desk, id)}
          >
            Accept
          </button>
        </div>
      </div>
    </>
  );
}
