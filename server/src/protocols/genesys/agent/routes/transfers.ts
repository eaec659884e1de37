import type { FastifyRequest } from "fastify";
import type { AgentIdentity } from "../../../../plugins/agent-token.ts";
import { invalidFields, isKeepable } from "../../../../plugins/text.ts";
import { operation, type ContractPlugin } from "../../operation.ts";
import type { AgentApiDeps } from "../agent-call.ts";
import { checkOwnLeg } from "../check-rights.ts";
import { genericBase, participantOperations } from "../families.ts";
import { findTarget, type TransferWish } from "../transfer-target.ts";

const MAX_NOTE = 1_000;

/** Transfers to a queue or to an agent (genesys-agent-chat §2), the same in every family. */
export const transferRoutes: ContractPlugin<AgentApiDeps> = async (app, deps) => {
  const { chats } = deps;
  const generic = `${genericBase}/:conversationId/participants/:participantId/replace`;

  async function transfer(
    agent: AgentIdentity,
    leg: { readonly conversationId: string; readonly participantId: string },
    wish: TransferWish,
    headers: FastifyRequest["headers"],
  ): Promise<void> {
    const chat = await chats.get(leg.conversationId);
    const member = checkOwnLeg(chat, agent, (one) => one.participantId === leg.participantId);
    const target = findTarget(wish, agent.organization);
    if ("userId" in target && target.userId === agent.user.id) throw invalidFields(["userId"]);
    const note = transferNote(headers["parlor-transfer-note"]);
    const isAttended = wish.transferType === "Attended";
    await chats.transfer(chat.conversation.id, member.participantId, target, note, isAttended);
  }

  for (const [path, id] of participantOperations.replace)
    app.post(path, operation(id), async ({ agent, params, body, headers }, reply) => {
      await transfer(agent, params, body, headers);
      return reply.code(202).send();
    });

  app.post(
    `${generic}/agent`,
    operation("postConversationParticipantReplaceAgent"),
    async ({ agent, params, body, headers }, reply) => {
      const { userId, userName, userDisplayName, transferType } = body;
      const wish = { userId, userName: userName ?? userDisplayName, transferType };
      await transfer(agent, params, wish, headers);
      return reply.code(202).send();
    },
  );

  app.post(
    `${generic}/queue`,
    operation("postConversationParticipantReplaceQueue"),
    async ({ agent, params, body, headers }, reply) => {
      const { queueId, queueName, transferType } = body;
      await transfer(agent, params, { queueId, address: queueName, transferType }, headers);
      return reply.code(202).send();
    },
  );
};

function transferNote(header: string | string[] | undefined): string | null {
  if (typeof header !== "string" || header === "") return null;
  let note: string;
  try {
    note = decodeURIComponent(header);
  } catch {
    throw invalidFields(["Parlor-Transfer-Note"]);
  }
  if (note.length > MAX_NOTE || !isKeepable(note)) throw invalidFields(["Parlor-Transfer-Note"]);
  return note;
}
