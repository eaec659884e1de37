import { Registry } from "prom-client";
import { expect, test } from "vitest";
import type { DeliveryCount } from "../service/delivery-store.ts";
import { countDeliveries } from "./delivery-metrics.ts";

test("attempts are counted by their result, and deliveries that are not made by their state", async () => {
  const registry = new Registry();
  let counts: DeliveryCount[] = [
    { endpoint: "a", state: "pending", count: 3, since: 40_000 },
    { endpoint: "a", state: "parked", count: 1, since: 10_000 },
  ];
  const store = { deliveryCounts: () => Promise.resolve(counts) };
  const count = countDeliveries(registry, { store, now: () => 100_000 });
  count("a", "failed", 10_000);
  count("a", "delivered", 20);
  count("b", "refused", 300);
  const shown = await registry.metrics();
  for (const line of [
    'parlor_deliveries{endpoint="a",state="pending"} 3',
    'parlor_deliveries{endpoint="a",state="parked"} 1',
    'parlor_delivery_age_seconds{endpoint="a",state="pending"} 60',
    'parlor_delivery_age_seconds{endpoint="a",state="parked"} 90',
    'parlor_delivery_attempts_total{endpoint="a",result="failed"} 1',
    'parlor_delivery_attempts_total{endpoint="a",result="delivered"} 1',
    'parlor_delivery_attempts_total{endpoint="b",result="refused"} 1',
    'parlor_delivery_attempt_seconds_bucket{le="0.05",endpoint="a"} 1',
    'parlor_delivery_attempt_seconds_count{endpoint="a"} 2',
  ])
    expect(shown.split("\n")).toContain(line);
  counts = [];
  expect(await registry.metrics()).not.toMatch(/^parlor_deliveries\{/m);
});
