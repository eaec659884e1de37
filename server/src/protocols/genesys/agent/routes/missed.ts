import { userKeyOf } from "../../../../plugins/agent-token.ts";
import { operation, type ContractPlugin } from "../../operation.ts";
import type { AgentApiDeps } from "../agent-call.ts";
import { closesMissedAs, takesMissedAs } from "../check-rights.ts";
import { readWrapup } from "../wrapup-input.ts";

/** Missed conversations: an agent takes one, answers it in another way, and closes it. */
export const missedRoutes: ContractPlugin<AgentApiDeps> = async (app, deps) => {
  const { chats, clock } = deps;
  const one = "/api/v2/parlor/chats/missed/:conversationId";

  app.post(
    `${one}/take`,
    operation("postParlorChatsMissedTake"),
    async ({ agent, params, body }, reply) => {
      const permit = takesMissedAs(agent);
      permit(await chats.get(params.conversationId));
      await chats.takeMissed(params.conversationId, agent.user, {
        from: body.from ?? null,
        permit,
      });
      // The agent has its text from now on.
      await deps.auditReading(userKeyOf(agent), params.conversationId);
      return reply.code(204).send();
    },
  );

  app.post(
    `${one}/wrapup`,
    operation("postParlorChatsMissedWrapup"),
    async ({ agent, params, body }, reply) => {
      const permit = closesMissedAs(agent);
      permit(await chats.get(params.conversationId));
      const { code = null, notes = null, readUntil = null } = body;
      const wrapup = readWrapup({ code, notes }, agent, clock.now());
      await chats.closeMissed(params.conversationId, wrapup, { readUntil, permit });
      return reply.code(204).send();
    },
  );
};
