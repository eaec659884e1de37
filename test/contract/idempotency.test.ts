import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createFakeClock } from "../../server/src/testing/fake-clock.ts";
import { startTestServer, tokenOf, type TestServer } from "./test-server.ts";
import {
  agentBase,
  ask,
  guestBase,
  startTwoSides,
  type Reply,
  type TwoSides,
} from "./two-sides.ts";

/* One key, one sender, one message. */

const clock = createFakeClock(Date.UTC(2026, 0, 5, 14, 0));
let server: TestServer;
let chat: TwoSides;
let noor: string;

beforeAll(async () => {
  server = await startTestServer({ idleSeconds: 1_000_000 }, { clock });
  chat = await startTwoSides(server);
  noor = await tokenOf(server.url, { id: "c-noor", secret: "noor-secret-noor" });
});
beforeEach(() => clock.advance(60_000));
afterAll(async () => {
  chat.close();
  await server.close();
});

const asGuest = (body: object, key: string): Promise<Reply> =>
  ask(
    `${server.url}${guestBase}/${chat.id}/members/${chat.guest.memberId}/messages`,
    "POST",
    chat.guest.token,
    body,
    { "idempotency-key": key },
  );
const asAgent = (body: object, key: string): Promise<Reply> =>
  ask(
    `${server.url}${agentBase}/${chat.id}/communications/${chat.agent.communicationId}/messages`,
    "POST",
    noor,
    body,
    { "idempotency-key": key },
  );
const conflict = { status: 409, body: { code: "request.conflict" } };

test("an agent with the guest's key and text sends a message of its own", async () => {
  const [guest, agent] = [
    await asGuest({ body: "hello" }, "k-1"),
    await asAgent({ body: "hello" }, "k-1"),
  ];
  expect([guest.status, agent.status]).toEqual([200, 200]);
  expect(agent.body).toMatchObject({ sender: { id: chat.agent.communicationId } });
  expect(agent.body.id).not.toBe(guest.body.id);
  expect((await asGuest({ body: "hello" }, "k-1")).body.id).toBe(guest.body.id);
  expect((await asAgent({ body: "hello" }, "k-1")).body.id).toBe(agent.body.id);
});

test.each([
  ["a", "b"],
  ["\0", ""],
])("another body than %j is refused, and so is another type", async (first, other) => {
  const key = `k-2-${first}`.replace("\0", "nul");
  expect((await asGuest({ body: first }, key)).status).toBe(200);
  expect(await asGuest({ body: `${other}x` }, key)).toMatchObject(conflict);
  expect(await asGuest({ body: first, bodyType: "notice" }, key)).toMatchObject(conflict);
});

test.each(["before\0after", "\0", "cut \ud83d", "😀\udc00\0"])(
  "%j again with its key gives the first reply again",
  async (body) => {
    const key = `k-3-${Buffer.from(body, "utf16le").toString("hex")}`;
    for (const send of [asGuest, asAgent]) {
      const first = await send({ body }, key);
      expect(first.status).toBe(200);
      expect(await send({ body }, key)).toEqual(first);
    }
  },
);

test("keys are compared whole up to 200 characters, and a longer one is refused by name", async () => {
  const long = "k".repeat(199);
  const [a, b] = [
    await asGuest({ body: "one" }, `${long}a`),
    await asGuest({ body: "one" }, `${long}b`),
  ];
  expect(a.body.id).not.toBe(b.body.id);
  for (const send of [asGuest, asAgent])
    expect(await send({ body: "one" }, `${long}ab`)).toMatchObject({
      status: 400,
      body: {
        code: "invalid.value",
        details: [{ errorCode: "invalid.value", fieldName: "Idempotency-Key" }],
      },
    });
});

test("two identical requests at once are one message, and an empty key is none", async () => {
  const [a, b] = await Promise.all([asGuest({ body: "x" }, "k-4"), asGuest({ body: "x" }, "k-4")]);
  expect(a).toEqual(b);
  const [c, d] = [await asGuest({ body: "x" }, ""), await asGuest({ body: "x" }, "")];
  expect(c.body.id).not.toBe(d.body.id);
});
