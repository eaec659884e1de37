import { findQueue, type Deployment, type Organization, type Queue } from "../domain/tenant.ts";
import {
  ConversationChange,
  type ChangeResult,
  type LoadedConversation,
} from "../domain/conversation-change.ts";
import { AWAY_MS, awaySince, type Presence } from "../domain/deadlines.ts";
import type { Member, Message } from "../domain/model.ts";
import { homeOf, NO_DEPLOYMENT } from "../domain/home-of.ts";
import { waitingMember } from "../domain/waiting.ts";
import { isConnected, type RoutingState } from "./routing-state.ts";

/**
 * A conversation that has not ended, in memory: its stored state, and the state of connections and
 * commands, which belongs to this process.
 */
export interface ActiveConversation {
  loaded: LoadedConversation;
  readonly organization: Organization;
  readonly deployment: Deployment;
  attachments: number;
  /** May be ahead of what is stored: a stream that is back in a moment needs no write. */
  presence: Presence;
  /** The routing state as it is stored. */
  stored: RoutingState;
  /** The tail of the commands on this conversation; each waits for the one before. */
  tail: Promise<unknown>;
  /** The content that the guest may answer by writing; undefined while it was not looked up. */
  offer: Message | null | undefined;
  /** The uses that keep it in memory. */
  pins: number;
  /** Whether the guest was there and in line when that was last published. */
  publishedStanding: Standing;
}

/** Whether the guest has a stream, and a place in line. */
export type Standing = "here" | "away" | "left-line";

export function activateConversation(
  tenants: readonly Organization[],
  loaded: LoadedConversation,
  stored: RoutingState,
): ActiveConversation | null {
  const { conversation } = loaded.record;
  const home = homeOf(tenants, conversation);
  if (home === null) return null;
  return {
    loaded,
    organization: home.organization,
    deployment: home.deployment,
    attachments: 0,
    presence: stored.presence,
    stored,
    tail: Promise.resolve(),
    offer: undefined,
    pins: 0,
    publishedStanding: standingBefore(loaded, stored),
  };
}

/** The standing that was published before the conversation was loaded. */
function standingBefore(
  { record }: LoadedConversation,
  { presence: { detachedAt }, deadlineAt }: RoutingState,
): Standing {
  if (record.conversation.leftLineAt !== null) return "left-line";
  if (detachedAt === null) return "here";
  // The deadline moves on when the guest is found to be away.
  const isNoticed = deadlineAt === null || deadlineAt > detachedAt + AWAY_MS;
  return isNoticed ? "away" : "here";
}

export function standingOf({ loaded, presence }: ActiveConversation, now: number): Standing {
  if (loaded.record.conversation.leftLineAt !== null) return "left-line";
  return awaySince(presence, now) === null ? "here" : "away";
}

/**
 * Notes that a conversation that was just loaded has no stream yet. The store says so, too, once
 * the start has written it. One that never has any is left alone.
 */
export function noteLoaded(active: ActiveConversation, now: number): void {
  const { deployment, presence } = active;
  if (deployment.id === NO_DEPLOYMENT) return;
  active.presence = { ...presence, detachedAt: presence.detachedAt ?? now };
}

export function idOf(active: ActiveConversation): string {
  return active.loaded.record.conversation.id;
}

export function changeOf(loaded: LoadedConversation, now: number): ConversationChange {
  return new ConversationChange(loaded, now, () => crypto.randomUUID());
}

export function queueOf(active: ActiveConversation): Queue {
  const queue = findQueue(active.organization, active.loaded.record.conversation.queueId);
  if (queue === null) throw new Error("An organization without queues");
  return queue;
}

/** The queue's member that holds the guest now; null when nobody waits here. */
export function waitingLeg(active: ActiveConversation): Member | null {
  return waitingMember(active.loaded.record);
}

/** @returns whether the guest's standing is another than the one that was published */
export function noteStanding(active: ActiveConversation, now: number): boolean {
  const standing = standingOf(active, now);
  if (standing === active.publishedStanding) return false;
  active.publishedStanding = standing;
  return true;
}

/**
 * The presence after a change. The idle time starts anew when the guest writes or an agent
 * connects: time in the queue does not count as the guest's silence.
 */
export function presenceAfter(
  presence: Presence,
  { record: { conversation }, messages, changedMembers }: ChangeResult,
  now: number,
): Presence {
  const hasWritten = messages.some(({ senderId }) => senderId === conversation.guestMemberId);
  const isAnswered = changedMembers.some((member) => isConnected(member, "agent"));
  return hasWritten || isAnswered ? { ...presence, lastGuestAt: now } : presence;
}

/** The newest message is an offer, or it ends the one before. */
export function noteOffer(active: ActiveConversation, { messages }: ChangeResult): void {
  const newest = messages.findLast(({ bodyType }) => bodyType === "standard");
  if (newest !== undefined) active.offer = newest.rich === undefined ? null : newest;
}

/** Takes over when the guest was last there. A stream may have come or gone meanwhile. */
export function notePresence(active: ActiveConversation, { lastGuestAt }: Presence): void {
  if (lastGuestAt > active.presence.lastGuestAt)
    active.presence = { ...active.presence, lastGuestAt };
}
