import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newChat } from "../../server/src/testing/tenant-fixture.ts";
import { startTestServer, type AgentCaller, type TestServer } from "./test-server.ts";

let server: TestServer;
let noor: AgentCaller;
const log = (): string => join(server.folder, "audit.log");

beforeAll(async () => {
  server = await startTestServer();
  noor = await server.agent("u-noor");
});
afterAll(() => server.close());

test("a waiting chat is not read while the audit log cannot be written, and once it can its line is there", async () => {
  // On a break it is offered nothing, so it is no member of the chat that waits.
  await noor("PATCH", "/api/v2/parlor/agents/me", { status: "break" });
  const { id } = (await server.chats.create(newChat())).conversation;
  await server.chats.attach(id);
  const read = (): Promise<unknown> => noor("GET", `/api/v2/conversations/chats/${id}/messages`);
  mkdirSync(log());
  await expect(read()).rejects.toThrow(/503 .*service\.unavailable/);
  await expect(read()).rejects.toThrow(/503 .*service\.unavailable/);
  rmSync(log(), { recursive: true });
  await read();
  await read();
  const lines = readFileSync(log(), "utf8").trim().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { what: "read-along", userId: "u-noor", conversationId: id },
  ]);
});
