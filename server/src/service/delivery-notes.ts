import type { Clock } from "./clock.ts";
import type { AttemptResult } from "./endpoint.ts";

/** Of one endpoint, an operator reads about parked deliveries this often at most. */
const EVERY_MS = 60_000;

/** Notes of deliveries for the log: few, without contents, and without addresses. */
export interface DeliveryNotes {
  /** Notes that an endpoint does not take deliveries; once until it takes one again. */
  attempted(endpoint: string, result: AttemptResult): void;
  /** Notes parked deliveries: the first one at once, and those of the next minute together. */
  parked(endpoint: string, failure: string): void;
}

export function createDeliveryNotes(clock: Clock, warn: (text: string) => void): DeliveryNotes {
  const failing = new Set<string>();
  /** How many are not noted yet, for each endpoint that was noted in the last minute. */
  const unnoted = new Map<string, { count: number; failure: string }>();
  const note = (endpoint: string, count: number, failure: string): void => {
    warn(
      `Parked: ${count} to ${endpoint} (${failure}). "parlor-server webhooks retry" sends parked deliveries again.`,
    );
    unnoted.set(endpoint, { count: 0, failure });
    clock.at(clock.now() + EVERY_MS, () => {
      const left = unnoted.get(endpoint);
      unnoted.delete(endpoint);
      if (left !== undefined && left.count > 0) note(endpoint, left.count, left.failure);
    });
  };
  return {
    attempted(endpoint, result) {
      if (result.kind === "delivered") failing.delete(endpoint);
      else if (!failing.has(endpoint)) {
        failing.add(endpoint);
        warn(
          result.kind === "refused"
            ? `Deliveries to ${endpoint} are refused: ${result.because}.`
            : `Deliveries to ${endpoint} fail: ${result.because}. They are tried again.`,
        );
      }
    },
    parked(endpoint, failure) {
      const left = unnoted.get(endpoint);
      if (left === undefined) note(endpoint, 1, failure);
      else unnoted.set(endpoint, { count: left.count + 1, failure });
    },
  };
}
