import type { Organization } from "../domain/tenant.ts";
import { findDeployment } from "../domain/tenant.ts";
import type { Clock } from "./clock.ts";
import type { ConversationService } from "./conversations.ts";
import type { ConversationStore } from "./store.ts";

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

export interface MissedExpiryDeps {
  readonly store: Pick<ConversationStore, "missed">;
  readonly chats: Pick<ConversationService, "expireMissed">;
  readonly clock: Clock;
  readonly tenants: readonly Organization[];
  /** Called with a failure; the next hour tries again. */
  readonly report: (error: unknown) => void;
}

/**
 * Takes missed conversations off their lists after `missedDays` of their deployment: at once, then
 * every hour.
 * @returns the undo, which waits for what is under way
 */
export function startMissedExpiry(deps: MissedExpiryDeps): () => Promise<void> {
  const { clock } = deps;
  let isStopped = false;
  let cancel = (): void => undefined;
  let work: Promise<void> = Promise.resolve();
  const run = (): void => {
    cancel = clock.at(clock.now() + HOUR_MS, run);
    work = work.then(() => expireOld(deps, () => isStopped)).catch(deps.report);
  };
  run();
  return async () => {
    isStopped = true;
    cancel();
    await work;
  };
}

async function expireOld(
  { store, chats, clock, tenants }: MissedExpiryDeps,
  isStopped: () => boolean,
): Promise<void> {
  for (const { id: organizationId } of tenants) {
    for (const { conversation } of await store.missed(organizationId)) {
      const home = findDeployment(tenants, organizationId, conversation.deploymentId);
      if (isStopped() || home === null) continue;
      const beforeAt = clock.now() - home.deployment.rules.missedDays * DAY_MS;
      if ((conversation.missed?.since ?? beforeAt) < beforeAt)
        await chats.expireMissed(conversation.id, beforeAt);
    }
  }
}
