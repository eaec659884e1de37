import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from "fastify";
import type { Clock } from "../../../service/clock.ts";
import type { ConversationService } from "../../../service/conversations.ts";
import type { ConversationRecord, Member } from "../../../domain/model.ts";
import type { CallLimits } from "../../../plugins/call-limits.ts";
import { addressKey } from "../../../plugins/client-address.ts";
import { ApiError } from "../../../plugins/errors.ts";
import type { GuestClaims, GuestTokens } from "../../../plugins/guest-token.ts";
import { checkOrigin } from "../../../plugins/origin.ts";
import type { PublicBase } from "../../../plugins/public-base.ts";
import type { RateLimit } from "../../../plugins/rate-limit.ts";
import { noteIds } from "../../../plugins/request-log.ts";
import type { SignedData } from "../../../plugins/signed-data.ts";
import { admitText, idempotencyKey, unkeepableFields } from "../../../plugins/text.ts";
import {
  findDeployment,
  keyOf,
  type DeploymentRules,
  type Organization,
} from "../../../domain/tenant.ts";
import { readMessage, readRating } from "./bodies.ts";
import { readNewChat } from "./new-chat.ts";
import { guestBase, mediaRequestView, memberView, messageView, typingView } from "./views.ts";
import type { Polls } from "./polls.ts";
import { memberPage, messageQuery, nextUri, type Query } from "./paging.ts";

export interface GuestApiDeps {
  readonly chats: ConversationService;
  readonly clock: Clock;
  readonly tokens: GuestTokens;
  readonly tenants: readonly Organization[];
  readonly signedData: SignedData;
  readonly polls: Polls;
  readonly createLimiter: RateLimit;
  readonly limits: CallLimits;
  readonly publicBase: PublicBase;
}

/** A guest who finds the waiting queue full is asked to retry after this long. */
const BUSY_RETRY_SECONDS = 15 * 60;

/** The server's extensions of the contract; a client uses only the extensions that are listed. */
export const extensions = [
  "idempotency",
  "poll",
  "queue",
  "rating",
  "end-reason",
  "transfer",
] as const;

/** Operations that declare `credentials.expired`; the others say `bad.credentials`. */
const declaresExpired = new Set([
  "postWebchatGuestConversationMemberTyping",
  "postWebchatGuestConversationMemberMessages",
  "getWebchatGuestConversationMember",
  "deleteWebchatGuestConversationMember",
]);

interface Guest {
  readonly claims: GuestClaims;
  readonly rules: DeploymentRules;
}

type Params = Readonly<
  Record<"conversationId" | "memberId" | "messageId" | "mediaRequestId", string>
>;

