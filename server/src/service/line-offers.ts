import { offer } from "../domain/decide.ts";
import { awaySince } from "../domain/deadlines.ts";
import { DomainError } from "../domain/errors.ts";
import { matches, nextOffer, type Candidate, type WaitingGuest } from "../domain/next-offer.ts";
import { homeOf } from "../domain/home-of.ts";
import type { Organization } from "../domain/tenant.ts";
import { waitingMember } from "../domain/waiting.ts";
import { queueOf, standingOf } from "./active-conversation.ts";
import type { ActiveConversations } from "./active-conversations.ts";
import type { Agents } from "./agents.ts";
import type { Clock } from "./clock.ts";
import type { InLine, RoutingStore } from "./routing-store.ts";
import type { QueueOf } from "./waiting-queue.ts";

/** The guests of a line that are looked at together. */
const PAGE = 50;

export interface LineOffersDeps {
  readonly clock: Clock;
  readonly agents: Agents;
  readonly store: Pick<RoutingStore, "line" | "refusals" | "seats">;
  readonly conversations: Pick<ActiveConversations, "change" | "find" | "peek">;
  /** Whether no more offers are to be made. */
  readonly isClosed: () => boolean;
  /** Has the queue gone through again at this time. */
  readonly wakeAt: (of: QueueOf, at: number) => void;
}

/** The agents of a queue who may be offered a guest, in a pass through its line. */
class Staff {
  readonly #candidates: Map<string, Candidate>;

  constructor(candidates: readonly Candidate[]) {
    this.#candidates = new Map(candidates.map((one) => [one.user.id, one]));
  }

  get all(): readonly Candidate[] {
    return [...this.#candidates.values()];
  }

  get hasRoom(): boolean {
    return this.all.some(({ load, agent }) => load < agent.capacity);
  }

  setLoad(candidate: Candidate, load: number): void {
    this.#candidates.set(candidate.user.id, { ...candidate, load });
  }
}

/** Offers the guests of a line to the agents of its queue who have room. */
export class LineOffers {
  readonly #deps: LineOffersDeps;

  constructor(deps: LineOffersDeps) {
    this.#deps = deps;
  }

  /** Goes through a line until nobody has room. */
  async offerIn(of: QueueOf): Promise<void> {
    const { store } = this.#deps;
    const key = { organizationId: of.organization.id, queueId: of.queue.id };
    const staff = await this.#staffOf(of);
    let after: InLine | null = null;
    while (staff.hasRoom && !this.#deps.isClosed()) {
      const page: readonly InLine[] = await store.line(key, { after, most: PAGE });
      const refusals = await store.refusals(page.map(({ conversationId }) => conversationId));
      for (const guest of page)
        await this.#offerGuest(of, guest, staff, refusals.get(guest.conversationId) ?? new Map());
      after = page.at(-1) ?? null;
      if (page.length < PAGE) return;
    }
  }

  async #staffOf({ organization, queue }: QueueOf): Promise<Staff> {
    const { agents, store } = this.#deps;
    const there = organization.users.flatMap((user) => {
      const agent = agents.get({ organizationId: organization.id, userId: user.id });
      return agent.isPresent &&
        agent.status === "available" &&
        queue.memberUserIds.includes(user.id)
        ? [{ user, agent }]
        : [];
    });
    if (there.length === 0) return new Staff([]);
    const seats = await store.seats(organization.id);
    return new Staff(
      there.map(({ user, agent }) => {
        const { load = 0, idleSince = 0 } = seats.get(user.id) ?? {};
        return { user, agent, load, idleSince };
      }),
    );
  }

  async #offerGuest(
    of: QueueOf,
    inLine: InLine,
    staff: Staff,
    refusals: ReadonlyMap<string, number>,
  ): Promise<void> {
    const { clock, conversations } = this.#deps;
    const { conversationId, skills, language } = inLine;
    const presence = conversations.peek(conversationId)?.presence ?? inLine;
    if (inLine.place.isRinging || awaySince(presence, clock.now()) !== null) return;
    const guest: WaitingGuest = { queue: of.queue, skills, language, refusals };
    const againMs = alertingMsOf(of.organization, inLine);
    while (!this.#deps.isClosed()) {
      const chosen = nextOffer(guest, staff.all, clock.now(), againMs);
      if (chosen === null) return this.#offerAgain(of, guest, staff, againMs);
      const outcome = await this.#offer(inLine, chosen);
      if (outcome === "full") staff.setLoad(chosen, chosen.agent.capacity);
      else {
        if (outcome === "offered") staff.setLoad(chosen, chosen.load + 1);
        return;
      }
    }
  }

  /** Wakes the queue when the first of those who refused the guest may be offered it again. */
  #offerAgain(of: QueueOf, guest: WaitingGuest, staff: Staff, againMs: number): void {
    const { clock } = this.#deps;
    const refused = staff.all.flatMap((one) =>
      matches(one, guest) ? (guest.refusals.get(one.user.id) ?? []) : [],
    );
    const at = Math.min(...refused) + againMs;
    if (!Number.isFinite(at) || at <= clock.now()) return;
    this.#deps.wakeAt(of, at);
  }

  async #offer(
    { conversationId }: InLine,
    { agent, user }: Candidate,
  ): Promise<"offered" | "full" | "not-waiting"> {
    const { agents, clock, conversations } = this.#deps;
    const active = await conversations.find(conversationId);
    if (active === null) return "not-waiting";
    const seat = { userId: user.id, capacity: agent.capacity };
    try {
      const isOffered = await conversations.change(
        active,
        (change) => {
          const leg = waitingMember(change);
          const isStillWaiting =
            leg !== null &&
            // The agent who transfers the guest stays until another one accepts.
            change
              .present("agent")
              .every(({ id, userId }) => id === leg.transferOf && userId !== user.id) &&
            standingOf(active, clock.now()) === "here";
          if (!isStillWaiting || agents.goneSince(agent) !== null) return false;
          offer(change, user, queueOf(active));
          return true;
        },
        { seat },
      );
      return isOffered ? "offered" : "not-waiting";
    } catch (error) {
      // The agent has taken another conversation since it was chosen.
      if (error instanceof DomainError && error.code === "capacity-reached") return "full";
      throw error;
    }
  }
}

function alertingMsOf(organization: Organization, { deploymentId }: InLine): number {
  const home = homeOf([organization], { organizationId: organization.id, deploymentId });
  return (home?.deployment.rules.alertingSeconds ?? 0) * 1000;
}
