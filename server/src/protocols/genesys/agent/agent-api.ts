import type { FastifyInstance, FastifyPluginAsync } from "fastify";
import { conversationIdIn, noteIds } from "../../../plugins/request-log.ts";
import { admitText } from "../../../plugins/text.ts";
import type { AgentApiDeps, AgentRoute } from "./agent-call.ts";
import { identifyAgent, userKeyOf } from "./agent-token.ts";
import { queryReader } from "./inputs.ts";
import { addChatRoutes } from "./routes/chats.ts";
import { addNotificationRoutes } from "./routes/notifications.ts";
import { addOAuthRoute } from "./routes/oauth.ts";
import { addParlorRoutes } from "./routes/parlor.ts";
import { addSignedDataRoute } from "./routes/signed-data.ts";
import { addUserRoutes } from "./routes/users.ts";
import { addWrapupRoutes } from "./routes/wrapup.ts";

/** The vendor's chat operations for agents, and Parlor's extensions for its desk. */
export function agentApi(deps: AgentApiDeps): FastifyPluginAsync {
  return async (app: FastifyInstance) => {
    const route: AgentRoute = (method, path, operationId, handle, status = 200) => {
      app.route({
        method,
        url: path,
        config: { operationId },
        handler: async (request, reply) => {
          const agent = await identifyAgent(request.headers.authorization, deps, deps.clock.now());
          const ids = { organizationId: agent.organization.id, userId: agent.user.id };
          noteIds(request, { ...ids, ...conversationIdIn(request.params) });
          deps.limits.agent(request, agent.user.id, agent.organization);
          admitText(request);
          await deps.agents.seen(userKeyOf(agent));
          const result = await handle({
            agent,
            params: request.params as Record<string, string>,
            query: queryReader(request.query),
            body: request.body,
            request,
          });
          reply.code(result === undefined && status === 200 ? 204 : status);
          if (result === undefined) return reply.send();
          // A bare string is JSON too.
          reply.type("application/json");
          return reply.send(JSON.stringify(result));
        },
      });
    };
    addOAuthRoute(app, deps);
    addSignedDataRoute(app, deps);
    addUserRoutes(route, deps);
    addChatRoutes(route, deps);
    addWrapupRoutes(route, deps);
    addNotificationRoutes(route, deps);
    addParlorRoutes(route, deps);
  };
}
