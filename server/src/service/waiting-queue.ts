import { isStaffed } from "../domain/agent.ts";
import type { QueuePlace } from "../domain/model.ts";
import type { Organization, Queue } from "../domain/tenant.ts";
import { idOf, queueOf, type ActiveConversation } from "./active-conversation.ts";
import type { Agents } from "./agents.ts";
import type { Clock } from "./clock.ts";
import { linePlaceOf, type Joining, type LinePlace } from "./routing-state.ts";
import type { RoutingStore } from "./routing-store.ts";

/** The fewest answers that an estimate needs. */
const FEWEST_ANSWERS = 3;
/** Older answers say nothing about the present. */
const RECENT_MS = 30 * 60_000;
/** Estimates are rounded up to this, so that they do not change at every look. */
const STEP_SECONDS = 15;

/** A queue of an organization. */
export interface QueueOf {
  readonly organization: Organization;
  readonly queue: Queue;
}

export interface PlaceOf {
  readonly conversationId: string;
  readonly place: QueuePlace;
}

export interface WaitingQueueDeps {
  readonly store: Pick<RoutingStore, "line" | "placeInLine" | "answers" | "seats">;
  readonly agents: Pick<Agents, "all">;
  readonly clock: Clock;
}

/** The places of the waiting guests, with an estimate of how long they will wait. */
export class WaitingQueue {
  readonly #deps: WaitingQueueDeps;

  constructor(deps: WaitingQueueDeps) {
    this.#deps = deps;
  }

  /** The places of all who wait in a queue, in their order. */
  async places(of: QueueOf): Promise<readonly PlaceOf[]> {
    const page = { after: null, most: Number.MAX_SAFE_INTEGER };
    const line = await this.#deps.store.line(keyOf(of), page);
    if (line.length === 0) return [];
    const longestSince = Math.min(...line.map(({ place }) => place.waitsSince));
    const placeAt = await this.#placesIn(of, longestSince);
    return line.map(({ conversationId }, ahead) => ({ conversationId, place: placeAt(ahead) }));
  }

  /** Null when the guest does not wait. */
  async place(active: ActiveConversation): Promise<QueuePlace | null> {
    const of = { organization: active.organization, queue: queueOf(active) };
    const line = linePlaceOf(active.loaded.record, of.queue.id);
    if (line === null) return null;
    const { store, clock } = this.#deps;
    const { ahead, longestSince } = await store.placeInLine(keyOf(of), idOf(active), line);
    return (await this.#placesIn(of, longestSince ?? clock.now()))(ahead);
  }

  /** The line as a guest finds it who joins it at this place. */
  async lookAt(active: ActiveConversation, place: LinePlace): Promise<Joining> {
    const of = { organization: active.organization, queue: queueOf(active) };
    const { ahead } = await this.#deps.store.placeInLine(keyOf(of), idOf(active), place);
    return { position: ahead + 1, wasFull: await this.#isFull(of) };
  }

  /** Says for the number of guests ahead which place that is. */
  async #placesIn(of: QueueOf, longestSince: number): Promise<(ahead: number) => QueuePlace> {
    const { agents, clock } = this.#deps;
    const { name, label, memberUserIds } = of.queue;
    const isAnybodyThere = isStaffed({ memberUserIds }, agents.all(of.organization.id));
    const perPlaceMs = isAnybodyThere ? await this.#perPlaceMs(of) : null;
    const longestMs = clock.now() - longestSince;
    return (ahead) => ({
      name,
      label: label ?? null,
      position: ahead + 1,
      ahead,
      // An estimate below what somebody in this line has waited already would be untrue.
      estimatedWaitSeconds:
        perPlaceMs === null ? null : rounded(Math.max(perPlaceMs * (ahead + 1), longestMs)),
      isStaffed: isAnybodyThere,
    });
  }

  /** Whether everybody who is there for this line has as many chats as they can. */
  async #isFull({ organization, queue: { memberUserIds } }: QueueOf): Promise<boolean> {
    const there = this.#deps.agents
      .all(organization.id)
      .filter((agent) => isStaffed({ memberUserIds }, [agent]));
    if (there.length === 0) return true;
    const seats = await this.#deps.store.seats(organization.id);
    return there.every(({ userId, capacity }) => (seats.get(userId)?.load ?? 0) >= capacity);
  }

  /**
   * Null without enough answers of late. How fast guests are answered while somebody has room says
   * nothing about the time when nobody has, and the other way round.
   */
  async #perPlaceMs(of: QueueOf): Promise<number | null> {
    const recentFrom = this.#deps.clock.now() - RECENT_MS;
    const answers = (await this.#deps.store.answers(keyOf(of))).filter(
      ({ at }) => at >= recentFrom,
    );
    if (answers.length < FEWEST_ANSWERS) return null;
    const isFull = await this.#isFull(of);
    const recent = answers.filter(({ wasFull }) => wasFull === isFull);
    if (recent.length < FEWEST_ANSWERS) return null;
    return recent.reduce((sum, { perPlaceMs }) => sum + perPlaceMs, 0) / recent.length;
  }
}

const keyOf = ({ organization, queue }: QueueOf): { organizationId: string; queueId: string } => ({
  organizationId: organization.id,
  queueId: queue.id,
});

const rounded = (ms: number): number => Math.ceil(ms / 1000 / STEP_SECONDS) * STEP_SECONDS;
