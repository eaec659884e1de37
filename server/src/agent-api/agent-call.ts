import type { FastifyRequest } from "fastify";
import type { Bus } from "../bus/bus.ts";
import type { Clock } from "../clock.ts";
import type { Chats } from "../conversation/chats.ts";
import type { Chat, Member } from "../conversation/model.ts";
import type { CallLimits } from "../http/call-limits.ts";
import { ApiError } from "../http/errors.ts";
import type { SignInLimit } from "../http/sign-in-limit.ts";
import type { SignedData } from "../http/signed-data.ts";
import type { Agents } from "../routing/agents.ts";
import { findDeployment, type Organization } from "../tenant.ts";
import type { AgentSockets } from "./agent-sockets.ts";
import type { AgentIdentity } from "./agent-token.ts";

export interface AgentApiDeps {
  readonly chats: Chats;
  readonly agents: Agents;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly tenants: readonly Organization[];
  readonly signingKey: Uint8Array;
  readonly signedData: SignedData;
  readonly sockets: AgentSockets;
  readonly limits: CallLimits;
  readonly signIns: SignInLimit;
  /** Writes down that an agent has read a chat that waits; once for each. */
  readonly auditReading: (userId: string, conversationId: string) => Promise<void>;
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** What every handler of the agent side gets. */
export interface AgentCall {
  readonly agent: AgentIdentity;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
  readonly request: FastifyRequest;
}

/** Registers one operation for agents. A status other than 200 is sent without a body when the handler gives none. */
export type AgentRoute = (
  method: Method,
  path: string,
  operationId: string,
  handle: (call: AgentCall) => Promise<unknown>,
  status?: number,
) => void;

export const chatsBase = "/api/v2/conversations/chats";

const isMember = (chat: Chat, agent: AgentIdentity): boolean =>
  chat.members.some((member) => member.userId === agent.user.id);

/** A chat that this agent takes or took part in. @throws ApiError 404 `not.found`, 403 `not.authorized` */
export async function ownChat(
  deps: AgentApiDeps,
  agent: AgentIdentity,
  conversationId: string,
): Promise<Chat> {
  const chat = await deps.chats.get(conversationId);
  if (chat.conversation.organizationId !== agent.organization.id) {
    throw new ApiError(404, "not.found", "Conversation not found");
  }
  if (isMember(chat, agent)) return chat;
  throw new ApiError(403, "not.authorized", "You are not authorized to act on this conversation.");
}

/** A chat that this agent may read: its own, or one that waits in its queues (the first reading of which is audited). */
export async function readableChat(
  deps: AgentApiDeps,
  agent: AgentIdentity,
  conversationId: string,
): Promise<Chat> {
  const chat = await deps.chats.get(conversationId);
  const queue = agent.organization.queues.find((one) => one.id === chat.conversation.queueId);
  const isWaiting =
    chat.members.some((member) => member.role === "ACD" && member.state === "CONNECTED") &&
    (queue?.memberUserIds.includes(agent.user.id) ?? false);
  if (isMember(chat, agent) || !isWaiting) return ownChat(deps, agent, conversationId);
  await deps.auditReading(agent.user.id, conversationId);
  return chat;
}

/** @throws ApiError 404 `not.found` */
export function participantOf(chat: Chat, participantId: string): Member {
  const member = chat.members.find((one) => one.participantId === participantId);
  if (member === undefined) throw new ApiError(404, "not.found", "Participant not found");
  return member;
}

/** This agent's own leg. @throws ApiError 403 `not.authorized` for somebody else's */
export function ownLeg(chat: Chat, agent: AgentIdentity, by: (member: Member) => boolean): Member {
  const member = chat.members.find(by);
  if (member === undefined) throw new ApiError(404, "not.found", "Communication not found");
  if (member.userId === agent.user.id) return member;
  throw new ApiError(403, "not.authorized", "You are not authorized to act as this participant.");
}

export function alertingSecondsOf(deps: AgentApiDeps, { conversation }: Chat): number {
  const home = findDeployment(deps.tenants, conversation.organizationId, conversation.deploymentId);
  return home?.deployment.rules.alertingSeconds ?? 30;
}

/** A refusal that names each wrong field. */
export function invalid(...fields: readonly string[]): ApiError {
  return new ApiError(400, "invalid.value", `Invalid: ${fields.join(", ")}`, {
    details: fields.map((fieldName) => ({ errorCode: "invalid.value", fieldName })),
  });
}

export function asObject(body: unknown): Readonly<Record<string, unknown>> {
  if (body === undefined || body === null) return {};
  if (typeof body !== "object" || Array.isArray(body))
    throw new ApiError(400, "bad.request", "The body must be an object.");
  return body as Record<string, unknown>;
}
