import { expect, test } from "vitest";
import { memoryStorage } from "../../../src/transport/ports/storage.ts";
import { AgentClient } from "./agent-client.ts";
import { RestCall, type CallOptions } from "./rest-call.ts";

/** Keeps the body of the last request. */
class KeptCall extends RestCall {
  body: unknown;

  override call<Answer>(
    _method: string,
    _path: string,
    options: CallOptions = {},
  ): Promise<Answer> {
    this.body = options.body;
    return Promise.resolve(undefined as Answer);
  }
}

test.each([
  ["solved", "Refunded", "m-1", { code: "solved", notes: "Refunded", readUntil: "m-1" }],
  ["solved", "", null, { code: "solved" }],
  // The organization has no outcomes.
  ["", "Refunded", null, { notes: "Refunded" }],
])("a missed conversation is closed: %o %o %o", async (code, note, readUntil, body) => {
  const rest = new KeptCall(memoryStorage());
  await new AgentClient(rest).wrapUpMissed("ama", code, note, readUntil);
  expect(rest.body).toEqual(body);
});
