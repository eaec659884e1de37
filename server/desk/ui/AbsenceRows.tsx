import type { JSX } from "preact";
import { Icon } from "../../../src/widget/parts/Icon.tsx";
import { isolatedName, shortLabel } from "../model/names.ts";
import { absencesBetween, absenceWords, type Absence } from "../model/presence.ts";
import { useDesk } from "./desk-context.ts";
import { english } from "./english.ts";
import { Name } from "./Name.tsx";

/** Notices of the log: agents who lost the connection while the chat stayed with them. */
export function AbsenceRows({
  chatId,
  guestName,
  after,
  before,
}: {
  chatId: string;
  guestName: string;
  /** The moments of the rows above and below, in ms; infinite at an end of the log. */
  after: number;
  before: number;
}): JSX.Element {
  const { lists, selection } = useDesk();
  const details = selection.details.value;
  const rows = absencesBetween(details?.id === chatId ? details : null, after, before);
  const isOwn = ({ userId }: Absence): boolean => userId === lists.me.value?.id;
  return (
    <>
      {rows.map((one) => (
        <li class="pl-note" key={`${one.userId} ${one.since}`}>
          <Icon name="wifioff" size={16} />
          <span>
            <Name of={isOwn(one) ? "You" : one.name} />{" "}
            {absenceWords(
              isOwn(one),
              one.until === null ? null : english.timeOf(Date.parse(one.until)),
              isolatedName(shortLabel(guestName)),
            )}
          </span>
        </li>
      ))}
    </>
  );
}
