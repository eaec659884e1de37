import { keyOf, type Organization } from "../domain/tenant.ts";
import { waitsSince } from "../domain/waiting.ts";
import { queueOf, waitingLeg, type ActiveConversation } from "./active-conversation.ts";
import { loadActiveConversations } from "./active-conversations.ts";
import { watchAgents } from "./agent-absence.ts";
import { createAgentCommands } from "./agent-commands.ts";
import type { Agents } from "./agents.ts";
import type { Bus } from "./bus.ts";
import type { Clock } from "./clock.ts";
import { createQueries } from "./conversation-queries.ts";
import type { ConversationService } from "./conversations.ts";
import { createGuestCommands } from "./guest-commands.ts";
import { createMissedConversations } from "./missed-conversations.ts";
import { Router } from "./router.ts";
import { Seats } from "./seats.ts";
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
  /** Called with failures of work that nobody waits for (timers, routing). */
  readonly report?: (error: unknown) => void;
}

/** The guests who wait in one queue. */
export interface WaitingLine {
  readonly organizationId: string;
  readonly queueId: string;
  readonly count: number;
  /** Since when the guest who has waited longest waits. */
  readonly since: number;
}

/** {@link ConversationService} with an end. */
export interface RunningConversations extends ConversationService {
  /** Conversations by state, for the metrics. */
  counts(): { readonly waiting: number; readonly talking: number; readonly open: number };
  /** The queues in which somebody waits, for the metrics. */
  waitingLines(): Promise<readonly WaitingLine[]>;
  /** Forgets everything in memory, after the store was wiped. */
  forgetAll(): void;
  /** Ends all timers and waits for the work in progress. */
  close(): Promise<void>;
}

/** Loads every active conversation from the store and serves it. */
export async function createConversations(deps: ConversationsDeps): Promise<RunningConversations> {
  const { store, bus, clock, tenants, agents } = deps;
  const report = deps.report ?? ((): void => undefined);
  const conversations = await loadActiveConversations({
    store,
    bus,
    clock,
    tenants,
    agents,
    report,
    onMembers: (...args) => router.membersChanged(...args),
    onStanding: (active) => router.standingChanged(active),
  });
  const seats = new Seats(conversations.all);
  const waitingQueue = new WaitingQueue({ active: conversations.all, agents, seats, clock });
  const router = new Router({ bus, clock, agents, conversations, seats, waitingQueue, report });
  const stopWatching = watchAgents({ bus, agents, conversations, report });
  const context: ServiceContext = {
    store,
    bus,
    clock,
    tenants,
    agents,
    conversations,
    waitingQueue,
    seats,
  };
  router.route();

  return {
    ...createQueries(context),
    ...createGuestCommands(context),
    send: createSend(context),
    ...createAgentCommands(context),
    ...createMissedConversations(context),
    counts() {
      const all = [...conversations.all.values()];
      const waiting = all.filter((active) => waitingLeg(active) !== null).length;
      const talking = all.filter(({ loaded }) =>
        loaded.record.members.some(({ role, state }) => role === "agent" && state === "connected"),
      ).length;
      return { waiting, talking, open: all.length };
    },
    waitingLines: async () => linesOf(waitingQueue.inOrder()),
    forgetAll: () => conversations.forget(),
    async close() {
      stopWatching();
      await router.close();
      await conversations.close();
    },
  };
}

function linesOf(waiting: readonly ActiveConversation[]): readonly WaitingLine[] {
  const lines = new Map<string, WaitingLine>();
  for (const active of waiting) {
    const leg = waitingLeg(active);
    if (leg === null) continue;
    const [organizationId, queueId] = [active.organization.id, queueOf(active).id];
    const key = keyOf(organizationId, queueId);
    const { count, since } = lines.get(key) ?? { count: 0, since: Number.POSITIVE_INFINITY };
    const line = { count: count + 1, since: Math.min(since, waitsSince(leg)) };
    lines.set(key, { organizationId, queueId, ...line });
  }
  return [...lines.values()];
}
