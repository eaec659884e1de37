import {
  findDeployment,
  findQueue,
  type Deployment,
  type Organization,
  type Queue,
} from "../domain/tenant.ts";
import {
  ConversationChange,
  type ChangeResult,
  type LoadedConversation,
} from "../domain/conversation-change.ts";
import { awaySince, type Presence } from "../domain/deadlines.ts";
import type { Member } from "../domain/model.ts";
import { waitingMember } from "../domain/waiting.ts";

/**
 * A conversation that has not ended, in memory: its stored state plus the state of timers and
 * connections, which is not stored.
 */
export interface ActiveConversation {
  loaded: LoadedConversation;
  readonly organization: Organization;
  readonly deployment: Deployment;
  attachments: number;
  presence: Presence;
  /** When each agent last declined or missed this guest in the present queue. */
  refusals: Map<string, number>;
  cancelTimer: () => void;
  /** The tail of the commands on this conversation; each waits for the one before. */
  tail: Promise<unknown>;
  /** The position with which the present wait began; null when unknown. */
  placeOnJoining: number | null;
  /** Whether nobody had room for another guest then. */
  wasFullOnJoining: boolean;
  /** The queue position last sent to the guest, as JSON; empty before the first. */
  publishedPlace: string;
  publishedPlaceAt: number;
  /** Whether the guest was there and in line when that was last published. */
  publishedStanding: Standing;
}

/** Whether the guest has a stream, and a place in line. */
export type Standing = "here" | "away" | "left-line";

export function activateConversation(
  tenants: readonly Organization[],
  loaded: LoadedConversation,
  presence: Presence,
): ActiveConversation | null {
  const { conversation } = loaded.record;
  const home = findDeployment(tenants, conversation.organizationId, conversation.deploymentId);
  if (home === null) return null;
  return {
    loaded,
    organization: home.organization,
    deployment: home.deployment,
    attachments: 0,
    presence,
    refusals: new Map(),
    cancelTimer: () => undefined,
    tail: Promise.resolve(),
    placeOnJoining: null,
    wasFullOnJoining: false,
    publishedPlace: "",
    publishedPlaceAt: 0,
    publishedStanding: loaded.record.conversation.leftLineAt === null ? "here" : "left-line",
  };
}

export function standingOf({ loaded, presence }: ActiveConversation, now: number): Standing {
  if (loaded.record.conversation.leftLineAt !== null) return "left-line";
  return awaySince(presence, now) === null ? "here" : "away";
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

export function alertingLeg(active: ActiveConversation): Member | null {
  return (
    active.loaded.record.members.find(
      (member) => member.role === "agent" && member.state === "alerting",
    ) ?? null
  );
}

/** @returns whether the guest's standing is another than the one that was published */
export function noteStanding(active: ActiveConversation, now: number): boolean {
  const standing = standingOf(active, now);
  if (standing === active.publishedStanding) return false;
  active.publishedStanding = standing;
  return true;
}

/**
 * Restarts the idle time when the guest writes or an agent connects. Time in the queue does not
 * count as the guest's silence.
 */
export function noteGuest(
  active: ActiveConversation,
  { record: { conversation }, messages, changedMembers }: ChangeResult,
  now: number,
): void {
  const hasWritten = messages.some(({ senderId }) => senderId === conversation.guestMemberId);
  const isAnswered = changedMembers.some(
    ({ role, state }) => role === "agent" && state === "connected",
  );
  if (hasWritten || isAnswered) active.presence = { ...active.presence, lastGuestAt: now };
}
