import fp from "fastify-plugin";
import { userKeyOf, type AgentIdentity } from "../../../plugins/agent-token.ts";
import { bearerToken, setCaller } from "../../../plugins/auth.ts";
import { limitCalls } from "../../../plugins/call-limits.ts";
import { fillAbsentBody } from "../../../plugins/json-body.ts";
import { ApiError } from "../../../plugins/errors.ts";
import { conversationIdIn, noteIds } from "../../../plugins/request-log.ts";
import { checkText } from "../../../plugins/text.ts";
import type { AgentApiDeps } from "./agent-call.ts";
import { scopeOf } from "./machine-operations.ts";

/**
 * Lets agents call the routes of a scope, and machines those that their scopes name, within their
 * limits. That is decided before the body is read. A call makes its agent present.
 */
export const agentsOnly = fp<AgentApiDeps>(
  async (app, deps) => {
    app.addHook("onRequest", async (request) => {
      const agent = await deps.agentTokens.agent(bearerToken(request), deps.clock.now());
      const ids = { organizationId: agent.organization.id, userId: agent.user.id };
      noteIds(request, { ...ids, ...conversationIdIn(request.params) });
      setCaller(request, "agent", agent);
      checkScope(agent, request.routeOptions.config.operationId ?? "");
    });
    limitCalls(app, (request) =>
      deps.limits.agent(request, request.agent.user.id, request.agent.organization),
    );
    app.addHook("preValidation", fillAbsentBody);
    app.addHook("preValidation", checkText);
    app.addHook("preValidation", async ({ agent }) => {
      if (agent.scopes === undefined) deps.agents.seen(userKeyOf(agent));
    });
  },
  { name: "agents-only", dependencies: ["auth"] },
);

/** @throws ApiError 403 `not.authorized` for a machine without the operation's scope */
function checkScope({ scopes }: AgentIdentity, operationId: string): void {
  if (scopes === undefined) return;
  const scope = scopeOf(operationId);
  if (scope === null || !scopes.includes(scope))
    throw new ApiError("not.authorized", "This client has no scope for the operation.");
}
