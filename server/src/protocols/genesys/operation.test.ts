import type { RouteHandlerMethod } from "fastify";
import type { ReplyOf } from "parlor-contract/operation-schema";
import { expectTypeOf, test } from "vitest";
import { operation, type ContractPlugin } from "./operation.ts";

test("a handler replies with the shape that the contract has for its operation", () => {
  const replies: ReplyOf<"getParlorReplies"> = { entities: [] };
  const plugin: ContractPlugin<{ readonly handler: RouteHandlerMethod }> = async (app) => {
    app.get("/right", operation("getParlorReplies"), async () => replies);
    // @ts-expect-error -- the list has another name in the contract
    app.get("/wrong", operation("getParlorReplies"), async () => ({ replies: [] }));
    // @ts-expect-error -- the reply has no body
    app.delete("/none", operation("deleteParlorChatMediarequest"), async () => replies);
  };
  expectTypeOf(plugin).toBeFunction();
});
