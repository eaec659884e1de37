import type { Clock } from "./clock.ts";

/** A wait that can be cut short. */
export interface Pause {
  readonly isOn: () => boolean;
  /** Waits for so long, or until `end()`. */
  readonly start: (ms: number) => Promise<void>;
  readonly end: () => void;
}

export function createPause(clock: Clock): Pause {
  let finish: (() => void) | null = null;
  return {
    isOn: () => finish !== null,
    start: (ms) =>
      new Promise((resolve) => {
        const cancel = clock.after(ms, () => finish?.());
        finish = () => {
          cancel();
          finish = null;
          resolve();
        };
      }),
    end: () => finish?.(),
  };
}
