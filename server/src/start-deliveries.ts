import type { Registry } from "prom-client";
import type { Organization } from "./domain/tenant.ts";
import { countDeliveries } from "./plugins/delivery-metrics.ts";
import type { Clock } from "./service/clock.ts";
import { Deliveries } from "./service/deliveries.ts";
import { createDeliveryNotes } from "./service/delivery-notes.ts";
import { recordDeliveries } from "./service/record-deliveries.ts";
import type { Store } from "./service/store.ts";
import type { Teardown } from "./teardown.ts";
import { createWebhookEndpoint } from "./webhooks/webhook-endpoint.ts";
import { createWebhookPlan } from "./webhooks/webhook-plan.ts";

export interface StartDeliveriesOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly tenants: readonly Organization[];
  readonly registry: Registry;
  readonly warn: (text: string) => void;
  readonly report: (error: unknown) => void;
  readonly teardown: Teardown;
}

/**
 * Creates the deliveries of all endpoints. They begin with `start()`.
 * @returns with the store that writes them together with each change
 */
export function startDeliveries(options: StartDeliveriesOptions): {
  readonly store: Store;
  readonly deliveries: Deliveries;
} {
  const { store, clock, tenants, registry, warn, report, teardown } = options;
  const count = countDeliveries(registry, { store, now: () => clock.now() });
  const notes = createDeliveryNotes(clock, warn);
  const deliveries = new Deliveries({
    store,
    clock,
    endpoints: tenants.flatMap(({ id, webhooks }) =>
      webhooks.map((webhook) => createWebhookEndpoint(id, webhook, { clock })),
    ),
    watch: {
      attempted(endpoint, result, ms) {
        count(endpoint, result.kind, ms);
        notes.attempted(endpoint, result);
      },
      parked: (endpoint, failure) => notes.parked(endpoint, failure),
    },
    report,
  });
  teardown.add(() => deliveries.close());
  const plan = createWebhookPlan({ tenants, clock });
  return { store: recordDeliveries(store, plan, () => deliveries.wake()), deliveries };
}
