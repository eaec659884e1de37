import type { IncomingMessage } from "node:http";
import { userKeyOf, type AgentIdentity } from "../../../../plugins/agent-token.ts";
import { ApiError } from "../../../../plugins/errors.ts";
import { invalidFields } from "../../../../plugins/text.ts";
import type { ConversationRecord } from "../../../../domain/model.ts";
import { listPage } from "../../guest/paging.ts";
import { operation, type ContractPlugin } from "../../operation.ts";
import { refuseBySchema } from "../../schema-errors.ts";
import { alertingSecondsOf, chatToChange, readChat, type AgentApiDeps } from "../agent-call.ts";
import { agentLinks } from "../agent-links.ts";
import { actsAs, checkHome, notAuthorized } from "../check-rights.ts";
import { messagesBase } from "../families.ts";
import { genericView } from "../media-view.ts";
import { messageData, type MessageDataOptions } from "../message-data.ts";
import { knownHeads, messageConversation } from "../message-view.ts";
import { asRead, covers, ownReadingOf, type Reading } from "../rights.ts";

const MAX_IDS = 1_000;

/** Whole conversations in the messages family: reading them and their messages, and ending them. */
export const messageRoutes: ContractPlugin<AgentApiDeps> = async (app, deps) => {
  const { chats } = deps;
  const one = `${messagesBase}/:conversationId`;

  const viewOf = async (
    chat: ConversationRecord,
    reading: Reading,
  ): Promise<ReturnType<typeof messageConversation>> => {
    const heads = await chats.messageHeads(chat.conversation.id);
    return messageConversation(chat, alertingSecondsOf(deps, chat), knownHeads(heads, reading));
  };

  app.get(messagesBase, operation("getConversationsMessages"), async ({ agent, query }) => {
    const mine = (await chats.ofAgent(userKeyOf(agent))).flatMap((chat) => {
      const reading = ownReadingOf(chat, agent);
      return reading.kind === "nothing" ? [] : [{ chat: asRead(chat, reading), reading }];
    });
    const page = listPage(mine, query, messagesBase);
    // An offer tells no messages, so that nothing is read along.
    const views = page.entities.map(async ({ chat, reading }) =>
      reading.kind === "waiting"
        ? messageConversation(chat, alertingSecondsOf(deps, chat), [])
        : viewOf(chat, reading),
    );
    return { ...page, entities: await Promise.all(views) };
  });

  app.get(one, operation("getConversationsMessage"), async ({ agent, params }) => {
    const { chat, reading } = await readChat(deps, agent, params.conversationId);
    return viewOf(chat, reading);
  });

  app.patch(one, operation("patchConversationsMessage"), async ({ agent, params }) => {
    // `disconnected` is the only state that the schema takes.
    const chat = await chatToChange(
      deps,
      agent,
      params.conversationId,
      "patchConversationsMessage",
    );
    await chats.endForAll(chat.conversation.id, "agent", actsAs(agent));
    return genericView(await chats.get(chat.conversation.id));
  });

  app.post(
    `${one}/participants/:participantId/monitor`,
    operation("postConversationsMessageParticipantMonitor"),
    async ({ agent, params }) => {
      checkHome(await chats.get(params.conversationId), agent);
      // No user has the role of a supervisor.
      throw notAuthorized();
    },
  );

  await app.register(messageLookups, deps);
};

/** Single messages, looked up by their ids. */
const messageLookups: ContractPlugin<AgentApiDeps> = async (app, deps) => {
  const { chats } = deps;
  const one = `${messagesBase}/:conversationId`;

  const optionsOf = (
    chat: ConversationRecord,
    request: IncomingMessage,
    { useNormalizedMessage }: { readonly useNormalizedMessage?: string },
  ): MessageDataOptions => ({
    links: agentLinks(deps, chat, request),
    isNormalized: useNormalizedMessage !== "false",
  });

  async function dataOf(
    agent: AgentIdentity,
    { conversationId, messageId }: { readonly conversationId: string; readonly messageId: string },
    request: IncomingMessage,
    query: { readonly useNormalizedMessage?: string },
  ): Promise<ReturnType<typeof messageData>> {
    const { chat, reading } = await readChat(deps, agent, conversationId);
    const message = await chats.message(chat.conversation.id, messageId);
    if (!covers(reading, message.at))
      throw new ApiError("chat.error.not.found", "Message not found");
    return messageData(message, chat, optionsOf(chat, request, query));
  }

  app.get(
    `${one}/messages/:messageId`,
    operation("getConversationsMessageMessage"),
    ({ agent, params, query, raw }) => dataOf(agent, params, raw, query),
  );

  app.get(
    `${messagesBase}/:messageId/details`,
    operation("getConversationsMessageDetails"),
    async ({ agent, params: { messageId }, query, raw }) => {
      const conversationId = await chats.conversationOf(messageId);
      return dataOf(agent, { conversationId, messageId }, raw, query);
    },
  );

  app.post(
    `${one}/messages/bulk`,
    {
      ...operation("postConversationsMessageMessagesBulk"),
      schemaErrorFormatter: (errors, part) => refuseBySchema(errors, part, ([index = ""]) => index),
    },
    async ({ agent, params, query, body, raw }) => {
      if (body.length > MAX_IDS)
        throw invalidFields(["body"], `At most ${MAX_IDS} messages at once.`);
      const { chat, reading } = await readChat(deps, agent, params.conversationId);
      const messages = await chats.messagesById(chat.conversation.id, body);
      const options = optionsOf(chat, raw, query);
      return {
        entities: messages
          .filter(({ at }) => covers(reading, at))
          .map((message) => messageData(message, chat, options)),
      };
    },
  );
};
