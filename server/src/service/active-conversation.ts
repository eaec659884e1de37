import {
  findDeployment,
  findQueue,
  type Deployment,
  type Organization,
  type Queue,
} from "../domain/tenant.ts";
import { ConversationChange, type LoadedConversation } from "../domain/conversation-change.ts";
import type { Presence } from "../domain/deadlines.ts";
import type { ConversationRecord, Member } from "../domain/model.ts";

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
  /** The queue position last sent to the guest, as JSON; empty before the first. */
  publishedPlace: string;
  publishedPlaceAt: number;
}

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
    publishedPlace: "",
    publishedPlaceAt: 0,
  };
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

export function waitingMember({ conversation, members }: ConversationRecord): Member | null {
  if (conversation.state !== "active") return null;
  if (members.some((member) => member.role === "agent" && member.state === "connected"))
    return null;
  return members.find((member) => member.role === "queue" && member.state === "connected") ?? null;
}

export function alertingLeg(active: ActiveConversation): Member | null {
  return (
    active.loaded.record.members.find(
      (member) => member.role === "agent" && member.state === "alerting",
    ) ?? null
  );
}