/** The eleven operations of the guest contract, and the guest's part of the extensions. */
export function guestApi(deps: GuestApiDeps): FastifyPluginAsync {
  const { chats, clock, tokens, tenants, polls } = deps;

  /** Identifies the caller: the JWT's guest, of this conversation, from an allowed page. */
  async function authenticate(request: FastifyRequest): Promise<Guest> {
    const [scheme, jwt] = (request.headers.authorization ?? "").split(" ");
    if (scheme?.toLowerCase() !== "bearer" || !jwt) {
      throw new ApiError("authentication.required");
    }
    const claims = await verify(jwt, request.routeOptions.config.operationId ?? "");
    const home = findDeployment(tenants, claims.organizationId, claims.deploymentId);
    if (home === null) throw new ApiError("bad.credentials");
    checkOrigin(home.deployment, request.raw, deps.publicBase);
    if ((request.params as Params).conversationId !== claims.conversationId) {
      throw new ApiError("not.authorized");
    }
    const { organizationId, conversationId, memberId } = claims;
    noteIds(request, { organizationId, conversationId, memberId });
    deps.limits.guest(request, memberId, home.deployment.rules);
    return { claims, rules: home.deployment.rules };
  }

  async function verify(jwt: string, operationId: string): Promise<GuestClaims> {
    try {
      return await tokens.verify(jwt, clock.now());
    } catch (error) {
      const isUndeclared =
        error instanceof ApiError &&
        error.code === "credentials.expired" &&
        !declaresExpired.has(operationId);
      throw isUndeclared
        ? new ApiError("bad.credentials", "Invalid login credentials.", { cause: error })
        : error;
    }
  }

  function findMember(chat: ConversationRecord, memberId: string): Member {
    const member = chat.members.find((one) => one.id === memberId);
    if (member === undefined) throw new ApiError("chat.error.not.found");
    return member;
  }

  /** A guest acts as itself only. */
  async function ownMember(guest: Guest, memberId: string): Promise<void> {
    if (memberId === guest.claims.memberId) return;
    findMember(await chats.get(guest.claims.conversationId), memberId);
    throw new ApiError("not.authorized", "You are not authorized to act as this member.");
  }

  return async (app: FastifyInstance) => {
    const route = <Reply>(
      method: "GET" | "POST" | "PATCH" | "DELETE",
      path: string,
      operationId: string,
      handle: (guest: Guest, params: Params, request: FastifyRequest) => Promise<Reply>,
      status = 200,
    ): void => {
      app.route({
        method,
        url: path,
        config: { operationId },
        handler: async (request, reply) => {
          const guest = await authenticate(request);
          admitText(request);
          const body = await handle(guest, request.params as Params, request);
          return status === 204 ? reply.code(204).send() : body;
        },
      });
    };
    const one = `${guestBase}/:conversationId`;

    app.post(
      guestBase,
      { config: { operationId: "postWebchatGuestConversations" } },
      async (request) => {
        const now = clock.now();
        const { deployment, input } = await readNewChat(request.body, {
          tenants,
          signedData: deps.signedData,
          nowMs: now,
          unkeepable: unkeepableFields(request.body),
          admit(home, organization) {
            checkOrigin(home, request.raw, deps.publicBase);
            deps.createLimiter.take(
              `address ${keyOf(organization.id, home.id)} ${addressKey(request.ip)}`,
              home.rules.createsPerMinutePerAddress,
            );
            deps.createLimiter.take(
              `deployment ${keyOf(organization.id, home.id)}`,
              home.rules.createsPerMinute,
            );
            admitText(request);
          },
        });
        const line = await chats.waiting(input.organizationId, [input.queueId]);
        if (line.length >= deployment.rules.maxWaiting)
          throw new ApiError("service.unavailable", "Too many guests are waiting.", {
            retryAfterSeconds: BUSY_RETRY_SECONDS,
          });
        const { conversation } = await chats.create(input);
        const { id: conversationId, organizationId } = conversation;
        noteIds(request, { organizationId, conversationId });
        const jwt = await tokens.issue(
          {
            conversationId: conversation.id,
            memberId: conversation.guestMemberId,
            deploymentId: deployment.id,
            organizationId: conversation.organizationId,
          },
          now,
          deployment.rules.jwtLifetimeSeconds,
        );
        return {
          id: conversation.id,
          jwt,
          eventStreamUri: `${deps.publicBase.streamOf(request.raw)}/chat/jwt/${jwt}`,
          member: { id: conversation.guestMemberId },
          extensions,
        };
      },
    );

    route(
      "GET",
      `${one}/members`,
      "getWebchatGuestConversationMembers",
      async ({ claims }, _, request) => {
        const { members } = await chats.get(claims.conversationId);
        return memberPage(
          members,
          request.query as Query,
          `${guestBase}/${claims.conversationId}/members`,
          (member) => memberView(member, member.id === claims.memberId),
        );
      },
    );

    route(
      "GET",
      `${one}/members/:memberId`,
      "getWebchatGuestConversationMember",
      async ({ claims }, { memberId }) => {
        const member = findMember(await chats.get(claims.conversationId), memberId);
        return memberView(member, member.id === claims.memberId);
      },
    );

    route(
      "DELETE",
      `${one}/members/:memberId`,
      "deleteWebchatGuestConversationMember",
      async (guest, { conversationId, memberId }) => {
        await ownMember(guest, memberId);
        await chats.guestLeaves(conversationId, memberId);
      },
      204,
    );

    route(
      "POST",
      `${one}/members/:memberId/messages`,
      "postWebchatGuestConversationMemberMessages",
      async (guest, { conversationId, memberId }, request) => {
        await ownMember(guest, memberId);
        const { body, bodyType } = readMessage(request.body, guest.rules.maxBodyLength);
        const message = await chats.send(
          conversationId,
          memberId,
          body,
          bodyType,
          idempotencyKey(request.headers),
        );
        return messageView(message);
      },
    );

    route(
      "POST",
      `${one}/members/:memberId/typing`,
      "postWebchatGuestConversationMemberTyping",
      async (guest, { conversationId, memberId }) => {
        await ownMember(guest, memberId);
        return typingView(conversationId, memberId, await chats.typing(conversationId, memberId));
      },
    );

    route(
      "GET",
      `${one}/messages`,
      "getWebchatGuestConversationMessages",
      async ({ claims }, _, request) => {
        const { conversationId } = claims;
        const query = messageQuery(request.query as Query);
        const isPoll = request.headers["parlor-attach"] === "poll";
        const typing = isPoll ? await polls.keepAttached(conversationId) : [];
        const { messages, hasMore } = await chats.messages(conversationId, query);
        const self = `${guestBase}/${conversationId}/messages`;
        const last = messages.at(-1);
        return {
          pageSize: query.maxResults,
          entities: messages.map(messageView),
          ...(hasMore && last !== undefined && { next: nextUri(self, query, last.id) }),
          selfUri: self,
          ...(isPoll && {
            members: (await chats.get(conversationId)).members.map((member) =>
              memberView(member, member.id === claims.memberId),
            ),
            typing: typing.filter((id) => id !== claims.memberId),
          }),
        };
      },
    );

    route(
      "GET",
      `${one}/messages/:messageId`,
      "getWebchatGuestConversationMessage",
      async ({ claims }, { messageId }) =>
        messageView(await chats.message(claims.conversationId, messageId)),
    );

    route(
      "GET",
      `${one}/mediarequests`,
      "getWebchatGuestConversationMediarequests",
      async ({ claims }) => ({
        entities: (await chats.mediaRequests(claims.conversationId)).map(mediaRequestView),
      }),
    );

    route(
      "GET",
      `${one}/mediarequests/:mediaRequestId`,
      "getWebchatGuestConversationMediarequest",
      async ({ claims }, { mediaRequestId }) =>
        mediaRequestView(await chats.mediaRequest(claims.conversationId, mediaRequestId)),
    );

    route(
      "PATCH",
      `${one}/mediarequests/:mediaRequestId`,
      "patchWebchatGuestConversationMediarequest",
      async ({ claims }, { mediaRequestId }, request) => {
        const input = (request.body as { state?: unknown } | null)?.state;
        const state = typeof input === "string" ? input.toUpperCase() : "";
        if (state !== "ACCEPTED" && state !== "DECLINED" && state !== "ERRORED") {
          throw new ApiError("invalid.value", "A guest sets ACCEPTED, DECLINED or ERRORED.", {
            details: [{ errorCode: "invalid.value", fieldName: "state" }],
          });
        }
        return mediaRequestView(
          await chats.answerMediaRequest(claims.conversationId, mediaRequestId, state),
        );
      },
    );

    route(
      "GET",
      "/api/v2/parlor/guest/conversations/:conversationId/queue",
      "getParlorGuestQueue",
      async ({ claims }) => {
        const place = await chats.queuePlace(claims.conversationId);
        if (place === null) throw new ApiError("not.found", "The guest is not waiting in a queue.");
        return place;
      },
    );

    route(
      "POST",
      "/api/v2/parlor/guest/conversations/:conversationId/rating",
      "postParlorGuestRating",
      ({ claims }, _, request) => chats.rate(claims.conversationId, readRating(request.body)),
      204,
    );
  };
}
