import type { Organization } from "../domain/tenant.ts";
import { ActiveConversations } from "./active-conversations.ts";
import { watchAgents } from "./agent-absence.ts";
import { createAgentCommands } from "./agent-commands.ts";
import type { Agents } from "./agents.ts";
import type { Bus } from "./bus.ts";
import type { Clock } from "./clock.ts";
import { createQueries } from "./conversation-queries.ts";
import type { ConversationService } from "./conversations.ts";
import { createCreation } from "./create-without-guest.ts";
import { createGuestCommands } from "./guest-commands.ts";
import { createMessageQueries } from "./create-message-queries.ts";
import { createMissedConversations } from "./missed-conversations.ts";
import { QueuePositions } from "./queue-positions.ts";
import { Router } from "./router.ts";
import type { Counts, WaitingLine } from "./routing-store.ts";
import { createSend } from "./send-message.ts";
import type { ServiceContext } from "./service-context.ts";
import type { Store } from "./store.ts";
import { WaitingQueue } from "./waiting-queue.ts";

export interface ConversationsDeps {
  readonly store: Store;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly tenants: readonly Organization[];
  readonly agents: Agents;
  /** How many conversations stay in memory though nobody uses them. Default: 1,000 */
  readonly cacheSize?: number;
  /** Called with failures of work that nobody waits for (timers, routing). */
  readonly report?: (error: unknown) => void;
}

/** {@link ConversationService} with an end. */
export interface RunningConversations extends ConversationService {
  /** Conversations by state, for the metrics. */
  counts(): Promise<Counts>;
  /** How many conversations are in memory. */
  countInMemory(): number;
  /** The queues in which somebody waits, for the metrics. */
  waitingLines(): Promise<readonly WaitingLine[]>;
  /** Forgets everything in memory, after the store was wiped. */
  forgetAll(): void;
  /** Ends all timers and waits for the work in progress. */
  close(): Promise<void>;
}

/** Serves the conversations of the store. None is loaded before it is needed. */
export async function createConversations(deps: ConversationsDeps): Promise<RunningConversations> {
  const { store, bus, clock, tenants, agents } = deps;
  const report = deps.report ?? ((): void => undefined);
  const waitingQueue = new WaitingQueue({ store, agents, clock });
  const conversations = new ActiveConversations({
    ...deps,
    report,
    lookAtLine: (active, place) => waitingQueue.lookAt(active, place),
    onMembers: (...args) => router.membersChanged(...args),
    onStanding: (active) => router.standingChanged(active),
  });
  const positions = new QueuePositions({ bus, clock, waitingQueue, report });
  const router = new Router({
    bus,
    clock,
    tenants,
    agents,
    store,
    conversations,
    positions,
    report,
  });
  const stopWatching = watchAgents({ store, bus, agents, conversations, report });
  const context: ServiceContext = {
    store,
    bus,
    clock,
    tenants,
    agents,
    conversations,
    waitingQueue,
  };
  await conversations.start();
  router.start();

  return {
    ...createQueries(context),
    ...createMessageQueries(context.store),
    ...createGuestCommands(context),
    ...createCreation(context),
    send: createSend(context),
    ...createAgentCommands(context),
    ...createMissedConversations(context),
    counts: () => store.counts(),
    countInMemory: () => conversations.countInMemory,
    waitingLines: () => store.waitingLines(),
    forgetAll: () => conversations.forget(),
    async close() {
      stopWatching();
      await router.close();
      await positions.close();
      await conversations.close();
    },
  };
}
