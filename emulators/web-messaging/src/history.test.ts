import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import type { DeploymentChanges } from "./deployment.ts";
import type { Emulator } from "./emulator.ts";
import { createEmulators } from "./testing/emulators.ts";
import { configured, textFrame, TOKEN, type Guest } from "./testing/guest.ts";
import { wireMessage } from "./wire/messages.ts";

const emulators = createEmulators();
afterEach(emulators.closeAll);
const { clock } = emulators;

const jwtBody = z.object({ jwt: z.string(), exp: z.number() });
const page = z.object({
  entities: z.array(wireMessage),
  pageSize: z.number(),
  pageNumber: z.number(),
  pageCount: z.number(),
  total: z.number(),
});
type Page = z.infer<typeof page>;

async function jwtOf(guest: Guest): Promise<string> {
  const { body } = await guest.ask({ action: "getJwt", token: TOKEN });
  return jwtBody.parse(body).jwt;
}

const ask = ({ url }: Emulator, jwt: string, query = "", origin?: string): Promise<Response> =>
  fetch(`${url}/api/v2/webmessaging/messages${query}`, {
    headers: { authorization: `Bearer ${jwt}`, ...(origin === undefined ? {} : { origin }) },
  });

async function open(defaults: DeploymentChanges = {}): Promise<{
  emulator: Emulator;
  guest: Guest;
  read: (query?: string) => Promise<Page>;
}> {
  const emulator = await emulators.start({ defaults });
  const guest = await configured(emulator);
  const jwt = await jwtOf(guest);
  const read = async (query = ""): Promise<Page> =>
    page.parse(await (await ask(emulator, jwt, query)).json());
  return { emulator, guest, read };
}

const textsOf = ({ entities }: Page): unknown[] => entities.map(({ text }) => text);

test("getJwt answers a JWT and its end in seconds", async () => {
  const { guest } = await open();
  const answer = await guest.ask({ action: "getJwt", token: TOKEN });
  expect(answer).toMatchObject({ type: "response", class: "JwtResponse", code: 200 });
  const { jwt, exp } = jwtBody.parse(answer.body);
  expect(exp).toBe(Math.floor(clock.now() / 1_000) + 60);
  const [, claims = ""] = jwt.split(".");
  expect(JSON.parse(Buffer.from(claims, "base64url").toString())).toEqual({ exp });
});

test("the history has the newest message first, without the fields of the socket", async () => {
  const { emulator, guest, read } = await open();
  await guest.ask(textFrame("Where is my parcel?"));
  emulator.conversation(TOKEN).agent({ nickname: "Robin" }).says("Let me check.");
  const { entities, ...rest } = await read();
  expect(entities).toMatchObject([
    {
      type: "Text",
      direction: "Outbound",
      text: "Let me check.",
      originatingEntity: "Human",
      channel: { from: { nickname: "Robin" } },
      content: [],
    },
    { direction: "Inbound", text: "Where is my parcel?", content: [] },
  ]);
  expect(rest).toEqual({ pageSize: 25, pageNumber: 1, pageCount: 1, total: 2 });
});

test("the history has the keys of the live messages", async () => {
  const { guest, read } = await open();
  const echo = await guest.ask(textFrame("Hello"));
  const { id, channel } = wireMessage.parse(echo.body);
  const [entity] = (await read()).entities;
  expect(entity).toMatchObject({ id, channel: { messageId: channel?.messageId } });
});

test("the history is cut into pages, counted from 1", async () => {
  const { emulator, read } = await open();
  const agent = emulator.conversation(TOKEN).agent();
  for (let n = 1; n <= 5; n++) agent.says(`${n}`);
  expect(textsOf(await read("?pageNumber=1&pageSize=2"))).toEqual(["5", "4"]);
  expect(textsOf(await read("?pageNumber=3&pageSize=2"))).toEqual(["1"]);
  expect(await read("?pageNumber=4&pageSize=2")).toMatchObject({
    entities: [],
    pageCount: 3,
    total: 5,
  });
});

test("pages shift while messages arrive", async () => {
  const { emulator, read } = await open();
  const agent = emulator.conversation(TOKEN).agent();
  for (let n = 1; n <= 3; n++) agent.says(`${n}`);
  expect(textsOf(await read("?pageNumber=1&pageSize=2"))).toEqual(["3", "2"]);
  agent.says("4");
  expect(textsOf(await read("?pageNumber=2&pageSize=2"))).toEqual(["2", "1"]);
});

