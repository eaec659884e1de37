import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { Deployment, Organization } from "../../server/src/domain/tenant.ts";
import { lanternLine } from "../../server/src/testing/tenant-fixture.ts";
import { checkReply } from "../openapi.ts";
import { startTestServer, tokenOf, type TestServer } from "./test-server.ts";
import {
  agentBase,
  ask,
  guestBase,
  newChatBody,
  startTwoSides,
  type TwoSides,
} from "./two-sides.ts";

/* The language of a message, and the rule `formatting` of a deployment, on every way out. */

const web: Deployment = lanternLine.deployments[0] ?? expect.unreachable();
const tenant: Organization = {
  ...lanternLine,
  deployments: [
    {
      ...web,
      flow: { name: "Bell", greeting: [{ text: { en: "Hello", de: "Guten Tag" } }] },
    },
    { ...web, id: "plain", rules: { ...web.rules, formatting: false } },
  ],
  users: lanternLine.users.map((user) =>
    user.id === "u-noor" ? { ...user, language: "de" } : user,
  ),
};

let server: TestServer;
let chat: TwoSides;
let noor: string;

beforeAll(async () => {
  server = await startTestServer(
    { createsPerMinutePerAddress: 1_000 },
    { organizations: [tenant] },
  );
  chat = await startTwoSides(server);
  noor = await tokenOf(server.url, { id: "c-noor", secret: "noor-secret-noor" });
});
afterAll(async () => {
  chat.close();
  await server.close();
});

type Json = Record<string, unknown>;

const send = (body: object, key?: string) =>
  ask(
    `${server.url}${agentBase}/${chat.id}/communications/${chat.agent.communicationId}/messages`,
    "POST",
    noor,
    body,
    key === undefined ? {} : { "idempotency-key": key },
  );

/** A message in the guest's and in the agent's history, by its id. */
async function stored(id: string): Promise<readonly Json[]> {
  const paths: readonly (readonly [string, string])[] = [
    [guestBase, chat.guest.token],
    [agentBase, noor],
  ];
  return Promise.all(
    paths.map(async ([base, token]) => {
      const path = `${base}/${chat.id}/messages/${id}`;
      const { status, body } = await ask(server.url + path, "GET", token);
      checkReply(`GET ${path}`, status, body);
      return body as unknown as Json;
    }),
  );
}

test("the language of an agent's message is told to the guest and to agents", async () => {
  const reply = await send({ body: "Bonjour", language: "fr-CA" });
  expect(reply).toMatchObject({ status: 200, body: { language: "fr-CA" } });
  for (const message of await stored(reply.body.id))
    expect(message).toMatchObject({ body: "Bonjour", language: "fr-CA" });
});

test("without a language of its own, a message has that of the agent's profile", async () => {
  const reply = await send({ body: "Guten Tag" });
  expect(reply.body).toMatchObject({ language: "de" });
  for (const message of await stored(reply.body.id))
    expect(message).toMatchObject({ language: "de" });
});

test("a guest's message has no language", async () => {
  const path = `${guestBase}/${chat.id}/members/${chat.guest.memberId}/messages`;
  const { body } = await ask(server.url + path, "POST", chat.guest.token, { body: "Hej" });
  for (const message of await stored(body.id)) expect(message).not.toHaveProperty("language");
});

test("a flow's line has the language of the text that was chosen, and the stream tells it", async () => {
  const { body: created } = await ask(`${server.url}${guestBase}`, "POST", "", {
    ...newChatBody,
    parlor: { language: "de-AT" },
  });
  const socket = new WebSocket(String((created as unknown as Json)["eventStreamUri"]));
  const told = new Promise<Json>((resolve) => {
    socket.on("message", (data: Buffer) => {
      const { eventBody } = JSON.parse(data.toString()) as { eventBody: Json };
      if (eventBody["body"] === "Guten Tag") resolve(eventBody);
    });
  });
  expect(await told).toMatchObject({ language: "de" });
  socket.terminate();
});

test.each(["", "german", "de_AT", "de-", "x".repeat(40), "<b>"])(
  "%j is no language, and is refused",
  async (language) => {
    expect(await send({ body: "Hallo", language })).toMatchObject({
      status: 400,
      body: { code: "invalid.value", details: [{ fieldName: "language" }] },
    });
  },
);

test("a repeated message with another language is a conflict, and with the same one it is the first", async () => {
  const first = await send({ body: "Oui", language: "fr" }, "k-language");
  const again = await send({ body: "Oui", language: "fr" }, "k-language");
  expect(again.body.id).toBe(first.body.id);
  expect(await send({ body: "Oui", language: "it" }, "k-language")).toMatchObject({ status: 409 });
});

test.each([
  [web.id, true],
  ["plain", false],
])("a conversation of the deployment %s has formatted text: %s", async (deploymentId, expected) => {
  const { body } = await ask(`${server.url}${guestBase}`, "POST", "", {
    ...newChatBody,
    deploymentId,
  });
  const created = body as unknown as { id: string; extensions: readonly string[] };
  expect(created.extensions.includes("formatting")).toBe(expected);
  await server.chats.attach(created.id);
  const path = `/api/v2/parlor/chats/${created.id}`;
  const details = await ask(server.url + path, "GET", noor);
  checkReply(`GET ${path}`, details.status, details.body);
  expect(details.body).toMatchObject({ formatting: expected });
  const status = `/api/v2/parlor/guest/deployments/${deploymentId}/status?organizationId=${tenant.id}&queue=Bookings`;
  expect((await ask(server.url + status, "GET", "")).body).toMatchObject({ formatting: expected });
});
