import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { createFakeClock } from "../../server/src/testing/fake-clock.ts";
import { lanternLine, newChat } from "../../server/src/testing/tenant-fixture.ts";
import { startTestServer } from "./test-server.ts";

const DAY = 24 * 60 * 60 * 1000;

test("a server that is told to keep chats for 30 days lists one until then, and knows nothing of it afterwards", async () => {
  const clock = createFakeClock(Date.UTC(2026, 0, 5, 9, 0));
  const server = await startTestServer({}, { clock, retentionDays: 30 });
  try {
    const guest = { ...newChat().guest, externalId: "customer-4711", verifiedFields: [] };
    const { id } = (await server.chats.create(newChat({ guest }))).conversation;
    await server.chats.attach(id);
    const before = await server.agent("u-noor");
    await before("GET", `/api/v2/conversations/chats/${id}/messages`);
    expect(readFileSync(join(server.folder, "audit.log"), "utf8")).toContain(id);
    await server.chats.endForAll(id, "system");

    const list = async (): Promise<unknown> => {
      // A desk's token does not live that long.
      const noor = await server.agent("u-noor");
      return noor("GET", "/api/v2/parlor/chats?state=ended&guest=customer-4711");
    };
    clock.advance(30 * DAY);
    expect(await list()).toMatchObject({ entities: [{ id }] });
    clock.advance(DAY);
    await vi.waitFor(async () => expect(await list()).toEqual({ entities: [] }));
    await expect(server.chats.get(id)).rejects.toMatchObject({ code: "conversation-not-found" });
    await vi.waitFor(() => expect(readFileSync(join(server.folder, "audit.log"), "utf8")).toBe(""));
  } finally {
    await server.close();
  }
});

test("a server that is told nothing keeps chats for ever", async () => {
  const clock = createFakeClock(Date.UTC(2026, 0, 5, 9, 0));
  const server = await startTestServer({}, { clock });
  try {
    const { id } = (await server.chats.create(newChat())).conversation;
    await server.chats.attach(id);
    await server.chats.endForAll(id, "system");
    clock.advance(40 * DAY);
    const noor = await server.agent("u-noor");
    await noor("GET", "/api/v2/users/me");
    expect((await server.chats.get(id)).conversation.organizationId).toBe(lanternLine.id);
  } finally {
    await server.close();
  }
});
