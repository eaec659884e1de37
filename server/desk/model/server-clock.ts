import { signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { followOffset } from "../../../src/transport/ports/clock-offset.ts";
import type { Clock } from "../../../src/transport/ports/clock.ts";

/**
 * The server's clock, by the times that its answers and heartbeats tell. The agent's computer may
 * be hours wrong, so no time of the server is compared with its own clock.
 */
export class ServerClock {
  readonly #offset: Signal<number> = signal(0);
  /** How far the server's clock is ahead, in ms; 0 before the server has told a time. */
  readonly offsetMs: ReadonlySignal<number> = this.#offset;
  /** Takes a time that the server has told, in ms since 1970; NaN for none. */
  readonly noteTime: (at: number) => void;

  constructor(clock: Pick<Clock, "now">) {
    let isKnown = false;
    this.noteTime = followOffset(
      clock,
      () => (isKnown ? this.#offset.peek() : null),
      (offsetMs) => {
        isKnown = true;
        this.#offset.value = offsetMs;
      },
    );
  }
}
