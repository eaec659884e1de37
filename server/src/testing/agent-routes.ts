import Fastify from "fastify";
import { auth } from "../plugins/auth.ts";
import { agentApi } from "../protocols/genesys/agent/agent-api.ts";
import type { AgentApiDeps } from "../protocols/genesys/agent/agent-call.ts";

/** The addresses of the agent side, by operation, as they are registered. */
export async function agentRoutes(): Promise<ReadonlyMap<string, string>> {
  const app = Fastify();
  const found = new Map<string, string>();
  app.addHook("onRoute", ({ url, config }) => {
    found.set(config?.operationId ?? url, url);
  });
  await app.register(auth);
  // Registering calls nothing.
  await app.register(agentApi({} as AgentApiDeps));
  await app.close();
  return found;
}
