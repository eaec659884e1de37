import type { WaitingChat } from "../../conversation/chats.ts";
import type { Chat, Member } from "../../conversation/model.ts";
import { iso, mediaRequestView } from "../../guest-api/views.ts";
import { ApiError } from "../../http/errors.ts";
import {
  alertingSecondsOf,
  asObject,
  invalid,
  ownChat,
  type AgentApiDeps,
  type AgentRoute,
} from "../agent-call.ts";
import type { AgentIdentity } from "../agent-token.ts";
import { mediaView, wrapupView } from "../media-view.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const MAX_EXPIRY_SECONDS = 300;

const guestOf = (chat: Chat): Member | undefined =>
  chat.members.find((member) => member.id === chat.conversation.guestMemberId);

/** What a desk lists of a chat: who, where, about what. */
function listing(chat: Chat): Record<string, unknown> {
  const guest = guestOf(chat);
  const queue = chat.members.findLast((member) => member.role === "ACD");
  return {
    id: chat.conversation.id,
    guest: {
      memberId: guest?.id ?? "",
      name: guest?.displayName ?? "",
      isNameVerified: guest?.verifiedFields.includes("displayName") ?? false,
    },
    queue: { id: chat.conversation.queueId, name: queue?.displayName ?? "" },
    subject: guest?.customFields["subject"] ?? null,
  };
}

function waitingView({ chat, waitingSince, lastText }: WaitingChat): Record<string, unknown> {
  return { ...listing(chat), waitingSince: iso(waitingSince), lastText };
}

/** What Parlor adds to the vendor's agent side (parlor-extensions). */
export function addParlorRoutes(route: AgentRoute, deps: AgentApiDeps): void {
  const { chats, clock } = deps;
  const base = "/api/v2/parlor/chats";
  const queuesOf = ({ user, organization }: AgentIdentity): string[] =>
    organization.queues
      .filter((queue) => queue.memberUserIds.includes(user.id))
      .map((queue) => queue.id);

  const take = async (
    agent: AgentIdentity,
    conversationId: string,
  ): Promise<Record<string, unknown>> => {
    const waiting = await chats.waiting(queuesOf(agent));
    if (!waiting.some(({ chat }) => chat.conversation.id === conversationId)) {
      throw new ApiError(409, "request.conflict", "The chat does not wait any more.");
    }
    await chats.take(conversationId, agent.user.id);
    const chat = await chats.get(conversationId);
    return mediaView(chat, alertingSecondsOf(deps, chat));
  };

  route("GET", `${base}/waiting`, "getParlorChatsWaiting", async ({ agent }) => ({
    entities: (await chats.waiting(queuesOf(agent))).map(waitingView),
  }));
  route(
    "POST",
    `${base}/waiting/next/take`,
    "postParlorChatsWaitingNextTake",
    async ({ agent }) => {
      const [next] = await chats.waiting(queuesOf(agent));
      if (next === undefined) throw new ApiError(409, "request.conflict", "Nobody is waiting.");
      return take(agent, next.chat.conversation.id);
    },
  );
  route(
    "POST",
    `${base}/waiting/:conversationId/take`,
    "postParlorChatsWaitingTake",
    async ({ agent, params }) => take(agent, params["conversationId"] ?? ""),
  );

  route("GET", base, "getParlorChats", async ({ agent, query }) => {
    if (query["state"] !== "ended") throw invalid("state");
    const externalId = query["guest"];
    const now = clock.now();
    const found =
      externalId !== undefined && externalId !== ""
        ? await chats.ended({ organizationId: agent.organization.id, externalId })
        : await chats.ended({ userId: agent.user.id, sinceAt: now - (now % DAY_MS) });
    const entities = await Promise.all(
      found.map(async (chat) => {
        const mine = chat.members.findLast(
          (member) => member.userId === agent.user.id && member.connectedAt !== null,
        );
        return {
          ...listing(chat),
          endedAt: iso(chat.conversation.endedAt ?? 0),
          endReason: chat.conversation.endReason,
          wrapup: mine === undefined || mine.wrapup === null ? null : wrapupView(mine),
          rating: await chats.rating(chat.conversation.id),
        };
      }),
    );
    return { entities };
  });

  route("GET", `${base}/:conversationId`, "getParlorChat", async ({ agent, params }) => {
    const chat = await ownChat(deps, agent, params["conversationId"] ?? "");
    const guest = guestOf(chat);
    const mine = chat.members.findLast((member) => member.userId === agent.user.id);
    return {
      ...listing(chat),
      guest: {
        memberId: guest?.id ?? "",
        name: guest?.displayName ?? "",
        email: guest?.email ?? null,
        phoneNumber: guest?.phoneNumber ?? null,
        customFields: guest?.customFields ?? {},
        isAuthenticated: guest?.authenticatedGuest ?? false,
        externalId: chat.conversation.externalId,
        verifiedFields: guest?.verifiedFields ?? [],
      },
      language: chat.conversation.language,
      transferNote: mine?.transferNote ?? null,
      mediaRequests: (await chats.mediaRequests(chat.conversation.id)).map((request) => ({
        id: request.id,
        types: request.types,
        state: request.state,
        expiresAt: iso(request.expiresAt),
      })),
    };
  });

  route(
    "POST",
    `${base}/:conversationId/mediarequests`,
    "postParlorChatMediarequests",
    async ({ agent, params, body }) => {
      const chat = await ownChat(deps, agent, params["conversationId"] ?? "");
      const leg = chat.members.find(
        (member) => member.userId === agent.user.id && member.state === "CONNECTED",
      );
      if (leg === undefined)
        throw new ApiError(400, "chat.error.member.state", "You are not connected to this chat.");
      const { types, expiresInSeconds = 120 } = asObject(body);
      const areTypes =
        Array.isArray(types) &&
        types.length > 0 &&
        types.every((type) => type === "SCREENSHARE" || type === "COBROWSE");
      const isExpiry =
        typeof expiresInSeconds === "number" &&
        Number.isInteger(expiresInSeconds) &&
        expiresInSeconds >= 1 &&
        expiresInSeconds <= MAX_EXPIRY_SECONDS;
      if (!areTypes || !isExpiry)
        throw invalid(...(areTypes ? [] : ["types"]), ...(isExpiry ? [] : ["expiresInSeconds"]));
      const request = await chats.createMediaRequest(
        chat.conversation.id,
        leg.id,
        types as ("SCREENSHARE" | "COBROWSE")[],
        expiresInSeconds,
      );
      return mediaRequestView(request);
    },
  );
  route(
    "DELETE",
    `${base}/:conversationId/mediarequests/:requestId`,
    "deleteParlorChatMediarequest",
    async ({ agent, params }) => {
      const chat = await ownChat(deps, agent, params["conversationId"] ?? "");
      await chats.cancelMediaRequest(chat.conversation.id, params["requestId"] ?? "");
    },
  );

  route("GET", "/api/v2/parlor/replies", "getParlorReplies", async ({ agent }) => ({
    entities: agent.organization.replies,
  }));
}
