import { setImmediate, setTimeout } from "node:timers/promises";

/** For each millisecond of work the disk is left alone for this many. */
const REST_FACTOR = 2;
/** Shorter rests are added up: a timer cannot wait for less. */
const SHORTEST_REST_MS = 1;
/** A disk that hangs must not make the next turn wait for as long again. */
const LONGEST_REST_MS = 250;

/** The turns of the work with the bytes of files, one at a time and in the order of asking. */
export interface DiskTurns {
  /**
   * Runs the work when those that asked before are done.
   * @returns the result of the work, and rejects as the work does
   */
  take<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** The real time, which no clock of a test moves: a disk works as long as it works. */
interface DiskTime {
  /** Milliseconds that never step back. */
  readonly now: () => number;
  readonly rest: (ms: number) => Promise<unknown>;
}
const realTime: DiskTime = {
  now: () => performance.now(),
  // Also without a rest, others are served between two turns.
  rest: (ms) => (ms >= SHORTEST_REST_MS ? setTimeout(ms) : setImmediate()),
};

/**
 * Makes turns with rests between them. The files of a busy hour share disk and processor with the
 * messages, each of which waits until it is on the disk; files may take a third of the time.
 */
export function createDiskTurns({ now, rest }: DiskTime = realTime): DiskTurns {
  let last: Promise<unknown> = Promise.resolve();
  let freeAt = 0;
  async function run<Result>(work: () => Promise<Result>): Promise<Result> {
    await rest(Math.max(0, freeAt - now()));
    const beganAt = now();
    try {
      return await work();
    } finally {
      const endedAt = now();
      const owedMs = Math.max(0, freeAt - beganAt) + (endedAt - beganAt) * REST_FACTOR;
      freeAt = endedAt + Math.min(LONGEST_REST_MS, owedMs);
    }
  }
  return {
    take(work) {
      const turn = last.then(() => run(work));
      last = turn.catch(() => {
        // Its caller is told.
      });
      return turn;
    },
  };
}
