import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import type { DeliveryStore } from "../service/delivery-store.ts";
import type { AttemptResult } from "../service/endpoint.ts";

const ATTEMPT_SECONDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const labelNames = ["endpoint", "state"] as const;
type Label = (typeof labelNames)[number];

export interface DeliveryMetricsDeps {
  readonly store: Pick<DeliveryStore, "deliveryCounts">;
  /** The server's time, in milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Adds the numbers of deliveries. Labels are the names of endpoints, which the configuration has or
 * had.
 * @returns what counts an attempt
 */
export function countDeliveries(
  registry: Registry,
  { store, now }: DeliveryMetricsDeps,
): (endpoint: string, result: AttemptResult["kind"], ms: number) => void {
  const registers = [registry];
  addGauge(
    registry,
    "parlor_deliveries",
    "Deliveries that are not made: pending ones are tried again, parked ones are not.",
    async () => (await store.deliveryCounts()).map((row) => ({ ...row, value: row.count })),
  );
  addGauge(
    registry,
    "parlor_delivery_age_seconds",
    "How long ago the oldest delivery that is not made was written, or was last asked for.",
    async () =>
      (await store.deliveryCounts()).map((row) => ({ ...row, value: (now() - row.since) / 1000 })),
  );
  const attempts = new Counter({
    name: "parlor_delivery_attempts_total",
    help: "Attempts to deliver: delivered, failed (tried again for a day) or refused for good.",
    labelNames: ["endpoint", "result"],
    registers,
  });
  const seconds = new Histogram({
    name: "parlor_delivery_attempt_seconds",
    help: "How long an attempt to deliver took.",
    labelNames: ["endpoint"],
    buckets: ATTEMPT_SECONDS,
    registers,
  });
  return (endpoint, result, ms) => {
    attempts.inc({ endpoint, result });
    seconds.observe({ endpoint }, ms / 1000);
  };
}

type Sample = Readonly<Record<Label, string>> & { readonly value: number };

function addGauge(
  registry: Registry,
  name: string,
  help: string,
  read: () => Promise<readonly Sample[]>,
): void {
  const gauge: Gauge<Label> = new Gauge({
    name,
    help,
    labelNames,
    registers: [registry],
    async collect() {
      gauge.reset();
      for (const { endpoint, state, value } of await read()) gauge.set({ endpoint, state }, value);
    },
  });
}
