import type { MeasuredServer } from "./measured-server.ts";

/** How long and how large: full for the table, small for a trial of the bench itself. */
export interface ServerEffort {
  readonly runs: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  /** Runs and their seconds where several sizes are measured. */
  readonly growthRuns: number;
  readonly growthSeconds: number;
  /** Guests in line. */
  readonly waiting: readonly number[];
  /** The line up to which the baseline is measured: beyond, each arrival takes it half a second. */
  readonly maxOldWaiting: number;
  readonly open: number;
  readonly storedMessages: number;
  /** Guests with a stream; the first number is the fewest. */
  readonly connected: readonly number[];
  readonly maxOldConnected: number;
  /** How many of them are in line. */
  readonly connectedWaiting: number;
  readonly idleSeconds: number;
  /** The pause after connections were cut, or have come back. */
  readonly settleSeconds: number;
  /** Messages in the store. */
  readonly stored: readonly number[];
  readonly oldStored: number;
  readonly desks: readonly number[];
  readonly guestsPerSecond: readonly number[];
  readonly deskSeconds: number;
  readonly endedChats: number;
  readonly chats: number;
  /** After this no chat begins, and the figure says how many there were. */
  readonly maxChatSeconds: number;
}

/** The servers of a figure, each fresh and not started. */
export interface Sides {
  readonly now: MeasuredServer;
  /** The old build; null when it is not measured. */
  readonly baseline: MeasuredServer | null;
  /** Another server of this build, for a figure that compares several. */
  readonly another: () => MeasuredServer;
  readonly effort: ServerEffort;
}

/** Measures the old build after this one's; null, and a line in the log, when it cannot do it. */
export async function ofBaseline<Found>(
  baseline: MeasuredServer | null,
  measure: (server: MeasuredServer) => Promise<Found>,
): Promise<Found | null> {
  if (baseline === null) return null;
  try {
    return await measure(baseline);
  } catch (error) {
    console.error(`${baseline.name} could not be measured:`, error);
    return null;
  }
}
