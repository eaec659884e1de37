import type { Member } from "../../../../domain/model.ts";
import { invalidFields, isKeepable } from "../../../../plugins/text.ts";
import { operation, type ContractPlugin } from "../../operation.ts";
import { refuseWithin } from "../../schema-errors.ts";
import { chatsBase, participantOf, type AgentApiDeps } from "../agent-call.ts";
import { findTarget } from "../transfer-target.ts";
import { actsAs, checkAct, checkOffer, checkOwnLeg, checkWrapUp } from "../check-rights.ts";
import { applyWrapup } from "../wrapup-input.ts";

const MAX_NOTE = 1_000;

/** The participants of a conversation (genesys-agent-chat §2): offers, leaving, transfer, data. */
export const participantRoutes: ContractPlugin<AgentApiDeps> = async (app, deps) => {
  const { chats } = deps;
  const one = `${chatsBase}/:conversationId/participants/:participantId`;

  app.patch(
    one,
    {
      ...operation("patchConversationsChatParticipant"),
      schemaErrorFormatter: refuseWithin("wrapup"),
    },
    async ({ agent, params, body }, reply) => {
      const chat = await chats.get(params.conversationId);
      const { id } = chat.conversation;
      const { state } = body;
      const byId = (leg: Member): boolean => leg.participantId === params.participantId;
      const leg =
        state === "connected"
          ? checkOffer(chat, agent, params.participantId)
          : checkOwnLeg(chat, agent, byId);
      const wrapup = body.wrapupSkipped === true ? "skipped" : body.wrapup;
      if (wrapup) {
        checkWrapUp(chat, agent, byId);
        await applyWrapup(deps, agent, id, leg, wrapup);
      }
      if (state === "connected") await chats.accept(id, params.participantId);
      else if (state === "disconnected") await chats.leave(id, leg.id);
      else if (typeof body.held === "boolean") await chats.announce(id, leg.id);
      return reply.code(202).send();
    },
  );

  app.patch(
    `${one}/communications/:communicationId`,
    operation("patchConversationsChatParticipantCommunication"),
    async ({ agent, params }, reply) => {
      // `disconnected` is the only state that the schema takes.
      const chat = await chats.get(params.conversationId);
      const leg = checkOwnLeg(
        chat,
        agent,
        ({ id, participantId }) =>
          id === params.communicationId && participantId === params.participantId,
      );
      await chats.leave(chat.conversation.id, leg.id);
      return reply.code(202).send({});
    },
  );

  app.patch(
    `${one}/attributes`,
    operation("patchConversationsChatParticipantAttributes"),
    async ({ agent, params, body }) => {
      const chat = await chats.get(params.conversationId);
      checkAct(chat, agent);
      const member = participantOf(chat, params.participantId);
      if (member.role !== "guest") throw invalidFields(["participantId"]);
      const { id } = chat.conversation;
      const changed = await chats.setAttributes(id, body.attributes ?? {}, actsAs(agent));
      return { attributes: changed.conversation.attributes };
    },
  );

  app.post(
    `${one}/replace`,
    operation("postConversationsChatParticipantReplace"),
    async ({ agent, params, body, headers }, reply) => {
      const chat = await chats.get(params.conversationId);
      const member = checkOwnLeg(chat, agent, (leg) => leg.participantId === params.participantId);
      const target = findTarget(body, agent.organization);
      if ("userId" in target && target.userId === agent.user.id) throw invalidFields(["userId"]);
      const note = transferNote(headers["parlor-transfer-note"]);
      await chats.transfer(chat.conversation.id, member.participantId, target, note);
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
