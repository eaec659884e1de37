import { defaultAttachmentRules, type AttachmentRules } from "./attachment-rules.ts";
import { foldCase } from "./fold-case.ts";
import type { LocalizedText } from "./localized-text.ts";
import type { Webhook } from "./webhook.ts";

/**
 * A tenant's configuration: read from the configuration file, or created by the demo. Validated in
 * `config/configuration-file.ts`.
 */
export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly deployments: readonly Deployment[];
  readonly queues: readonly Queue[];
  readonly users: readonly User[];
  readonly clients: readonly OAuthClient[];
  readonly replies: readonly SavedReply[];
  readonly wrapupCodes: readonly WrapupCode[];
  readonly webhooks: readonly Webhook[];
}

export interface Deployment {
  readonly id: string;
  readonly isDisabled: boolean;
  readonly authenticationRequired: boolean;
  /** Host names (`www.example.com`, `*.example.com`); empty allows every origin. */
  readonly allowedDomains: readonly string[];
  /** The bot that greets before the queue; null routes at once. */
  readonly flow: Flow | null;
  readonly rules: DeploymentRules;
}

/** The contract's §13 choices, each a setting. */
export interface DeploymentRules {
  readonly heartbeatMs: number;
  readonly jwtLifetimeSeconds: number;
  readonly maxBodyLength: number;
  readonly lostStreamGraceSeconds: number;
  /**
   * A waiting guest without a stream leaves the line after this time. It gets its place back when
   * it returns before `lostStreamGraceSeconds` have passed.
   */
  readonly waitingGraceSeconds: number;
  /** When an agent who talks is gone for this long, `onAgentGone` applies. */
  readonly agentGoneSeconds: number;
  readonly onAgentGone: AgentGoneRule;
  readonly idleSeconds: number;
  readonly typingResetsIdle: boolean;
  readonly alertingSeconds: number;
  readonly endCloseCode: number;
  /** Deliver to all sockets of a guest, or close the older ones. */
  readonly newestSocketWins: boolean;
  readonly acdLeavesFirst: boolean;
  /** Creations a minute: by address, and for the whole deployment. */
  readonly createsPerMinutePerAddress: number;
  readonly createsPerMinute: number;
  /** Questions a minute and address whether somebody is there, before a conversation. */
  readonly statusPerMinutePerAddress: number;
  /** With so many guests waiting in a queue, the next one is refused until later. */
  readonly maxWaiting: number;
  readonly maxCustomFields: number;
  readonly maxCustomFieldLength: number;
  /**
   * Limits of one guest; an agent's are ten times as high. A quarter of a minute's amount may be
   * used at once.
   */
  readonly messagesPerMinute: number;
  readonly typingPerMinute: number;
  readonly readsPerMinute: number;
  /** Bytes of request bodies. */
  readonly bytesPerMinute: number;
  /** How long a missed conversation stays in the list of its queue. */
  readonly missedDays: number;
  readonly attachments: AttachmentRules;
  /** Whether the text of agents, bots and flows is formatted. */
  readonly formatting: boolean;
}

/**
 * The rule for a chat whose agent is gone: back in line at its old place, kept with the agent, or
 * ended.
 */
export type AgentGoneRule = "queue" | "keep" | "end";

export interface Flow {
  readonly name: string;
  /** The bot's first messages. */
  readonly greeting: readonly FlowLine[];
}

/** One message of the flow greeting. */
export interface FlowLine {
  /** With the parameters `{guest.name}`, `{queue.name}` and `{organization.name}`. */
  readonly text: LocalizedText;
  /** Answers that a guest may choose before the conversation has begun. */
  readonly choices?: readonly FlowChoice[];
}

export interface FlowChoice {
  readonly text: LocalizedText;
  /** The first message of the conversation that begins with this choice. */
  readonly payload: string;
  /** The name of the queue that the conversation is for; absent: the one that was asked for. */
  readonly queue?: string;
}

