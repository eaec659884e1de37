import type { DeskChat } from "parlor-contract/parlor.generated";
import type { ConversationRecord, Member } from "../../../domain/model.ts";
import { iso } from "../guest/views.ts";
import { covers, type Reading } from "./rights.ts";

type Absence = DeskChat["absences"][number];

/**
 * The agents who have lost the connection while the chat stayed with them (rule `keep`), as far as
 * the reader may know; in the order of time.
 */
export function absencesOf({ members }: ConversationRecord, reading: Reading): readonly Absence[] {
  const known = ({ userId, displayName, ...leg }: Member): readonly Absence[] => {
    const { wasGone, goneAt } = leg;
    const all = [
      ...(wasGone === undefined ? [] : [wasGone]),
      ...(goneAt == null ? [] : [{ at: goneAt, backAt: null }]),
    ];
    return all
      .filter(({ at }) => covers(reading, at))
      .map(({ at, backAt }) => ({
        userId: userId ?? "",
        name: displayName ?? "",
        since: iso(at),
        until: backAt !== null && covers(reading, backAt) ? iso(backAt) : null,
      }));
  };
  return members
    .filter(({ role }) => role === "agent")
    .flatMap(known)
    .toSorted((a, b) => a.since.localeCompare(b.since));
}
