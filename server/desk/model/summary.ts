import type { DeskMessage } from "../api/views.ts";

/** After this long without an answer the list says it in the warning's colour, in ms. */
export const ANSWER_SOON_MS = 2 * 60_000;
/** After this long it says it as an alarm, in ms. */
export const ANSWER_LATE_MS = 4 * 60_000;

/** Whether somebody wrote it; the other messages are about the conversation. */
export const isSpoken = ({ kind }: Pick<DeskMessage, "kind">): boolean =>
  kind === "text" || kind === "notice";

/** The part of a conversation's messages that the list shows. */
export interface Summary {
  readonly last: DeskMessage | null;
  /** When the guest wrote the first message that no agent has answered; null when there is none. */
  readonly waitsSince: number | null;
}

export function summaryOf(rows: readonly DeskMessage[]): Summary {
  const spoken = rows.filter(isSpoken);
  let waitsSince: number | null = null;
  for (const { sender, timestamp } of spoken.toReversed()) {
    if (sender.role === "agent") break;
    if (sender.role === "guest") waitsSince = Date.parse(timestamp);
  }
  return { last: spoken.at(-1) ?? null, waitsSince };
}

export type Urgency = "calm" | "soon" | "late";

/** @param soonMs, lateMs - the waits from which the next level holds */
export const urgencyOf = (ms: number, soonMs: number, lateMs: number): Urgency =>
  ms >= lateMs ? "late" : ms >= soonMs ? "soon" : "calm";

/** The order of the agent's chats: the longest wait for an answer first, then the newest line. */
export function inOrder<Chat extends { readonly id: string }>(
  chats: readonly Chat[],
  summaries: ReadonlyMap<string, Summary>,
): readonly Chat[] {
  const waits = (id: string): number => summaries.get(id)?.waitsSince ?? Number.POSITIVE_INFINITY;
  const lastAt = (id: string): number =>
    Date.parse(summaries.get(id)?.last?.timestamp ?? "") || Number.NEGATIVE_INFINITY;
  const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);
  return chats.toSorted(
    (a, b) => compare(waits(a.id), waits(b.id)) || compare(lastAt(b.id), lastAt(a.id)),
  );
}

/**
 * Keeps one row where it was: a row that has focus does not move while the others are put in order.
 * @param wanted, before - ids in the new and in the present order
 */
export function keepInPlace(
  wanted: readonly string[],
  before: readonly string[],
  focusedId: string | null,
): readonly string[] {
  const at = focusedId === null ? -1 : before.indexOf(focusedId);
  if (focusedId === null || at === -1 || !wanted.includes(focusedId)) return wanted;
  return wanted.filter((id) => id !== focusedId).toSpliced(at, 0, focusedId);
}
