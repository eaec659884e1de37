import { ApiError } from "../../http/errors.ts";
import { messageQuery, nextUri, type Query } from "../../guest-api/paging.ts";
import { typingView } from "../../guest-api/views.ts";
import { idempotencyKey, isKeepable } from "../../http/text.ts";
import {
  alertingSecondsOf,
  asObject,
  chatsBase,
  invalid,
  ownChat,
  ownLeg,
  participantOf,
  readableChat,
  type AgentApiDeps,
  type AgentRoute,
} from "../agent-call.ts";
import { agentMessageView, chatUri, genericView, mediaView } from "../media-view.ts";
import { applyWrapup } from "./wrapup.ts";

const MAX_BODY = 4_000;
const MAX_NOTE = 1_000;

/** The vendor's chat operations (genesys-agent-chat §2). */
export function addChatRoutes(route: AgentRoute, deps: AgentApiDeps): void {
  const { chats } = deps;
  const one = `${chatsBase}/:conversationId`;
  const participant = `${one}/participants/:participantId`;
  const communication = `${one}/communications/:communicationId`;
  const idOf = (params: Readonly<Record<string, string>>): string => params["conversationId"] ?? "";

  route("GET", chatsBase, "getConversationsChats", async ({ agent }) => {
    const mine = await chats.ofAgent(agent.user.id);
    return {
      entities: mine.map((chat) => mediaView(chat, alertingSecondsOf(deps, chat))),
      pageSize: mine.length,
      pageNumber: 1,
      total: mine.length,
      pageCount: 1,
      selfUri: chatsBase,
    };
  });

  route("GET", one, "getConversationsChat", async ({ agent, params }) => {
    const chat = await readableChat(deps, agent, idOf(params));
    return mediaView(chat, alertingSecondsOf(deps, chat));
  });

  route(
    "GET",
    "/api/v2/conversations/:conversationId",
    "getConversation",
    async ({ agent, params }) => genericView(await readableChat(deps, agent, idOf(params))),
  );

  route("PATCH", one, "patchConversationsChat", async ({ agent, params, body }) => {
    const chat = await ownChat(deps, agent, idOf(params));
    if (asObject(body)["state"] !== "disconnected") throw invalid("state");
    await chats.endForAll(chat.conversation.id, "agent");
    const ended = await chats.get(chat.conversation.id);
    return mediaView(ended, alertingSecondsOf(deps, ended));
  });

  route(
    "POST",
    "/api/v2/conversations/:conversationId/disconnect",
    "postConversationDisconnect",
    async ({ agent, params }) => {
      const chat = await ownChat(deps, agent, idOf(params));
      await chats.endForAll(chat.conversation.id, "system");
      return chatUri(chat.conversation.id);
    },
  );

  route(
    "PATCH",
    participant,
    "patchConversationsChatParticipant",
    async ({ agent, params, body }) => {
      const chat = await ownChat(deps, agent, idOf(params));
      const { conversation } = chat;
      const member = participantOf(chat, params["participantId"] ?? "");
      if (member.userId !== agent.user.id) {
        throw new ApiError(
          403,
          "not.authorized",
          "You are not authorized to act as this participant.",
        );
      }
      const wish = asObject(body);
      if (wish["wrapup"] !== undefined || wish["wrapupSkipped"] === true) {
        await applyWrapup(
          deps,
          agent,
          conversation.id,
          member,
          wish["wrapupSkipped"] === true ? "skipped" : wish["wrapup"],
        );
      }
      const { state } = wish;
      if (state === "connected") await chats.accept(conversation.id, member.participantId);
      else if (state === "disconnected") await chats.leave(conversation.id, member.id);
      else if (state !== undefined && state !== null) throw invalid("state");
      else if (typeof wish["held"] === "boolean") await chats.announce(conversation.id, member.id);
    },
    202,
  );

  route(
    "PATCH",
    `${participant}/communications/:communicationId`,
    "patchConversationsChatParticipantCommunication",
    async ({ agent, params, body }) => {
      const chat = await ownChat(deps, agent, idOf(params));
      const member = ownLeg(chat, agent, (leg) => leg.id === params["communicationId"]);
      if (asObject(body)["state"] !== "disconnected") throw invalid("state");
      await chats.leave(chat.conversation.id, member.id);
      return {};
    },
    202,
  );

  route(
    "PATCH",
    `${participant}/attributes`,
    "patchConversationsChatParticipantAttributes",
    async ({ agent, params, body }) => {
      const chat = await ownChat(deps, agent, idOf(params));
      const member = participantOf(chat, params["participantId"] ?? "");
      if (member.role !== "CUSTOMER") throw invalid("participantId");
      const given = Object.entries(asObject(asObject(body)["attributes"]));
      const wrong = given
        .filter(([, value]) => typeof value !== "string")
        .map(([key]) => `attributes.${key}`);
      if (wrong.length > 0) throw invalid(...wrong);
      const changed = await chats.setAttributes(
        chat.conversation.id,
        Object.fromEntries(given) as Record<string, string>,
      );
      return { attributes: changed.conversation.attributes };
    },
  );

  route(
    "POST",
    `${participant}/replace`,
    "postConversationsChatParticipantReplace",
    async ({ agent, params, body, request }) => {
      const chat = await ownChat(deps, agent, idOf(params));
      const member = ownLeg(chat, agent, (leg) => leg.participantId === params["participantId"]);
      const { organization } = agent;
      const { userId, queueId, userName, address } = asObject(body);
      const user = organization.users.find(
        (one) => one.id === userId || (userName !== undefined && one.name === userName),
      );
      const queue = organization.queues.find(
        (one) => one.id === queueId || (address !== undefined && one.name === address),
      );
      const target =
        user !== undefined
          ? { userId: user.id }
          : queue !== undefined
            ? { queueId: queue.id }
            : null;
      if (target === null) throw new ApiError(404, "not.found", "Transfer target not found");
      if ("userId" in target && target.userId === agent.user.id) throw invalid("userId");
      await chats.transfer(
        chat.conversation.id,
        member.participantId,
        target,
        transferNote(request.headers["parlor-transfer-note"]),
      );
    },
    202,
  );

  route(
    "POST",
    `${communication}/messages`,
    "postConversationsChatCommunicationMessages",
    async ({ agent, params, body, request }) => {
      const chat = await ownChat(deps, agent, idOf(params));
      const member = ownLeg(chat, agent, (leg) => leg.id === params["communicationId"]);
      const { body: text, bodyType = "standard" } = asObject(body);
      if (typeof text !== "string" || text.length > MAX_BODY) throw invalid("body");
      if (bodyType !== "standard" && bodyType !== "notice") throw invalid("bodyType");
      const message = await chats.send(
        chat.conversation.id,
        member.id,
        text,
        bodyType,
        idempotencyKey(request.headers),
      );
      return agentMessageView(message, chat);
    },
  );

  route(
    "POST",
    `${communication}/typing`,
    "postConversationsChatCommunicationTyping",
    async ({ agent, params }) => {
      const chat = await ownChat(deps, agent, idOf(params));
      const member = ownLeg(chat, agent, (leg) => leg.id === params["communicationId"]);
      return typingView(
        chat.conversation.id,
        member.id,
        await chats.typing(chat.conversation.id, member.id),
      );
    },
  );

  route(
    "GET",
    `${one}/messages`,
    "getConversationsChatMessages",
    async ({ agent, params, query }) => {
      const chat = await readableChat(deps, agent, idOf(params));
      const wanted = messageQuery(query as Query);
      const { messages, hasMore } = await chats.messages(chat.conversation.id, wanted);
      const self = `${chatUri(chat.conversation.id)}/messages`;
      const last = messages.at(-1);
      return {
        pageSize: wanted.maxResults,
        entities: messages.map((message) => agentMessageView(message, chat)),
        ...(hasMore && last !== undefined && { next: nextUri(self, wanted, last.id) }),
        selfUri: self,
      };
    },
  );

  route(
    "GET",
    `${one}/messages/:messageId`,
    "getConversationsChatMessage",
    async ({ agent, params }) => {
      const chat = await readableChat(deps, agent, idOf(params));
      return agentMessageView(
        await chats.message(chat.conversation.id, params["messageId"] ?? ""),
        chat,
      );
    },
  );
}

function transferNote(header: string | string[] | undefined): string | null {
  if (typeof header !== "string" || header === "") return null;
  let note: string;
  try {
    note = decodeURIComponent(header);
  } catch {
    throw invalid("Parlor-Transfer-Note");
  }
  if (note.length > MAX_NOTE || !isKeepable(note)) throw invalid("Parlor-Transfer-Note");
  return note;
}
