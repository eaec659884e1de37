import type { WaitingConversation } from "../../../../service/conversations.ts";
import type { ConversationRecord, Member } from "../../../../domain/model.ts";
import { waitingMember } from "../../../../service/active-conversation.ts";
import { iso, mediaRequestView } from "../../guest/views.ts";
import { ApiError } from "../../../../plugins/errors.ts";
import {
  alertingSecondsOf,
  asObject,
  invalid,
  readChat,
  type AgentApiDeps,
  type AgentRoute,
} from "../agent-call.ts";
import { userKeyOf, type AgentIdentity } from "../agent-token.ts";
import { mediaView, wrapupView } from "../media-view.ts";
import { actsAs, asRead, checkAct, checkHome, covers, readingOf, takesAs } from "../rights.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const MAX_EXPIRY_SECONDS = 300;
/** There are two types of media. */
const MAX_TYPES = 2;

const guestOf = (chat: ConversationRecord): Member | undefined =>
  chat.members.find((member) => member.id === chat.conversation.guestMemberId);

/** The summary of a conversation in the desk's lists: guest, queue and subject. */
function listing(chat: ConversationRecord): Record<string, unknown> {
  const guest = guestOf(chat);
  const queue = chat.members.findLast((member) => member.role === "queue");
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

function waitingView({
  chat,
  waitingSince,
  lastText,
}: WaitingConversation): Record<string, unknown> {
  return { ...listing(chat), waitingSince: iso(waitingSince), lastText };
}

/** Adds Parlor's extensions of the vendor's agent API (parlor-extensions). */
export function addParlorRoutes(route: AgentRoute, deps: AgentApiDeps): void {
  const { chats, clock } = deps;
  const base = "/api/v2/parlor/chats";
  const waitingFor = ({
    user,
    organization,
  }: AgentIdentity): Promise<readonly WaitingConversation[]> => {
    const queues = organization.queues.filter((queue) => queue.memberUserIds.includes(user.id));
    return chats.waiting(
      organization.id,
      queues.map((queue) => queue.id),
    );
  };

  const take = async (
    agent: AgentIdentity,
    conversationId: string,
  ): Promise<Record<string, unknown>> => {
    const waiting = await chats.get(conversationId);
    checkHome(waiting, agent);
    if (waitingMember(waiting) === null)
      throw new ApiError("request.conflict", "The chat does not wait any more.");
    takesAs(agent)(waiting);
    await chats.take(conversationId, agent.user.id, takesAs(agent));
    const chat = await chats.get(conversationId);
    return mediaView(chat, alertingSecondsOf(deps, chat));
  };

  route("GET", `${base}/waiting`, "getParlorChatsWaiting", async ({ agent }) => ({
    entities: (await waitingFor(agent)).map(waitingView),
  }));
  route(
    "POST",
    `${base}/waiting/next/take`,
    "postParlorChatsWaitingNextTake",
    async ({ agent }) => {
      const [next] = await waitingFor(agent);
      if (next === undefined) throw new ApiError("request.conflict", "Nobody is waiting.");
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
    if (query("state") !== "ended") throw invalid("state");
    const externalId = query("guest");
    const now = clock.now();
    const found = await chats.ended(
      externalId === null
        ? { ...userKeyOf(agent), sinceAt: now - (now % DAY_MS) }
        : { organizationId: agent.organization.id, externalId },
    );
    const entities = await Promise.all(
      found.map(async (ended) => {
        const reading = readingOf(ended, agent);
        // The list of a guest's conversations includes those of colleagues, but only their
        // summaries.
        const chat = reading.kind === "until" ? asRead(ended, reading) : ended;
        const mine = ended.members.findLast(
          (member) => member.userId === agent.user.id && member.connectedAt !== null,
        );
        return {
          ...listing(chat),
          // An agent who transferred the guest gets the end of its own part, not how the
          // conversation went on.
          endedAt: iso((reading.kind === "until" ? reading.at : ended.conversation.endedAt) ?? 0),
          endReason: chat.conversation.endReason,
          wrapup: mine === undefined || mine.wrapup === null ? null : wrapupView(mine),
          rating: reading.kind === "everything" ? await chats.rating(ended.conversation.id) : null,
        };
      }),
    );
    return { entities };
  });

  route("GET", `${base}/:conversationId`, "getParlorChat", async ({ agent, params }) => {
    const { chat, reading } = await readChat(deps, agent, params["conversationId"] ?? "");
    const guest = guestOf(chat);
    const mine = chat.members.findLast((member) => member.userId === agent.user.id);
    const requests = await chats.mediaRequests(chat.conversation.id);
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
      mediaRequests: requests
        .filter((request) => covers(reading, request.createdAt))
        .map((request) => ({
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
      const chat = await chats.get(params["conversationId"] ?? "");
      const leg = checkAct(chat, agent);
      const { types, expiresInSeconds = 120 } = asObject(body);
      const areTypes =
        Array.isArray(types) &&
        types.length > 0 &&
        types.length <= MAX_TYPES &&
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
      const chat = await chats.get(params["conversationId"] ?? "");
      checkAct(chat, agent);
      await chats.cancelMediaRequest(
        chat.conversation.id,
        params["requestId"] ?? "",
        actsAs(agent),
      );
    },
  );

  route("GET", "/api/v2/parlor/replies", "getParlorReplies", async ({ agent }) => ({
    entities: agent.organization.replies,
  }));
}
