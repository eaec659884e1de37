import type { Member } from "../../../../domain/model.ts";
import { ApiError } from "../../../../plugins/errors.ts";
import { operation, type ContractPlugin } from "../../operation.ts";
import { participantOf, readChat, type AgentApiDeps } from "../agent-call.ts";
import { participantOperations } from "../families.ts";
import { wrapupView } from "../participant-view.ts";
import { checkTookPart, checkWrapUp } from "../check-rights.ts";
import { applyWrapup } from "../wrapup-input.ts";

/** Wrap-up: per participant, and per communication; the same in every family. */
export const wrapupRoutes: ContractPlugin<AgentApiDeps> = async (app, deps) => {
  const { wrapup, wrapupcodes, communicationWrapup, applyWrapup: apply } = participantOperations;

  for (const [path, id] of wrapup)
    app.get(path, operation(id), async ({ agent, params, query }) => {
      const { chat } = await readChat(deps, agent, params.conversationId);
      return savedWrapup(participantOf(chat, params.participantId), query);
    });

  for (const [path, id] of communicationWrapup)
    app.get(path, operation(id), async ({ agent, params, query }) => {
      const { chat } = await readChat(deps, agent, params.conversationId);
      const member = participantOf(chat, params.participantId);
      if (params.communicationId !== member.id)
        throw new ApiError("not.found", "Communication not found");
      return savedWrapup(member, query);
    });

  for (const [path, id] of wrapupcodes)
    app.get(path, operation(id), async ({ agent, params }) => {
      const chat = await deps.chats.get(params.conversationId);
      checkTookPart(chat, agent);
      participantOf(chat, params.participantId);
      return agent.organization.wrapupCodes.map((code) => ({
        id: code.id,
        name: code.name,
        selfUri: `/api/v2/routing/wrapupcodes/${code.id}`,
      }));
    });

  for (const [path, id] of apply)
    app.post(path, operation(id), async ({ agent, params, body }) => {
      const chat = await deps.chats.get(params.conversationId);
      const member = checkWrapUp(
        chat,
        agent,
        (leg) => leg.id === params.communicationId && leg.participantId === params.participantId,
      );
      return wrapupView(
        wrapupOf(await applyWrapup(deps, agent, chat.conversation.id, member, body)),
      );
    });
};

/** @throws ApiError 404 `not.found` */
function wrapupOf({ wrapup }: Member): NonNullable<Member["wrapup"]> {
  if (wrapup === null) throw new ApiError("not.found", "There is no wrap-up yet.");
  return wrapup;
}

/**
 * The wrap-up of a leg; a draft only when the query asks for one.
 * @throws ApiError 404 `not.found`
 */
function savedWrapup(
  member: Member,
  { provisional }: { readonly provisional?: string },
): ReturnType<typeof wrapupView> {
  const wrapup = wrapupOf(member);
  if (wrapup.isProvisional && provisional !== "true")
    throw new ApiError("not.found", "There is only a provisional wrap-up yet.");
  return wrapupView(wrapup);
}
