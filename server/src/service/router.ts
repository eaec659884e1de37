import { offer } from "../domain/decide.ts";
import type { ChangeResult } from "../domain/conversation-change.ts";
import type { Member, MemberRole } from "../domain/model.ts";
import { nextOffer, type Candidate } from "../domain/next-offer.ts";
import { keyOf, type Organization } from "../domain/tenant.ts";
import { waitingMember, waitsSince } from "../domain/waiting.ts";
import { alertingLeg, idOf, queueOf, standingOf, waitingLeg } from "./active-conversation.ts";
import type { ActiveConversation } from "./active-conversation.ts";
import type { ActiveConversations } from "./active-conversations.ts";
import type { Agents } from "./agents.ts";
import type { Bus } from "./bus.ts";
import type { Clock } from "./clock.ts";
import { QueuePositions } from "./queue-positions.ts";
import type { Seats } from "./seats.ts";
import type { WaitingQueue } from "./waiting-queue.ts";

/** An offer that could not be written is repeated after this; no other event may trigger one. */
const OFFER_RETRY_MS = 5_000;

export interface RouterDeps {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly agents: Agents;
  readonly conversations: Pick<ActiveConversations, "change">;
  readonly seats: Seats;
  readonly waitingQueue: WaitingQueue;
  readonly report: (error: unknown) => void;
}

/** Offers waiting guests to free agents and publishes queue positions to the guests. */
export class Router {
  readonly #deps: RouterDeps;
  /** When each agent last had anything to do. */
  readonly #idleSince = new Map<string, number>();
  readonly #positions: QueuePositions;
  readonly #undoDesk: () => void;
  #isClosed = false;
  #routing: Promise<void> = Promise.resolve();

  constructor(deps: RouterDeps) {
    this.#deps = deps;
    this.#positions = new QueuePositions(deps);
    this.#undoDesk = deps.bus.onDesk((event) => {
      if (event.kind !== "agent") return;
      this.#positions.publish();
      this.route();
    });
  }

  /** Offers again what can be offered: called when anything has changed. */
  route(): void {
    if (this.#isClosed) return;
    this.#routing = this.#routing
      .then(() => this.#offerAll())
      .catch((error: unknown) => {
        this.#deps.report(error);
        const { clock } = this.#deps;
        clock.at(clock.now() + OFFER_RETRY_MS, () => this.route());
      });
  }

  /**
   * Applies a change of members: agents become free, queue positions change. `before` holds the
   * members before the change.
   */
  membersChanged(
    active: ActiveConversation,
    before: readonly Member[],
    { changedMembers }: ChangeResult,
  ): void {
    if (changedMembers.some((member) => isConnected(member, "queue"))) {
      active.refusals = new Map();
      this.#deps.waitingQueue.joined(active);
    }
    for (const member of changedMembers) this.#noteLeg(active, before, member);
    const organizationId = active.organization.id;
    const queueIds = new Set(changedMembers.flatMap((member) => member.queueId ?? []));
    for (const queueId of queueIds)
      this.#deps.bus.publish({
        kind: "waiting",
        organizationId,
        queueId,
        conversationId: idOf(active),
      });
    if (queueIds.size > 0) this.#positions.publish();
    this.route();
  }

  /** Applies that the guest is away, out of the line, or back. */
  standingChanged(active: ActiveConversation): void {
    const { bus, clock } = this.#deps;
    const { conversation } = active.loaded.record;
    const hasLeft = standingOf(active, clock.now()) === "left-line";
    // The guest is told its place when it is back, though it may be the same.
    if (hasLeft) active.publishedPlace = "";
    if (waitingLeg(active) === null && !hasLeft) {
      bus.publish({ kind: "changed", conversationId: conversation.id, memberId: null });
      return;
    }
    const organizationId = active.organization.id;
    bus.publish({
      kind: "waiting",
      organizationId,
      queueId: conversation.queueId,
      conversationId: conversation.id,
    });
    this.#positions.publish();
    this.route();
  }

  /** Ends all timers and waits for the work in progress. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#undoDesk();
    this.#positions.close();
    await this.#routing;
  }

  #noteLeg(active: ActiveConversation, before: readonly Member[], member: Member): void {
    const now = this.#deps.clock.now();
    const organizationId = active.organization.id;
    const queueLeg = before.find((leg) => isConnected(leg, "queue"));
    if (isConnected(member, "agent") && queueLeg?.queueId != null) {
      const waitedMs = now - waitsSince(queueLeg);
      this.#deps.waitingQueue.answered(active, queueLeg.queueId, waitedMs);
    }
    if (member.userId === null) return;
    if (member.state === "disconnected")
      this.#idleSince.set(keyOf(organizationId, member.userId), now);
    // An agent who has just transferred the guest is asked last, as after a refusal.
    const isRefusal = ["declined", "no-answer", "transfer"].includes(member.leaveReason ?? "");
    // Stamps may run ahead of the clock.
    if (isRefusal && member.leftAt !== null)
      active.refusals.set(member.userId, Math.min(member.leftAt, now));
  }

  #candidates(organization: Organization): Candidate[] {
    const loads = this.#deps.seats.ofAll(organization.id);
    return organization.users.map((user) => ({
      user,
      agent: this.#deps.agents.get({ organizationId: organization.id, userId: user.id }),
      load: loads.get(user.id) ?? 0,
      idleSince: this.#idleSince.get(keyOf(organization.id, user.id)) ?? 0,
    }));
  }

  async #offerAll(): Promise<void> {
    const { clock, waitingQueue } = this.#deps;
    for (const active of waitingQueue.inOrder()) {
      if (this.#isClosed || alertingLeg(active) !== null || waitingLeg(active) === null) continue;
      if (standingOf(active, clock.now()) !== "here") continue;
      const { skills, language } = active.loaded.record.conversation;
      const { refusals } = active;
      const againMs = active.deployment.rules.alertingSeconds * 1000;
      const chosen = nextOffer(
        { queue: queueOf(active), skills, language, refusals },
        this.#candidates(active.organization),
        clock.now(),
        againMs,
      );
      if (chosen !== null) {
        await this.#offer(active, chosen);
        continue;
      }
      const againAt = Math.min(...refusals.values()) + againMs;
      if (Number.isFinite(againAt) && againAt > clock.now()) clock.at(againAt, () => this.route());
    }
  }

  async #offer(active: ActiveConversation, { agent, user }: Candidate): Promise<void> {
    const { agents, clock, conversations, seats } = this.#deps;
    let release = (): void => undefined;
    try {
      await conversations.change(active, (change) => {
        const isStillWaiting =
          waitingMember(change) !== null &&
          change.present("agent").length === 0 &&
          standingOf(active, clock.now()) === "here" &&
          agents.goneSince(agent) === null;
        // The agent may have taken another conversation since it was chosen.
        if (!isStillWaiting || seats.of(agent) >= agent.capacity) return;
        offer(change, user, queueOf(active));
        release();
        release = seats.hold(agent, idOf(active));
      });
    } finally {
      release();
    }
  }
}

function isConnected({ role, state }: Member, wanted: MemberRole): boolean {
  return role === wanted && state === "connected";
}
