import type { Bus } from "./bus.ts";
import type { Clock } from "./clock.ts";
import * as decide from "../domain/decide.ts";
import type { ChangeResult } from "../domain/conversation-change.ts";
import type { Member } from "../domain/model.ts";
import {
  alertingLeg,
  queueOf,
  waitingLeg,
  type ActiveConversation,
} from "./active-conversation.ts";
import type { ActiveConversations } from "./active-conversations.ts";
import { keyOf, type Organization } from "../domain/tenant.ts";
import type { Agents } from "./agents.ts";
import { nextOffer, type Candidate } from "../domain/next-offer.ts";
import type { Seats } from "./seats.ts";
import type { WaitingQueue } from "./waiting-queue.ts";

/** A place in line is told at most this often (extension `queue`). */
const PLACE_EVERY_MS = 5_000;
/**
 * Delay before an offer that could not be written is repeated, in ms. Possibly no other event
 * triggers one until then.
 */
const AGAIN_MS = 5_000;

export interface RouterDeps {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly agents: Agents;
  readonly chats: Pick<ActiveConversations, "change">;
  readonly seats: Seats;
  readonly line: WaitingQueue;
  readonly report: (error: unknown) => void;
}

/** Offers waiting guests to free agents and publishes queue positions to the guests. */
export interface Router {
  /** Offers again what can be offered: called when anything has changed. */
  route(): void;
  /**
   * Applies a change of members: agents become free, queue positions change. `before` holds the
   * members before the change.
   */
  membersChanged(chat: ActiveConversation, before: readonly Member[], changes: ChangeResult): void;
  /** Ends all timers and waits for what is under way. */
  close(): Promise<void>;
}

export function createRouter({
  bus,
  clock,
  agents,
  chats,
  seats,
  line,
  report,
}: RouterDeps): Router {
  const idleSince = new Map<string, number>();
  const placeTimers = new Map<string, () => void>();
  let isClosed = false;
  let routing: Promise<void> = Promise.resolve();

  function route(): void {
    if (isClosed) return;
    routing = routing.then(offerAll).catch((error: unknown) => {
      report(error);
      clock.at(clock.now() + AGAIN_MS, route);
    });
  }

  async function candidates(organization: Organization): Promise<Candidate[]> {
    const loads = seats.ofAll(organization.id);
    return Promise.all(
      organization.users.map(async (user) => ({
        user,
        agent: await agents.get({ organizationId: organization.id, userId: user.id }),
        load: loads.get(user.id) ?? 0,
        idleSince: idleSince.get(keyOf(organization.id, user.id)) ?? 0,
      })),
    );
  }

  async function offerAll(): Promise<void> {
    for (const chat of line.inOrder()) {
      if (isClosed || alertingLeg(chat) !== null || waitingLeg(chat) === null) continue;
      const { conversation } = chat.known.chat;
      const againMs = chat.deployment.rules.alertingSeconds * 1000;
      const guest = {
        queue: queueOf(chat),
        skills: conversation.skills,
        language: conversation.language,
        refusals: chat.refusals,
      };
      const chosen = nextOffer(guest, await candidates(chat.organization), clock.now(), againMs);
      if (chosen === null) {
        const oldest = Math.min(...chat.refusals.values());
        const againAt = oldest + againMs;
        if (Number.isFinite(againAt) && againAt > clock.now()) clock.at(againAt, route);
        continue;
      }
      let release = (): void => undefined;
      try {
        await chats.change(chat, (draft) => {
          const isStillWaiting =
            draft.present("ACD").length > 0 && draft.present("AGENT").length === 0;
          // The agent may have taken another chat since it was chosen.
          const hasRoom = seats.of(chosen.agent) < chosen.agent.capacity;
          if (!isStillWaiting || !hasRoom || draft.conversation.state !== "active") return;
          decide.offer(draft, chosen.user, queueOf(chat));
          release = seats.hold(chosen.agent, chat.known.chat.conversation.id);
        });
      } finally {
        release();
      }
    }
  }

  function publishQueuePositions(): void {
    if (isClosed) return;
    const now = clock.now();
    for (const chat of line.inOrder()) {
      const { id } = chat.known.chat.conversation;
      const place = line.place(chat);
      if (place === null || JSON.stringify(place) === chat.toldPlace) continue;
      if (now - chat.toldPlaceAt < PLACE_EVERY_MS && chat.toldPlace !== "") {
        if (placeTimers.has(id)) continue;
        const cancel = clock.at(chat.toldPlaceAt + PLACE_EVERY_MS, () => {
          placeTimers.delete(id);
          publishQueuePositions();
        });
        placeTimers.set(id, cancel);
        continue;
      }
      chat.toldPlace = JSON.stringify(place);
      chat.toldPlaceAt = now;
      bus.publish({ kind: "queue", conversationId: id, place });
    }
  }

  const undoDesk = bus.onDesk((event) => {
    if (event.kind === "agent") route();
  });

  return {
    route,
    membersChanged(chat, before, { changedMembers }) {
      const now = clock.now();
      const isConnected = ({ role, state }: Member, wanted: Member["role"]): boolean =>
        role === wanted && state === "CONNECTED";
      if (changedMembers.some((member) => isConnected(member, "ACD"))) chat.refusals = new Map();
      for (const member of changedMembers) {
        const leg = before.find((one) => isConnected(one, "ACD"));
        if (isConnected(member, "AGENT") && leg?.queueId != null)
          line.answered(chat.organization.id, leg.queueId, now - leg.joinedAt);
        if (member.userId === null) continue;
        if (member.state === "DISCONNECTED")
          idleSince.set(keyOf(chat.organization.id, member.userId), now);
        // An agent who has just transferred the guest is asked last, as after a refusal.
        const isRefusal = ["declined", "no-answer", "transfer"].includes(member.leaveReason ?? "");
        if (isRefusal && member.leftAt !== null) {
          // Stamps may run ahead of the clock.
          chat.refusals.set(member.userId, Math.min(member.leftAt, now));
        }
      }
      const queues = new Set(changedMembers.flatMap((member) => member.queueId ?? []));
      for (const queueId of queues)
        bus.publish({ kind: "waiting", organizationId: chat.organization.id, queueId });
      if (queues.size > 0) publishQueuePositions();
      route();
    },
    async close() {
      isClosed = true;
      undoDesk();
      for (const cancel of placeTimers.values()) cancel();
      await routing;
    },
  };
}