test("the history has presence events, and no typing", async () => {
  const { emulator, read } = await open();
  const agent = emulator.conversation(TOKEN).agent();
  agent.types();
  agent.leaves();
  expect((await read()).entities).toMatchObject([
    { type: "Event", events: [{ eventType: "Presence", presence: { type: "Disconnect" } }] },
  ]);
});

test.each([
  [false, undefined],
  [true, { readOnly: "true" }],
])("the history keeps metadata: %s", async (historyKeepsMetadata, metadata) => {
  const { emulator, read } = await open({ variants: { historyKeepsMetadata } });
  emulator.conversation(TOKEN).agent().leaves();
  const [event] = (await read()).entities;
  if (metadata === undefined) expect(event).not.toHaveProperty("metadata");
  else expect(event).toMatchObject({ metadata });
});

test("times and answers of the history follow the variants", async () => {
  const { guest, read } = await open({
    variants: { historyHidesTimes: true, historyFlattensAnswers: true },
  });
  const content = [
    {
      contentType: "ButtonResponse",
      buttonResponse: { type: "QuickReply", text: "Yes", payload: "Y" },
    },
  ];
  await guest.ask(textFrame("", TOKEN, { content }));
  expect((await read()).entities).toMatchObject([
    { type: "Text", text: "Yes", content: [], channel: { time: null } },
  ]);
});

test("a JWT opens the history of its session alone", async () => {
  const { emulator, read } = await open();
  await configured(emulator, "another");
  emulator.conversation("another").agent().says("For the other guest");
  expect((await read()).entities).toEqual([]);
});

test("a JWT that is missing, unknown or has expired is answered with 401", async () => {
  const { emulator, guest } = await open();
  const jwt = await jwtOf(guest);
  expect((await ask(emulator, jwt)).status).toBe(200);
  expect((await fetch(`${emulator.url}/api/v2/webmessaging/messages`)).status).toBe(401);
  expect((await ask(emulator, "other")).status).toBe(401);
  clock.advance(60_000);
  const late = await ask(emulator, jwt);
  expect(late.status).toBe(401);
  expect(await late.json()).toMatchObject({
    message: expect.any(String),
    code: "authentication.required",
    status: 401,
    contextId: expect.any(String),
    details: [],
  });
});

test("the JWT of a session that has ended opens nothing", async () => {
  const { emulator, guest } = await open();
  const jwt = await jwtOf(guest);
  emulator.conversation(TOKEN).expires();
  expect((await ask(emulator, jwt)).status).toBe(401);
});

test("a session reads its history ten times a minute", async () => {
  const { emulator, guest } = await open({ jwtSeconds: 600 });
  const jwt = await jwtOf(guest);
  for (let n = 0; n < 10; n++) expect((await ask(emulator, jwt)).status).toBe(200);
  const refused = await ask(emulator, jwt);
  expect(refused.status).toBe(429);
  expect(refused.headers.get("retry-after")).toBe("60");
  clock.advance(60_000);
  expect((await ask(emulator, jwt)).status).toBe(200);
});

test.each(["?pageNumber=0", "?pageSize=x", "?pageSize=101", "?pageNumber=1.5"])(
  "a page of %s is a bad request",
  async (query) => {
    const { emulator, guest } = await open();
    expect((await ask(emulator, await jwtOf(guest), query)).status).toBe(400);
  },
);

test("a page of a foreign domain reads no history", async () => {
  const { emulator, guest } = await open({ allowedDomains: ["shop.example.test"] });
  const jwt = await jwtOf(guest);
  const foreign = await ask(emulator, jwt, "", "https://evil.example.test");
  expect(foreign.status).toBe(403);
  expect(foreign.headers.get("access-control-allow-origin")).toBeNull();
  const own = await ask(emulator, jwt, "", "https://shop.example.test");
  expect(own.headers.get("access-control-allow-origin")).toBe("https://shop.example.test");
});

test("a session keeps its newest messages up to the emulator's own limit", async () => {
  const emulator = await emulators.start({ limits: { messagesPerSession: 2 } });
  await configured(emulator);
  const conversation = emulator.conversation(TOKEN);
  for (const text of ["1", "2", "3"]) conversation.agent().says(text);
  expect(conversation.messages.map(({ text }) => text)).toEqual(["2", "3"]);
});
