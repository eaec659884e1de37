import type { WireMessage } from "./wire-message.ts";

/*
 * The service tells times in milliseconds, and a transcript puts messages of one millisecond in any
 * order. Here each gets a time of its own.
 */

/** Keeps messages of one millisecond apart; a joining fits in between. */
const STEP_MS = 0.01;

type Timed = Pick<WireMessage, "key" | "at">;

export interface MessageTimes {
  /** The time of a message alone, after those of the same millisecond. */
  of(message: Timed): number;
  /**
   * The messages with their times.
   * @param batch - oldest first
   * @param isOlder - whether it ends before the messages of the same millisecond that are known
   */
  place<Message extends Timed>(batch: readonly Message[], isOlder: boolean): readonly Message[];
}

export function createMessageTimes(): MessageTimes {
  const byKey = new Map<string, number>();
  /** The first and the last time that messages of a millisecond have got. */
  const taken = new Map<number, { readonly first: number; readonly last: number }>();

  /** The time of the first one of a run of messages of one millisecond. */
  function startOf(run: readonly Timed[], at: number, isOlder: boolean): number {
    const index = run.findIndex(({ key }) => byKey.has(key));
    const known = byKey.get(run[index]?.key ?? "");
    if (known !== undefined) return known - index * STEP_MS;
    const edge = taken.get(at);
    if (edge === undefined) return at;
    return isOlder ? edge.first - run.length * STEP_MS : edge.last + STEP_MS;
  }
  function note(run: readonly Timed[], at: number, isOlder: boolean): void {
    if (Number.isNaN(at)) return;
    const start = startOf(run, at, isOlder);
    for (const [index, { key }] of run.entries()) {
      if (byKey.has(key)) continue;
      const time = start + index * STEP_MS;
      const { first, last } = taken.get(at) ?? { first: time, last: time };
      taken.set(at, { first: Math.min(first, time), last: Math.max(last, time) });
      byKey.set(key, time);
    }
  }
  const of = ({ key, at }: Timed): number => byKey.get(key) ?? at;
  return {
    of(message) {
      note([message], message.at, false);
      return of(message);
    },
    place(batch, isOlder) {
      let from = 0;
      for (let to = 1; to <= batch.length; to++) {
        const at = batch[from]?.at ?? Number.NaN;
        if (batch[to]?.at === at) continue;
        note(batch.slice(from, to), at, isOlder);
        from = to;
      }
      return batch.map((message) => ({ ...message, at: of(message) }));
    },
  };
}