export interface Queue {
  readonly id: string;
  readonly name: string;
  /** The team's own word for guests: `the bookings team`. Without it they are told the name. */
  readonly label?: string | null;
  readonly skills?: readonly string[];
  readonly memberUserIds: readonly string[];
}

export interface User {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly avatarImageUrl: string | null;
  readonly skills: readonly string[];
  readonly languages: readonly string[];
  /** The language that the agent writes in, as a BCP 47 tag; null or absent when not known. */
  readonly language?: string | null;
  readonly capacity: number;
}

/** The rights of a machine over its organization's conversations. */
export const clientScopes = ["conversations:read", "conversations:write"] as const;
export type ClientScope = (typeof clientScopes)[number];

/**
 * A client-credentials client. It acts as one user; without a user it is an organization's back
 * end, which may have data signed, and do what its scopes say.
 */
export interface OAuthClient {
  readonly id: string;
  readonly secret: string;
  readonly userId: string | null;
  readonly name: string;
  /** Of a client without a user. Absent: none. */
  readonly scopes?: readonly ClientScope[];
}

export interface SavedReply {
  readonly id: string;
  readonly shortcut: string;
  readonly text: string;
  /** Offered below the text. Absent without any. */
  readonly choices?: readonly ReplyChoice[];
}

/** A choice of a saved reply. */
export interface ReplyChoice {
  readonly text: string;
  readonly payload?: string;
}

export interface WrapupCode {
  readonly id: string;
  readonly name: string;
}

/** The deployment and its organization; null when either is unknown. */
export function findDeployment(
  tenants: readonly Organization[],
  organizationId: string,
  deploymentId: string,
): { readonly organization: Organization; readonly deployment: Deployment } | null {
  const organization = tenants.find((one) => one.id === organizationId);
  const deployment = organization?.deployments.find((one) => one.id === deploymentId);
  return organization === undefined || deployment === undefined
    ? null
    : { organization, deployment };
}

/** The queue of this name, in any case; null when there is none. */
export function findQueueByName(organization: Organization, name: string): Queue | null {
  const wanted = foldCase(name);
  return organization.queues.find((one) => foldCase(one.name) === wanted) ?? null;
}

/** One agent. The ids of users, like those of queues, are unique within an organization only. */
export interface UserKey {
  readonly organizationId: string;
  readonly userId: string;
}

/** A map's key for something whose id is unique within an organization only. */
export function keyOf(organizationId: string, id: string): string {
  return JSON.stringify([organizationId, id]);
}

/** A user of this organization; null when unknown. */
export function findUser(organization: Organization, userId: string): User | null {
  return organization.users.find((one) => one.id === userId) ?? null;
}

/**
 * The queue of a conversation. The first queue replaces one that the configuration no longer has.
 */
export function findQueue(organization: Organization, queueId: string): Queue | null {
  return organization.queues.find((one) => one.id === queueId) ?? organization.queues[0] ?? null;
}

/**
 * A deployment's default rules: those of the contract's §13, and 1,800 s of grace from the
 * extensions.
 */
export const defaultRules: DeploymentRules = {
  heartbeatMs: 5_000,
  jwtLifetimeSeconds: 21 * 60 * 60,
  maxBodyLength: 4_000,
  lostStreamGraceSeconds: 1_800,
  waitingGraceSeconds: 120,
  agentGoneSeconds: 120,
  onAgentGone: "queue",
  idleSeconds: 900,
  typingResetsIdle: true,
  alertingSeconds: 30,
  endCloseCode: 1001,
  newestSocketWins: false,
  acdLeavesFirst: false,
  createsPerMinutePerAddress: 10,
  createsPerMinute: 120,
  statusPerMinutePerAddress: 60,
  maxWaiting: 1_000,
  maxCustomFields: 32,
  maxCustomFieldLength: 1_000,
  messagesPerMinute: 60,
  typingPerMinute: 60,
  readsPerMinute: 600,
  bytesPerMinute: 1_000_000,
  missedDays: 30,
  attachments: defaultAttachmentRules,
  formatting: true,
};
