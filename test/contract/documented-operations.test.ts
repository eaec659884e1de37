import { expect, test } from "vitest";
import { schemas } from "parlor-contract/schemas";
import { agentRoutes } from "../../server/src/testing/agent-routes.ts";

test("each operation of the agents' side is described in an OpenAPI document", async () => {
  const operations = await agentRoutes();
  expect([...operations.keys()].filter((id) => !Object.hasOwn(schemas, id))).toEqual([]);
});
