import type { Conversation } from "../domain/model.ts";
import type { Organization } from "../domain/tenant.ts";
import { homeOf } from "../domain/home-of.ts";
import { findQueue, findUser } from "../domain/tenant.ts";
import type { Clock } from "./clock.ts";
import type { ConversationService } from "./conversations.ts";
import type { ConversationStore } from "./store.ts";

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

export interface MissedExpiryDeps {
  readonly store: Pick<ConversationStore, "missed">;
  readonly chats: Pick<ConversationService, "expireMissed" | "releaseMissed">;
  readonly clock: Clock;
  readonly tenants: readonly Organization[];
  /** Called with a failure; the next hour tries again. */
  readonly report: (error: unknown) => void;
}

/**
 * Takes missed conversations off their lists after `missedDays` of their deployment, and releases
 * those whose taker can answer them no longer: at once, then every hour.
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
  for (const organization of tenants) {
    for (const { conversation } of await store.missed(organization.id)) {
      if (isStopped()) return;
      const taker = conversation.missed?.takenBy?.userId;
      if (taker !== undefined && !isAnswerer(organization, conversation, taker))
        await chats.releaseMissed(conversation.id, taker);
      const home = homeOf(tenants, conversation);
      if (home === null) continue;
      const beforeAt = clock.now() - home.deployment.rules.missedDays * DAY_MS;
      if ((conversation.missed?.since ?? beforeAt) < beforeAt)
        await chats.expireMissed(conversation.id, beforeAt);
    }
  }
}

/** Whether the configuration has the user, as a member of the queue that lists the conversation. */
function isAnswerer(organization: Organization, { missed }: Conversation, userId: string): boolean {
  const queue = missed === null ? null : findQueue(organization, missed.queueId);
  return findUser(organization, userId) !== null && queue?.memberUserIds.includes(userId) === true;
}
