import type { Clock } from "./clock.ts";
import type { AttemptResult } from "./endpoint.ts";

/** Of one endpoint, an operator reads about parked deliveries this often at most. */
const EVERY_MS = 60_000;

/** Notes of deliveries for the log: few, without contents, and without addresses. */
export interface DeliveryNotes {
  /** Notes that an endpoint does not take deliveries; once until it takes one again. */
  attempted(endpoint: string, result: AttemptResult): void;
  /** Notes parked deliveries; those of a minute together. */
  parked(endpoint: string, failure: string): void;
}

export function createDeliveryNotes(clock: Clock, warn: (text: string) => void): DeliveryNotes {
  const failing = new Set<string>();
  const parked = new Map<string, { count: number; notedAt: number }>();
  return {
    attempted(endpoint, result) {
      if (result.kind === "delivered") failing.delete(endpoint);
      else if (!failing.has(endpoint)) {
        failing.add(endpoint);
        warn(`Deliveries to ${endpoint} fail: ${result.because}. They are tried again.`);
      }
    },
    parked(endpoint, failure) {
      const now = clock.now();
      const known = parked.get(endpoint) ?? { count: 0, notedAt: Number.NEGATIVE_INFINITY };
      parked.set(endpoint, known);
      known.count++;
      if (now < known.notedAt + EVERY_MS) return;
      warn(
        `Parked: ${known.count} to ${endpoint} (${failure}). "parlor-server webhooks retry" sends parked deliveries again.`,
      );
      parked.set(endpoint, { count: 0, notedAt: now });
    },
  };
}
