import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { newChat } from "../../server/src/testing/tenant-fixture.ts";
import { checkReply } from "../openapi.ts";
import {
  bank,
  startTwoOrganizations,
  type AgentClient,
  type Answer,
  type TwoOrganizations,
} from "./two-organizations.ts";

/*
 * The end of missed conversations: without wrap-up codes, and where the guest writes on or another
 * agent goes on.
 */

const codeless = { ...bank, wrapupCodes: [] };
let stage: TwoOrganizations;
let ada: AgentClient;
let ben: AgentClient;
let dot: AgentClient;
beforeAll(async () => {
  stage = await startTwoOrganizations({ organizations: [codeless] });
  ada = await stage.signIn(codeless, "ada");
  ben = await stage.signIn(codeless, "ben");
  dot = await stage.signIn(codeless, "dot");
});
afterAll(() => stage.close());

async function call(agent: AgentClient, path: string, body?: unknown): Promise<Answer> {
  const answer = await agent.call("POST", path, body);
  checkReply(`POST ${path}`, answer.status, answer.status === 204 ? undefined : answer.json);
  return answer;
}
const path = (id: string, what: "take" | "wrapup"): string =>
  `/api/v2/parlor/chats/missed/${id}/${what}`;

/** A conversation that is missed, and that Ada has taken. */
async function taken(): Promise<string> {
  const { chats } = stage.server;
  const id = await stage.guest(codeless);
  const { guestMemberId } = (await chats.get(id)).conversation;
  await chats.send(id, guestMemberId, "My train was cancelled.", "standard", null);
  await chats.guestLeaves(id, guestMemberId);
  expect((await call(ada, path(id, "take"))).status).toBe(204);
  return id;
}
const missed = async (id: string): Promise<unknown> =>
  (await stage.server.chats.get(id)).conversation.missed;

test.each([{ notes: "Called her." }, { code: null, notes: "Called her." }])(
  "it is closed without a code: %o",
  async (body) => {
    const id = await taken();
    expect((await call(ada, path(id, "wrapup"), body)).status).toBe(204);
    expect(await missed(id)).toMatchObject({
      state: "closed",
      wrapup: { code: "", name: null, notes: "Called her." },
    });
  },
);

test("a code that the organization does not have is refused", async () => {
  const id = await taken();
  expect(await call(ada, path(id, "wrapup"), { code: "w-solved" })).toMatchObject({
    status: 400,
    json: { code: "invalid.value", details: [{ fieldName: "code" }] },
  });
  expect(await missed(id)).toMatchObject({ state: "taken" });
});

/** A conversation that is missed while its guest may still write. */
async function gone(): Promise<{ id: string; says: (text: string) => Promise<string> }> {
  const { chats } = stage.server;
  const input = newChat({ organizationId: codeless.id, queueId: "q-main" });
  const { id, guestMemberId } = (await chats.create(input)).conversation;
  const leave = await chats.attach(id);
  const says = async (text: string): Promise<string> =>
    (await chats.send(id, guestMemberId, text, "standard", null)).id;
  await says("My train was cancelled.");
  leave();
  const isMissed = async (): Promise<void> => {
    stage.clock.advance(31_000);
    expect(await missed(id)).toMatchObject({ state: "open" });
  };
  await vi.waitFor(isMissed, { timeout: 5_000, interval: 20 });
  return { id, says };
}

test("text that came after the take is closed once it is said to have been read", async () => {
  const { id, says } = await gone();
  await call(ada, path(id, "take"));
  const readUntil = await says("Call me.");
  expect(await call(ada, path(id, "wrapup"), {})).toMatchObject({
    status: 409,
    json: { code: "missed.text.unread" },
  });
  expect((await call(ada, path(id, "wrapup"), { readUntil: "nothing" })).status).toBe(404);
  expect(await missed(id)).toMatchObject({ state: "taken" });
  expect((await call(ada, path(id, "wrapup"), { readUntil })).status).toBe(204);
  expect(await missed(id)).toMatchObject({ state: "closed" });
});

test("a colleague of the queue takes it over by naming who has it, which is written down", async () => {
  const id = await taken();
  const take = path(id, "take");
  expect((await call(ben, take)).status).toBe(409);
  expect((await call(ben, take, { from: "cy" })).status).toBe(409);
  expect((await call(dot, take, { from: "ada" })).status).toBe(403);
  expect((await call(ben, take, { from: "ada" })).status).toBe(204);
  expect(await missed(id)).toMatchObject({ takenBy: { userId: "ben" } });
  expect(stage.audit()).toContainEqual(
    expect.objectContaining({ conversationId: id, userId: "ben" }),
  );
  expect((await call(ada, path(id, "wrapup"), {})).status).toBe(403);
  expect((await call(ben, path(id, "wrapup"), {})).status).toBe(204);
});
