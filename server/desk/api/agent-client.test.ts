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
  ["solved", "Refunded", { code: "solved", notes: "Refunded" }],
  ["solved", "", { code: "solved" }],
  // The organization has no outcomes.
  ["", "Refunded", { notes: "Refunded" }],
])("a missed conversation is closed with the code %o and the note %o", async (code, note, body) => {
  const rest = new KeptCall(memoryStorage());
  await new AgentClient(rest).wrapUpMissed("ama", code, note);
  expect(rest.body).toEqual(body);
});
