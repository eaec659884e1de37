import { createManualClock, type MovableClock } from "../clock.ts";
import { startEmulator, type Emulator } from "../emulator.ts";
import type { EmulatorOptions } from "../options.ts";

/** The emulators of one test file, on a clock that stands still. */
export interface Emulators {
  readonly clock: MovableClock;
  start(options?: EmulatorOptions): Promise<Emulator>;
  /** Closes all that were started. */
  closeAll(): Promise<void>;
}

export function createEmulators(): Emulators {
  const clock = createManualClock();
  const open: Emulator[] = [];
  return {
    clock,
    async start(options = {}) {
      const emulator = await startEmulator({ clock, ...options });
      open.push(emulator);
      return emulator;
    },
    async closeAll() {
      await Promise.all(open.splice(0).map((emulator) => emulator.close()));
    },
  };
}
