import type { Member } from "../../../../domain/model.ts";
import { ApiError } from "../../../../plugins/errors.ts";
import { operation, type ContractPlugin } from "../../operation.ts";
import { chatsBase, participantOf, readChat, type AgentApiDeps } from "../agent-call.ts";
import { wrapupView } from "../media-view.ts";
import { checkTookPart, checkWrapUp } from "../check-rights.ts";
import { applyWrapup } from "../wrapup-input.ts";

/** Wrap-up: per participant, and per communication. */
export const wrapupRoutes: ContractPlugin<AgentApiDeps> = async (app, deps) => {
  const participant = `${chatsBase}/:conversationId/participants/:participantId`;
  const communication = `${participant}/communications/:communicationId`;

  app.get(
    `${participant}/wrapup`,
    operation("getConversationsChatParticipantWrapup"),
    async ({ agent, params }) => {
      const { chat } = await readChat(deps, agent, params.conversationId);
      return savedWrapup(participantOf(chat, params.participantId));
    },
  );

  app.get(
    `${communication}/wrapup`,
    operation("getConversationsChatParticipantCommunicationWrapup"),
    async ({ agent, params }) => {
      const { chat } = await readChat(deps, agent, params.conversationId);
      const member = participantOf(chat, params.participantId);
      if (params.communicationId !== member.id)
        throw new ApiError("not.found", "Communication not found");
      return savedWrapup(member);
    },
  );

  app.get(
    `${participant}/wrapupcodes`,
    operation("getConversationsChatParticipantWrapupcodes"),
    async ({ agent, params }) => {
      checkTookPart(await deps.chats.get(params.conversationId), agent);
      return agent.organization.wrapupCodes.map(({ id, name }) => ({
        id,
        name,
        selfUri: `/api/v2/routing/wrapupcodes/${id}`,
      }));
    },
  );

  app.post(
    `${communication}/wrapup`,
    operation("postConversationsChatParticipantCommunicationWrapup"),
    async ({ agent, params, body }) => {
      const chat = await deps.chats.get(params.conversationId);
      const member = checkWrapUp(
        chat,
        agent,
        ({ id, participantId }) =>
          id === params.communicationId && participantId === params.participantId,
      );
      return savedWrapup(await applyWrapup(deps, agent, chat.conversation.id, member, body));
    },
  );
};

/** @throws ApiError 404 `not.found` */
function savedWrapup({ wrapup }: Member): ReturnType<typeof wrapupView> {
  if (wrapup === null) throw new ApiError("not.found", "There is no wrap-up yet.");
  return wrapupView(wrapup);
}
