import { isStaffed } from "../domain/agent.ts";
import type { QueuePlace } from "../domain/model.ts";
import { keyOf } from "../domain/tenant.ts";
import { waitsSince } from "../domain/waiting.ts";
import { queueOf, waitingLeg, type ActiveConversation } from "./active-conversation.ts";
import type { Agents } from "./agents.ts";
import type { Clock } from "./clock.ts";
import type { Seats } from "./seats.ts";

/** The number of answers that an estimate uses, and the fewest that it needs. */
const REMEMBERED_ANSWERS = 20;
const FEWEST_ANSWERS = 3;
/** Older answers say nothing about the present. */
const RECENT_MS = 30 * 60_000;
/** Estimates are rounded up to this, so that they do not change at every look. */
const STEP_SECONDS = 15;

/** An answered wait. */
interface Answer {
  readonly at: number;
  /** The time that one place of the line took. */
  readonly perPlaceMs: number;
  /** Whether nobody had room for another guest when the wait began. */
  readonly wasFull: boolean;
}

export interface PlaceOf {
  readonly active: ActiveConversation;
  readonly place: QueuePlace;
}

export interface WaitingQueueDeps {
  readonly active: ReadonlyMap<string, ActiveConversation>;
  readonly agents: Pick<Agents, "all">;
  readonly seats: Pick<Seats, "ofAll">;
  readonly clock: Clock;
}

/** The waiting guests in their order, with an estimate of how long they will wait. */
export class WaitingQueue {
  readonly #deps: WaitingQueueDeps;
  readonly #answers = new Map<string, readonly Answer[]>();

  constructor(deps: WaitingQueueDeps) {
    this.#deps = deps;
  }

  /** Higher priority first, then the longest waiting. */
  inOrder(): ActiveConversation[] {
    return [...this.#deps.active.values()]
      .flatMap((active) => {
        const leg = waitingLeg(active);
        if (leg === null) return [];
        const { priority } = active.loaded.record.conversation;
        return { active, priority, at: leg.placeAt ?? leg.joinedAt };
      })
      .sort((a, b) => b.priority - a.priority || a.at - b.at)
      .map(({ active }) => active);
  }

  /** The places of all who wait, in all queues. */
  places(): readonly PlaceOf[] {
    const lines = new Map<string, ActiveConversation[]>();
    for (const active of this.inOrder()) {
      const key = lineOf(active);
      const line = lines.get(key);
      if (line === undefined) lines.set(key, [active]);
      else line.push(active);
    }
    return [...lines].flatMap(([key, line]) => this.#placesIn(key, line));
  }

  /** Null when the guest does not wait. */
  place(active: ActiveConversation): QueuePlace | null {
    if (waitingLeg(active) === null) return null;
    const key = lineOf(active);
    const line = this.inOrder().filter((other) => lineOf(other) === key);
    return this.#placesIn(key, line).find((one) => one.active === active)?.place ?? null;
  }

  /** Records the place with which a guest's wait begins. */
  joined(active: ActiveConversation): void {
    active.placeOnJoining = this.place(active)?.position ?? null;
    active.wasFullOnJoining = this.#isFull(active);
  }

  /** Records how long a guest has waited in a queue, for later estimates. */
  answered(active: ActiveConversation, queueId: string, waitedMs: number): void {
    // Unknown after a restart.
    if (active.placeOnJoining === null) return;
    const key = keyOf(active.organization.id, queueId);
    const answer = {
      at: this.#deps.clock.now(),
      perPlaceMs: waitedMs / active.placeOnJoining,
      wasFull: active.wasFullOnJoining,
    };
    const earlier = this.#answers.get(key) ?? [];
    this.#answers.set(key, [...earlier, answer].slice(-REMEMBERED_ANSWERS));
  }

  #placesIn(key: string, line: readonly ActiveConversation[]): readonly PlaceOf[] {
    const [first] = line;
    if (first === undefined) return [];
    const { agents, clock } = this.#deps;
    const { name, label, memberUserIds } = queueOf(first);
    const isAnybodyThere = isStaffed({ memberUserIds }, agents.all(first.organization.id));
    const perPlaceMs = isAnybodyThere ? this.#perPlaceMs(key, this.#isFull(first)) : null;
    const since = line.map((active) => waitStartOf(active) ?? clock.now());
    const longestMs = clock.now() - Math.min(...since);
    return line.map((active, ahead) => ({
      active,
      place: {
        name,
        label: label ?? null,
        position: ahead + 1,
        ahead,
        // An estimate below what somebody in this line has waited already would be untrue.
        estimatedWaitSeconds:
          perPlaceMs === null ? null : rounded(Math.max(perPlaceMs * (ahead + 1), longestMs)),
        isStaffed: isAnybodyThere,
      },
    }));
  }

  /** Whether everybody who is there for this line has as many chats as they can. */
  #isFull(active: ActiveConversation): boolean {
    const { id } = active.organization;
    const { memberUserIds } = queueOf(active);
    const there = this.#deps.agents
      .all(id)
      .filter((agent) => isStaffed({ memberUserIds }, [agent]));
    const loads = this.#deps.seats.ofAll(id);
    return there.every(({ userId, capacity }) => (loads.get(userId) ?? 0) >= capacity);
  }

  /**
   * Null without enough answers of late. How fast guests are answered while somebody has room says
   * nothing about the time when nobody has, and the other way round.
   */
  #perPlaceMs(key: string, isFull: boolean): number | null {
    const recentFrom = this.#deps.clock.now() - RECENT_MS;
    const recent = (this.#answers.get(key) ?? []).filter(
      ({ at, wasFull }) => at >= recentFrom && wasFull === isFull,
    );
    if (recent.length < FEWEST_ANSWERS) return null;
    return recent.reduce((sum, { perPlaceMs }) => sum + perPlaceMs, 0) / recent.length;
  }
}

function waitStartOf(active: ActiveConversation): number | null {
  const leg = waitingLeg(active);
  return leg === null ? null : waitsSince(leg);
}

const lineOf = (active: ActiveConversation): string =>
  keyOf(active.organization.id, queueOf(active).id);

const rounded = (ms: number): number => Math.ceil(ms / 1000 / STEP_SECONDS) * STEP_SECONDS;
