import type { BodyOf } from "parlor-contract/operation-schema";
import type { ConversationRecord, Member } from "../../../../domain/model.ts";
import type { AgentIdentity } from "../../../../plugins/agent-token.ts";
import { invalidFields } from "../../../../plugins/text.ts";
import { operation, type ContractPlugin } from "../../operation.ts";
import { refuseWithin } from "../../schema-errors.ts";
import { chatToChange, participantOf, type AgentApiDeps } from "../agent-call.ts";
import { participantOperations } from "../families.ts";
import { actsAs, checkOffer, checkOwnLeg, checkWrapUp } from "../check-rights.ts";
import { applyWrapup } from "../wrapup-input.ts";

/**
 * The participants of a conversation (genesys-agent-chat §2): offers, leaving, data. Each operation
 * is the same in every family.
 */
export const participantRoutes: ContractPlugin<AgentApiDeps> = async (app, deps) => {
  const { chats } = deps;
  const { change, leave, attributes } = participantOperations;

  for (const [path, id] of change)
    app.patch(
      path,
      { ...operation(id), schemaErrorFormatter: refuseWithin("wrapup") },
      async ({ agent, params, body }, reply) => {
        const chat = await chats.get(params.conversationId);
        await changeLeg(deps, agent, chat, params.participantId, body);
        return reply.code(202).send();
      },
    );

  for (const [path, id] of leave)
    app.patch(path, operation(id), async ({ agent, params }, reply) => {
      // `disconnected` is the only state that the schema takes.
      const chat = await chats.get(params.conversationId);
      const leg = checkOwnLeg(
        chat,
        agent,
        (member) =>
          member.id === params.communicationId && member.participantId === params.participantId,
      );
      await chats.leave(chat.conversation.id, leg.id);
      return reply.code(202).send({});
    });

  for (const [path, id] of attributes)
    app.patch(path, operation(id), async ({ agent, params, body }) => {
      const chat = await chatToChange(deps, agent, params.conversationId, id);
      const member = participantOf(chat, params.participantId);
      if (member.role !== "guest") throw invalidFields(["participantId"]);
      const changed = await chats.setAttributes(
        chat.conversation.id,
        body.attributes ?? {},
        actsAs(agent),
      );
      return { attributes: changed.conversation.attributes };
    });
};

type ParticipantWish = BodyOf<"patchConversationsChatParticipant">;

/**
 * Accepts, leaves, holds and wraps up one leg of the agent.
 * @throws ApiError 400 `invalid.value` for a body that asks for nothing
 */
async function changeLeg(
  deps: AgentApiDeps,
  agent: AgentIdentity,
  chat: ConversationRecord,
  participantId: string,
  { state = null, held = null, wrapup = null, wrapupSkipped = null }: ParticipantWish,
): Promise<void> {
  const { chats } = deps;
  const { id } = chat.conversation;
  const byId = (member: Member): boolean => member.participantId === participantId;
  const leg =
    state === "connected" ? checkOffer(chat, agent, participantId) : checkOwnLeg(chat, agent, byId);
  const isSkipped = wrapupSkipped === true;
  if (state === null && held === null && wrapup === null && !isSkipped)
    throw invalidFields(["state"], "The body asks for no change.");
  if (wrapup !== null || isSkipped) {
    checkWrapUp(chat, agent, byId);
    await applyWrapup(deps, agent, id, leg, isSkipped || wrapup === null ? "skipped" : wrapup);
  }
  if (state === "connected") await chats.accept(id, participantId);
  else if (state === "disconnected") await chats.leave(id, leg.id);
  else if (held !== null) await chats.hold(id, leg.id, held);
}
