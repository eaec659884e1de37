import type { OperationId } from "parlor-contract/operation-schema";
import type { ClientScope } from "../../../domain/tenant.ts";

/* The operations of machines: those that need no user, each with its scope. */

const reads: readonly OperationId[] = [
  "getRoutingQueues",
  "getRoutingSkills",
  "getRoutingLanguages",
  "getConversation",
  "getConversationsChat",
  "getConversationsChatMessages",
  "getConversationsChatMessage",
  "getConversationsMessage",
  "getConversationsMessageMessage",
  "getConversationsMessageDetails",
  "postConversationsMessageMessagesBulk",
  "getConversationParticipantWrapup",
  "getConversationsChatParticipantWrapup",
  "getConversationsMessageParticipantWrapup",
  "getConversationsChatParticipantCommunicationWrapup",
  "getConversationsMessageParticipantCommunicationWrapup",
];

const writes: readonly OperationId[] = [
  "postConversationsChats",
  "patchConversationsChat",
  "patchConversationsMessage",
  "postConversationDisconnect",
  "patchConversationParticipantAttributes",
  "patchConversationsChatParticipantAttributes",
  "patchConversationsMessageParticipantAttributes",
];

const scopes: ReadonlyMap<string, ClientScope> = new Map<string, ClientScope>([
  ...reads.map((id) => [id, "conversations:read"] as const),
  ...writes.map((id) => [id, "conversations:write"] as const),
]);

/** The scope that an operation needs; null for one that is for agents only. */
export const scopeOf = (operationId: string): ClientScope | null => scopes.get(operationId) ?? null;
