import type { Missed } from "../api/views.ts";

/* By when the guests' pages have promised an answer. */

/** From so much time before an answer is due on, its row stands out. */
const SOON_MS = 2 * 60 * 60_000;

/** When an answer is due, in ms; null where nothing was promised, or not in hours. */
function dueAt({ promise }: Pick<Missed, "promise">): number | null {
  const due = promise?.dueAt ?? null;
  return due === null ? null : Date.parse(due);
}

/** The order of the list: what is due first, then what has no such time, longest missed first. */
export function byPromise(a: Missed, b: Missed): number {
  const [first, second] = [dueAt(a), dueAt(b)];
  if (first !== second) return (first ?? Number.MAX_VALUE) - (second ?? Number.MAX_VALUE);
  return Date.parse(a.missedSince) - Date.parse(b.missedSince);
}

/** @param now - by the server's clock */
export function promiseUrgency(
  chat: Pick<Missed, "promise">,
  now: number,
): "none" | "soon" | "late" {
  const due = dueAt(chat);
  if (due === null || due - now > SOON_MS) return "none";
  return due < now ? "late" : "soon";
}
