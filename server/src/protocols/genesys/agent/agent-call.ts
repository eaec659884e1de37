import type { Bus } from "../../../service/bus.ts";
import type { Clock } from "../../../service/clock.ts";
import type { ConversationService } from "../../../service/conversations.ts";
import type { ConversationRecord, Member } from "../../../domain/model.ts";
import type { CallLimits } from "../../../plugins/call-limits.ts";
import { ApiError } from "../../../plugins/errors.ts";
import type { PictureAddresses } from "../../../plugins/picture-addresses.ts";
import type { PublicBase } from "../../../plugins/public-base.ts";
import type { SignInLimit } from "../../../plugins/sign-in-limit.ts";
import type { SignedData } from "../../../plugins/signed-data.ts";
import type { FileAddresses } from "../../../plugins/file-addresses.ts";
import type { RateLimit } from "../../../plugins/rate-limit.ts";
import type { Attachments } from "../../../service/attachments.ts";
import type { Audits } from "../../../service/audits.ts";
import type { Agents } from "../../../service/agents.ts";
import { homeOf } from "../../../domain/home-of.ts";
import { defaultRules, type DeploymentRules, type Organization } from "../../../domain/tenant.ts";
import type { AgentSockets } from "./agent-sockets.ts";
import { userKeyOf, type AgentIdentity, type AgentTokens } from "../../../plugins/agent-token.ts";
import { checkChange, checkRead } from "./check-rights.ts";
import { asRead, isAudited, isMachine, type Reading } from "./rights.ts";

export interface AgentApiDeps extends Audits {
  readonly chats: ConversationService;
  readonly agents: Agents;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly tenants: readonly Organization[];
  readonly agentTokens: AgentTokens;
  readonly signedData: SignedData;
  readonly sockets: AgentSockets;
  readonly limits: CallLimits;
  readonly signIns: SignInLimit;
  readonly publicBase: PublicBase;
  /** The addresses of pictures in the content of messages. */
  readonly pictures: PictureAddresses;
  readonly attachments: Attachments;
  readonly fileAddresses: FileAddresses;
  /** Limits announcements of files. */
  readonly announceLimiter: RateLimit;
}

export const chatsBase = "/api/v2/conversations/chats";

/**
 * A conversation as this agent may read it. The first read of one whose guest only waits, or was
 * missed, is recorded in the audit log before it is returned.
 * @returns with the moment at which the agent's part of the history ends, if it has one
 * @throws ApiError 404 `not.found`, 403 `not.authorized`
 */
export async function readChat(
  deps: AgentApiDeps,
  agent: AgentIdentity,
  conversationId: string,
): Promise<{ readonly chat: ConversationRecord; readonly reading: Reading }> {
  const chat = await deps.chats.get(conversationId);
  const reading = checkRead(chat, agent);
  if (isAudited(reading)) await deps.auditReading(userKeyOf(agent), conversationId);
  return { chat: asRead(chat, reading), reading };
}

/**
 * A conversation that the caller may change as a whole. A machine's change is recorded in the audit
 * log before it is made.
 * @throws ApiError 404 `not.found`, 403 `not.authorized`, 400 `chat.error.conversation.state`
 */
export async function chatToChange(
  deps: AgentApiDeps,
  caller: AgentIdentity,
  conversationId: string,
  operation: string,
): Promise<ConversationRecord> {
  const chat = await deps.chats.get(conversationId);
  checkChange(chat, caller);
  if (isMachine(caller)) await deps.auditChange(userKeyOf(caller), conversationId, operation);
  return chat;
}

/** @throws ApiError 404 `not.found` */
export function participantOf(chat: ConversationRecord, participantId: string): Member {
  const member = chat.members.find((one) => one.participantId === participantId);
  if (member === undefined) throw new ApiError("not.found", "Participant not found");
  return member;
}

const rulesOf = (
  { tenants }: AgentApiDeps,
  { conversation }: ConversationRecord,
): DeploymentRules => homeOf(tenants, conversation)?.deployment.rules ?? defaultRules;

export const alertingSecondsOf = (deps: AgentApiDeps, chat: ConversationRecord): number =>
  rulesOf(deps, chat).alertingSeconds;

/** Whether what agents, bots and flows write in it is formatted text. */
export const isFormatted = (deps: AgentApiDeps, chat: ConversationRecord): boolean =>
  rulesOf(deps, chat).formatting;
