import { ApiError } from "../../../../plugins/errors.ts";
import type { Member } from "../../../../domain/model.ts";
import { messageQuery, nextUri } from "../../guest/paging.ts";
import { typingView } from "../../guest/views.ts";
import { idempotencyKey, isKeepable } from "../../../../plugins/text.ts";
import {
  alertingSecondsOf,
  asObject,
  chatsBase,
  invalid,
  participantOf,
  readChat,
  type AgentApiDeps,
  type AgentRoute,
} from "../agent-call.ts";
import { userKeyOf } from "../agent-token.ts";
import { readAttributes, readTarget } from "../chat-inputs.ts";
import { booleanField, objectField, readQuery, textField } from "../inputs.ts";
import { agentMessageView, chatUri, genericView, mediaView } from "../media-view.ts";
import {
  actsAs,
  asRead,
  checkAct,
  checkOffer,
  checkOwnLeg,
  checkWrapUp,
  covers,
  ownReadingOf,
} from "../rights.ts";
import { applyWrapup } from "./wrapup.ts";

const MAX_BODY = 4_000;
const MAX_NOTE = 1_000;
const MAX_WORD = 40;
const historyParameters = ["after", "before", "sortOrder", "maxResults"];

/** The vendor's chat operations (genesys-agent-chat §2). */
export function addChatRoutes(route: AgentRoute, deps: AgentApiDeps): void {
  const { chats } = deps;
  const one = `${chatsBase}/:conversationId`;
  const participant = `${one}/participants/:participantId`;
  const communication = `${one}/communications/:communicationId`;
  const idOf = (params: Readonly<Record<string, string>>): string => params["conversationId"] ?? "";

  route("GET", chatsBase, "getConversationsChats", async ({ agent }) => {
    const mine = await chats.ofAgent(userKeyOf(agent));
    return {
      entities: mine.flatMap((chat) => {
        const reading = ownReadingOf(chat, agent);
        if (reading.kind === "nothing") return [];
        return mediaView(asRead(chat, reading), alertingSecondsOf(deps, chat));
      }),
      pageSize: mine.length,
      pageNumber: 1,
      total: mine.length,
      pageCount: 1,
      selfUri: chatsBase,
    };
  });

  route("GET", one, "getConversationsChat", async ({ agent, params }) => {
    const { chat } = await readChat(deps, agent, idOf(params));
    return mediaView(chat, alertingSecondsOf(deps, chat));
  });

  route(
    "GET",
    "/api/v2/conversations/:conversationId",
    "getConversation",
    async ({ agent, params }) => genericView((await readChat(deps, agent, idOf(params))).chat),
  );

  route("PATCH", one, "patchConversationsChat", async ({ agent, params, body }) => {
    const chat = await chats.get(idOf(params));
    checkAct(chat, agent);
    if (asObject(body)["state"] !== "disconnected") throw invalid("state");
    await chats.endForAll(chat.conversation.id, "agent", actsAs(agent));
    const ended = await chats.get(chat.conversation.id);
    return mediaView(ended, alertingSecondsOf(deps, ended));
  });

  route(
    "POST",
    "/api/v2/conversations/:conversationId/disconnect",
    "postConversationDisconnect",
    async ({ agent, params }) => {
      const chat = await chats.get(idOf(params));
      checkAct(chat, agent);
      await chats.endForAll(chat.conversation.id, "system", actsAs(agent));
      return chatUri(chat.conversation.id);
    },
  );

  route(
    "PATCH",
    participant,
    "patchConversationsChatParticipant",
    async ({ agent, params, body }) => {
      const chat = await chats.get(idOf(params));
      const { id } = chat.conversation;
      const participantId = params["participantId"] ?? "";
      const byId = (leg: Member): boolean => leg.participantId === participantId;
      const input = asObject(body);
      const state = textField(input, "state", MAX_WORD);
      const isHold = booleanField(input, "held") !== null;
      const isSkipped = booleanField(input, "wrapupSkipped") === true;
      const hasWrapup = isSkipped || (input["wrapup"] !== undefined && input["wrapup"] !== null);
      const wrapup = isSkipped ? "skipped" : objectField(input, "wrapup");
      if (state !== null && state !== "connected" && state !== "disconnected")
        throw invalid("state");
      const leg =
        state === "connected"
          ? checkOffer(chat, agent, participantId)
          : checkOwnLeg(chat, agent, byId);
      if (hasWrapup) {
        checkWrapUp(chat, agent, byId);
        await applyWrapup(deps, agent, id, leg, wrapup);
      }
      if (state === "connected") await chats.accept(id, participantId);
      else if (state === "disconnected") await chats.leave(id, leg.id);
      else if (isHold) await chats.announce(id, leg.id);
    },
    202,
  );

  route(
    "PATCH",
    `${participant}/communications/:communicationId`,
    "patchConversationsChatParticipantCommunication",
    async ({ agent, params, body }) => {
      const chat = await chats.get(idOf(params));
      const { participantId, communicationId } = params;
      const leg = checkOwnLeg(
        chat,
        agent,
        (one) => one.id === communicationId && one.participantId === participantId,
      );
      if (asObject(body)["state"] !== "disconnected") throw invalid("state");
      await chats.leave(chat.conversation.id, leg.id);
      return {};
    },
    202,
  );

  route(
    "PATCH",
    `${participant}/attributes`,
    "patchConversationsChatParticipantAttributes",
    async ({ agent, params, body }) => {
      const chat = await chats.get(idOf(params));
      checkAct(chat, agent);
      const member = participantOf(chat, params["participantId"] ?? "");
      if (member.role !== "guest") throw invalid("participantId");
      const changed = await chats.setAttributes(
        chat.conversation.id,
        readAttributes(body),
        actsAs(agent),
      );
      return { attributes: changed.conversation.attributes };
    },
  );

  route(
    "POST",
    `${participant}/replace`,
    "postConversationsChatParticipantReplace",
    async ({ agent, params, body, request }) => {
      const chat = await chats.get(idOf(params));
      const member = checkOwnLeg(
        chat,
        agent,
        (leg) => leg.participantId === params["participantId"],
      );
      const target = readTarget(body, agent.organization);
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
      const chat = await chats.get(idOf(params));
      const member = checkOwnLeg(chat, agent, (leg) => leg.id === params["communicationId"]);
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
      const chat = await chats.get(idOf(params));
      const member = checkOwnLeg(chat, agent, (leg) => leg.id === params["communicationId"]);
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
      const { chat, reading } = await readChat(deps, agent, idOf(params));
      const wanted = messageQuery(readQuery(query, historyParameters));
      const { messages, hasMore } = await chats.messages(chat.conversation.id, {
        ...wanted,
        ...(reading.kind === "until" && { untilAt: reading.at }),
      });
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
      const { chat, reading } = await readChat(deps, agent, idOf(params));
      const message = await chats.message(chat.conversation.id, params["messageId"] ?? "");
      if (!covers(reading, message.at))
        throw new ApiError("chat.error.not.found", "Message not found");
      return agentMessageView(message, chat);
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
