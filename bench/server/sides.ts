import type { MeasuredServer } from "./measured-server.ts";

/** How long and how large: full for the table, small for a trial of the bench itself. */
export interface ServerEffort {
  readonly runs: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  /** Guests in line. */
  readonly waiting: readonly number[];
  /** The line up to which the baseline is measured: beyond, each arrival takes it half a second. */
  readonly maxOldWaiting: number;
  readonly open: number;
  readonly storedMessages: number;
}

/** The servers of a figure, each fresh and not started. */
export interface Sides {
  readonly now: MeasuredServer;
  /** The old build; null when it is not measured. */
  readonly baseline: MeasuredServer | null;
  readonly effort: ServerEffort;
}
