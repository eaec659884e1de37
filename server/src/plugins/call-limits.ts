import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Clock } from "../service/clock.ts";
import type { DeploymentRules, Organization } from "../domain/tenant.ts";
import { receivedBytes } from "./json-body.ts";
import { RateLimit } from "./rate-limit.ts";

/** An agent talks to many guests at a time. */
const AGENT_FACTOR = 10;
/** This share of a minute's amount may be used at once. */
const BURST = 0.25;

type Amounts = Pick<
  DeploymentRules,
  "messagesPerMinute" | "typingPerMinute" | "readsPerMinute" | "bytesPerMinute"
>;

/**
 * The rate limits of guests, agents and back ends.
 * Each method throws ApiError 429 `too.many.requests.retry.after`.
 */
export interface CallLimits {
  guest(request: FastifyRequest, memberId: string, rules: DeploymentRules): void;
  agent(request: FastifyRequest, userId: string, organization: Organization): void;
  /** A back end that has data signed may call as often as an agent reads. */
  backEnd(clientId: string, organization: Organization): void;
}

/** Leaving always works: a guest who is cut off by a limit must be able to end the chat. */
const UNLIMITED: ReadonlySet<string> = new Set(["deleteWebchatGuestConversationMember"]);
const MESSAGES: ReadonlySet<string> = new Set([
  "postWebchatGuestConversationMemberMessages",
  "postConversationsChatCommunicationMessages",
  "postConversationsMessageCommunicationMessages",
]);
const TYPING: ReadonlySet<string> = new Set([
  "postWebchatGuestConversationMemberTyping",
  "postConversationsChatCommunicationTyping",
  "postConversationsMessageCommunicationTyping",
]);

/** Which of a caller's buckets an operation is taken from, and how much of it there is a minute. */
function bucketOf(request: FastifyRequest, amounts: Amounts): readonly [string, number] {
  const operationId = request.routeOptions.config.operationId ?? "";
  if (MESSAGES.has(operationId)) return ["messages", amounts.messagesPerMinute];
  if (TYPING.has(operationId)) return ["typing", amounts.typingPerMinute];
  if (request.method === "GET" || request.method === "HEAD")
    return ["reads", amounts.readsPerMinute];
  // Ratings, answers to invitations and an agent's commands: as many as messages, but in a bucket
  // of their own, so that messages cannot use it up.
  return ["changes", amounts.messagesPerMinute];
}

/** An organization's agents are limited by the most generous of its deployments. */
function amountsFor(organization: Organization): Amounts {
  const most = (name: keyof Amounts): number =>
    Math.max(...organization.deployments.map(({ rules }) => rules[name])) * AGENT_FACTOR;
  return {
    messagesPerMinute: most("messagesPerMinute"),
    typingPerMinute: most("typingPerMinute"),
    readsPerMinute: most("readsPerMinute"),
    bytesPerMinute: most("bytesPerMinute"),
  };
}

/**
 * Applies a limit to the requests of a scope before they are read. A body whose length is not
 * declared is counted once it has been read.
 */
export function limitCalls(app: FastifyInstance, limit: (request: FastifyRequest) => void): void {
  const isLengthKnown = ({ headers }: FastifyRequest): boolean =>
    headers["transfer-encoding"] === undefined;
  app.addHook("onRequest", async (request) => {
    if (isLengthKnown(request)) limit(request);
  });
  app.addHook("preValidation", async (request) => {
    if (!isLengthKnown(request)) limit(request);
  });
}

export function createCallLimits(clock: Clock): CallLimits {
  const limit = new RateLimit(clock);
  const ofOrganization = new Map<Organization, Amounts>();

  const agentAmounts = (organization: Organization): Amounts => {
    const known = ofOrganization.get(organization) ?? amountsFor(organization);
    ofOrganization.set(organization, known);
    return known;
  };
  const take = (request: FastifyRequest, caller: string, amounts: Amounts): void => {
    const [bucket, perMinute] = bucketOf(request, amounts);
    const bytes = receivedBytes(request);
    const { bytesPerMinute } = amounts;
    limit.takeAll([
      { key: `${bucket} ${caller}`, perMinute, burst: perMinute * BURST },
      ...(bytes === 0
        ? []
        : [
            {
              key: `bytes ${caller}`,
              perMinute: bytesPerMinute,
              amount: bytes,
              burst: bytesPerMinute * BURST,
            },
          ]),
    ]);
  };

  return {
    guest(request, memberId, rules) {
      if (UNLIMITED.has(request.routeOptions.config.operationId ?? "")) return;
      take(request, `guest ${memberId}`, rules);
    },
    agent: (request, userId, organization) =>
      take(request, `agent ${organization.id} ${userId}`, agentAmounts(organization)),
    backEnd(clientId, organization) {
      const { readsPerMinute } = agentAmounts(organization);
      const options = { burst: readsPerMinute * BURST };
      limit.take(`client ${organization.id} ${clientId}`, readsPerMinute, options);
    },
  };
}
