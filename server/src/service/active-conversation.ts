import {
  findDeployment,
  findQueue,
  type Deployment,
  type Organization,
  type Queue,
} from "../domain/tenant.ts";
import { ConversationChange, type LoadedConversation } from "../domain/conversation-change.ts";
import type { Presence } from "../domain/decide.ts";
import type { ConversationRecord, Member } from "../domain/model.ts";

/**
 * A conversation that has not ended, in memory: its stored state plus the state of timers and
 * connections, which is not stored.
 */
export interface ActiveConversation {
  known: LoadedConversation;
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
  toldPlace: string;
  toldPlaceAt: number;
}

export function activateConversation(
  tenants: readonly Organization[],
  known: LoadedConversation,
  presence: Presence,
): ActiveConversation | null {
  const { conversation } = known.chat;
  const home = findDeployment(tenants, conversation.organizationId, conversation.deploymentId);
  if (home === null) return null;
  return {
    known,
    organization: home.organization,
    deployment: home.deployment,
    attachments: 0,
    presence,
    refusals: new Map(),
    cancelTimer: () => undefined,
    tail: Promise.resolve(),
    toldPlace: "",
    toldPlaceAt: 0,
  };
}

export function changeOf(open: ActiveConversation, now: number): ConversationChange {
  return new ConversationChange(open.known, now, () => crypto.randomUUID());
}

export function queueOf(open: ActiveConversation): Queue {
  const queue = findQueue(open.organization, open.known.chat.conversation.queueId);
  if (queue === null) throw new Error("An organization without queues");
  return queue;
}

/** The queue's member that holds the guest now; null when nobody waits here. */
export function waitingLeg(open: ActiveConversation): Member | null {
  return waitingMember(open.known.chat);
}

export function waitingMember({ conversation, members }: ConversationRecord): Member | null {
  if (conversation.state !== "active") return null;
  if (members.some((member) => member.role === "AGENT" && member.state === "CONNECTED"))
    return null;
  return members.find((member) => member.role === "ACD" && member.state === "CONNECTED") ?? null;
}

export function alertingLeg(open: ActiveConversation): Member | null {
  return (
    open.known.chat.members.find(
      (member) => member.role === "AGENT" && member.state === "ALERTING",
    ) ?? null
  );
}
