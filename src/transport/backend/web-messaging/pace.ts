import type { Clock } from "../../ports/clock.ts";

/** The service takes 60 frames in a minute on one connection, and five messages in a second. */
const MAX_FRAMES = 55;
const FRAMES_MS = 60_000;
const MESSAGE_EVERY_MS = 500;

const MAX_WAIT_MS = 30_000;

/** The wait before an attempt, counted from 0: a tenth to all of a time that grows to 30 s. */
export const waitOf = (attempt: number, random: number): number =>
  Math.min(MAX_WAIT_MS, 1_000 * 2 ** Math.min(attempt, 10)) * (0.1 + 0.9 * random);

/** Keeps one connection below the limits of the service. */
export interface Pace {
  /** Resolves when a frame may be sent, in the order of the calls. */
  turn(isMessage: boolean): Promise<void>;
}

export function createPace(clock: Clock): Pace {
  const sent: number[] = [];
  let messageAt = Number.NEGATIVE_INFINITY;
  let last: Promise<void> = Promise.resolve();

  /** How long the next frame has to wait, in ms. A clock that was set back makes nobody wait. */
  function wait(isMessage: boolean): number {
    const now = clock.now();
    const oldest = sent.length < MAX_FRAMES ? undefined : sent[sent.length - MAX_FRAMES];
    const forAll = oldest === undefined ? 0 : oldest + FRAMES_MS - now;
    const forMessages = isMessage ? messageAt + MESSAGE_EVERY_MS - now : 0;
    return Math.max(0, Math.min(forAll, FRAMES_MS), Math.min(forMessages, MESSAGE_EVERY_MS));
  }
  async function take(isMessage: boolean): Promise<void> {
    const ms = wait(isMessage);
    if (ms > 0) await new Promise<void>((resolve) => void clock.after(ms, resolve));
    const now = clock.now();
    sent.push(now);
    sent.splice(0, sent.length - MAX_FRAMES);
    if (isMessage) messageAt = now;
  }
  return {
    turn(isMessage) {
      last = last.then(() => take(isMessage));
      return last;
    },
  };
}
