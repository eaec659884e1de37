import { setImmediate } from "node:timers/promises";
import type { ChangeResult } from "../domain/conversation-change.ts";
import { findQueue, keyOf, type Organization } from "../domain/tenant.ts";
import { idOf, queueOf, standingOf, waitingLeg } from "./active-conversation.ts";
import type { ActiveConversation } from "./active-conversation.ts";
import type { ActiveConversations } from "./active-conversations.ts";
import type { Agents } from "./agents.ts";
import type { Bus } from "./bus.ts";
import type { Clock } from "./clock.ts";
import { LineOffers } from "./line-offers.ts";
import type { QueuePositions } from "./queue-positions.ts";
import { isConnected } from "./routing-state.ts";
import type { RoutingStore } from "./routing-store.ts";
import type { QueueOf } from "./waiting-queue.ts";

/** An offer that could not be written is repeated after this; no other event may trigger one. */
const OFFER_RETRY_MS = 5_000;

export interface RouterDeps {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly tenants: readonly Organization[];
  readonly agents: Agents;
  readonly store: Pick<RoutingStore, "line" | "refusals" | "seats">;
  readonly conversations: Pick<ActiveConversations, "change" | "find" | "peek">;
  readonly positions: QueuePositions;
  readonly report: (error: unknown) => void;
}

/** Offers waiting guests to free agents, and has queue positions published to the guests. */
export class Router {
  readonly #deps: RouterDeps;
  readonly #offers: LineOffers;
  readonly #undoDesk: () => void;
  /** The queues that the next pass goes through. */
  readonly #woken = new Map<string, QueueOf>();
  /** When an agent who refused a guest of this queue may be offered it again. */
  readonly #again = new Map<string, { readonly at: number; readonly cancel: () => void }>();
  #isClosed = false;
  #routing: Promise<void> | null = null;

  constructor(deps: RouterDeps) {
    this.#deps = deps;
    this.#offers = new LineOffers({
      ...deps,
      isClosed: () => this.#isClosed,
      wakeAt: (of, at) => this.#wakeAt(of, at),
    });
    this.#undoDesk = deps.bus.onDesk((event) => {
      if (event.kind !== "agent") return;
      const { status, isPresent } = deps.agents.get(event);
      for (const of of this.#queuesOf(event.organizationId, [event.userId])) {
        deps.positions.refresh(of);
        // Nobody is offered to an agent who takes none now.
        if (isPresent && status === "available") this.#wake(of);
      }
    });
  }

  /** Offers in all queues what can be offered. */
  start(): void {
    for (const organization of this.#deps.tenants)
      for (const queue of organization.queues) this.#wake({ organization, queue });
  }

  /** Applies a change of members: agents become free, queue positions change. */
  membersChanged(active: ActiveConversation, { changedMembers }: ChangeResult): void {
    const { organization } = active;
    const { positions } = this.#deps;
    const queueIds = new Set(changedMembers.flatMap((member) => member.queueId ?? []));
    for (const queueId of queueIds) {
      this.#deps.bus.publish({
        kind: "waiting",
        organizationId: organization.id,
        queueId,
        conversationId: idOf(active),
      });
      const queue = findQueue(organization, queueId);
      if (queue === null) continue;
      const isNew = changedMembers.some((member) => isConnected(member, "queue"));
      const isInLine = changedMembers.some(
        (one) => one.role === "queue" && one.queueId === queueId,
      );
      // An offer moves nobody in the line.
      if (isInLine) positions.publish({ organization, queue }, isNew ? active : null);
      else positions.refresh({ organization, queue });
      this.#wake({ organization, queue });
    }
    // An agent who is free again is so in all its queues.
    const userIds = changedMembers.flatMap(({ userId, state }) =>
      userId !== null && state === "disconnected" ? userId : [],
    );
    for (const of of this.#queuesOf(organization.id, userIds)) this.#wake(of);
  }

  /** Applies that the guest is away, out of the line, or back. */
  standingChanged(active: ActiveConversation): void {
    const { bus, clock, positions } = this.#deps;
    const { conversation } = active.loaded.record;
    const hasLeft = standingOf(active, clock.now()) === "left-line";
    if (waitingLeg(active) === null && !hasLeft) {
      bus.publish({ kind: "changed", conversationId: conversation.id, memberId: null });
      return;
    }
    const { organization } = active;
    const of = { organization, queue: queueOf(active) };
    bus.publish({
      kind: "waiting",
      organizationId: organization.id,
      queueId: conversation.queueId,
      conversationId: conversation.id,
    });
    positions.publish(of, hasLeft ? null : active);
    this.#wake(of);
  }

  /** Ends all timers and waits for the work in progress. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#undoDesk();
    for (const { cancel } of this.#again.values()) cancel();
    await this.#routing;
  }

  #queuesOf(organizationId: string, userIds: readonly string[]): readonly QueueOf[] {
    const organization = this.#deps.tenants.find(({ id }) => id === organizationId);
    if (organization === undefined) return [];
    return organization.queues
      .filter(({ memberUserIds }) => userIds.some((id) => memberUserIds.includes(id)))
      .map((queue) => ({ organization, queue }));
  }

  /** Has a queue gone through, once in a turn of the event loop. */
  #wake(of: QueueOf): void {
    if (this.#isClosed) return;
    this.#woken.set(keyOf(of.organization.id, of.queue.id), of);
    this.#routing ??= this.#pass().finally(() => (this.#routing = null));
  }

  async #pass(): Promise<void> {
    const { clock, report } = this.#deps;
    while (this.#woken.size > 0) {
      await setImmediate();
      const queues = [...this.#woken.values()];
      this.#woken.clear();
      for (const of of queues) {
        try {
          await this.#offers.offerIn(of);
        } catch (error) {
          report(error);
          clock.at(clock.now() + OFFER_RETRY_MS, () => this.#wake(of));
        }
      }
    }
  }

  /** Wakes a queue when an agent who refused one of its guests may be offered it again. */
  #wakeAt(of: QueueOf, at: number): void {
    const { clock } = this.#deps;
    const key = keyOf(of.organization.id, of.queue.id);
    const set = this.#again.get(key);
    if (set !== undefined && set.at > clock.now() && set.at <= at) return;
    set?.cancel();
    this.#again.set(key, { at, cancel: clock.at(at, () => this.#wake(of)) });
  }
}
