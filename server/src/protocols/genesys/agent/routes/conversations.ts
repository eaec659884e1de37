import { userKeyOf } from "../../../../plugins/agent-token.ts";
import { listPage } from "../../guest/paging.ts";
import { operation, type ContractPlugin } from "../../operation.ts";
import { chatToChange, readChat, type AgentApiDeps } from "../agent-call.ts";
import { actsAs } from "../check-rights.ts";
import { genericBase } from "../families.ts";
import { chatUri, genericView } from "../media-view.ts";
import { asRead, ownReadingOf } from "../rights.ts";

/** The types that a conversation has. It is one and the same, whichever a client knows. */
const TYPES: ReadonlySet<string> = new Set(["chat", "message"]);

/** Whole conversations without their media: the agent's own, one, and its end. */
export const conversationRoutes: ContractPlugin<AgentApiDeps> = async (app, deps) => {
  const { chats } = deps;
  const one = `${genericBase}/:conversationId`;

  app.get(genericBase, operation("getConversations"), async ({ agent, query }) => {
    const { communicationType = "" } = query;
    const hasAny = communicationType === "" || TYPES.has(communicationType.toLowerCase());
    const mine = hasAny ? await chats.ofAgent(userKeyOf(agent)) : [];
    const views = mine.flatMap((chat) => {
      const reading = ownReadingOf(chat, agent);
      return reading.kind === "nothing" ? [] : [genericView(asRead(chat, reading))];
    });
    const kept = communicationType === "" ? {} : { communicationType };
    return listPage(views, query, genericBase, kept);
  });

  app.get(one, operation("getConversation"), async ({ agent, params }) =>
    genericView((await readChat(deps, agent, params.conversationId)).chat),
  );

  app.post(
    `${one}/disconnect`,
    operation("postConversationDisconnect"),
    async ({ agent, params }, reply) => {
      const chat = await chatToChange(
        deps,
        agent,
        params.conversationId,
        "postConversationDisconnect",
      );
      await chats.endForAll(chat.conversation.id, "system", actsAs(agent));
      // A bare string is JSON too, which Fastify would send as text.
      return reply.type("application/json").send(JSON.stringify(chatUri(chat.conversation.id)));
    },
  );
};
