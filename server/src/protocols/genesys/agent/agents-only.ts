import fp from "fastify-plugin";
import { userKeyOf } from "../../../plugins/agent-token.ts";
import { bearerToken, setCaller } from "../../../plugins/auth.ts";
import { limitCalls } from "../../../plugins/call-limits.ts";
import { fillAbsentBody } from "../../../plugins/json-body.ts";
import { conversationIdIn, noteIds } from "../../../plugins/request-log.ts";
import { checkText } from "../../../plugins/text.ts";
import type { AgentApiDeps } from "./agent-call.ts";

/**
 * Lets only agents call the routes of a scope, within their limits. That is decided before the body
 * is read. A call makes its agent present.
 */
export const agentsOnly = fp<AgentApiDeps>(
  async (app, deps) => {
    app.addHook("onRequest", async (request) => {
      const agent = await deps.agentTokens.agent(bearerToken(request), deps.clock.now());
      const ids = { organizationId: agent.organization.id, userId: agent.user.id };
      noteIds(request, { ...ids, ...conversationIdIn(request.params) });
      setCaller(request, "agent", agent);
    });
    limitCalls(app, (request) =>
      deps.limits.agent(request, request.agent.user.id, request.agent.organization),
    );
    app.addHook("preValidation", fillAbsentBody);
    app.addHook("preValidation", checkText);
    app.addHook("preValidation", async ({ agent }) => {
      deps.agents.seen(userKeyOf(agent));
    });
  },
  { name: "agents-only", dependencies: ["auth"] },
);
