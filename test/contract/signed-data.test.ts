import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import platform from "purecloud-platform-client-v2";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSignedData } from "../../server/src/plugins/signed-data.ts";
import { lanternLine, MEMBERS_ONLY } from "../../server/src/testing/tenant-fixture.ts";
import { checkReply } from "../openapi.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

/* Who a guest is: said by the site's back end, signed by the server, carried by the browser. */

const sign = "POST /api/v2/signeddata";
const create = "POST /api/v2/webchat/guest/conversations";
const ada = {
  sub: "customer-4711",
  firstName: "Ada",
  lastName: "Byron",
  email: "ada@example.test",
  tier: 3,
  customFields: { contract: "LL-48213" },
};

let server: TestServer;
let site: string;
let noor: string;

interface Answer {
  readonly status: number;
  readonly json: Record<string, unknown>;
}

async function call(token: string, request: string, body?: unknown): Promise<Answer> {
  const [method = "", path = ""] = request.split(" ");
  const reply = await fetch(server.url + path, {
    method,
    headers: {
      ...(token !== "" && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const json = (await reply.json()) as Record<string, unknown>;
  checkReply(request, reply.status, json);
  return { status: reply.status, json };
}

async function logIn(clientId: string): Promise<string> {
  const client = lanternLine.clients.find((one) => one.id === clientId);
  const basic = Buffer.from(`${client?.id}:${client?.secret}`).toString("base64");
  const reply = await fetch(`${server.url}/oauth/token`, {
    method: "POST",
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });
  return ((await reply.json()) as { access_token: string }).access_token;
}

async function signed(data: unknown): Promise<string> {
  return String((await call(site, sign, data)).json["jwt"]);
}

const wish = (memberAuthToken?: string, deploymentId = MEMBERS_ONLY): object => ({
  organizationId: lanternLine.id,
  deploymentId,
  routingTarget: { targetType: "QUEUE", targetAddress: "Bookings" },
  memberInfo: {
    displayName: "The Director",
    email: "director@example.test",
    phoneNumber: "112",
    customFields: { tier: "9", subject: "Order 1001" },
  },
  ...(memberAuthToken !== undefined && { memberAuthToken }),
});

/** A token that this server's own key has signed, with whatever is wrong with it. */
async function forged(organizationId: string, lifetimeSeconds: number): Promise<string> {
  const key = Buffer.from((await server.store.setting("signing-key")) ?? "", "base64url");
  return createSignedData(key, lifetimeSeconds).sign(ada, organizationId, Date.now());
}

/** A token with the signature of Ada's, and other words. */
async function withPayloadOf(data: unknown): Promise<string> {
  const [header, , signature] = (await signed(ada)).split(".");
  return [header, (await signed(data)).split(".")[1], signature].join(".");
}

beforeAll(async () => {
  server = await startTestServer({ createsPerMinutePerAddress: 100 });
  [site, noor] = [await logIn("c-site"), await logIn("c-noor")];
});
afterAll(() => server.close());

test("the guest is the person that the site's back end has signed, not the one that the browser names", async () => {
  const { status, json } = await call("", create, wish(await signed(ada)));
  expect(status).toBe(200);
  const memberId = (json["member"] as { id: string }).id;
  const path = `GET /api/v2/webchat/guest/conversations/${String(json["id"])}/members/${memberId}`;
  expect((await call(String(json["jwt"]), path)).json).toMatchObject({
    authenticatedGuest: true,
    displayName: "Ada Byron",
    firstName: "Ada",
    email: "ada@example.test",
    customFields: { tier: "3", contract: "LL-48213", subject: "Order 1001" },
  });
});

test("a signed priority goes before the browser's, and beyond its border", async () => {
  const priorityOf = async (token?: string): Promise<number> => {
    const body = {
      ...wish(token, lanternLine.deployments[0]?.id),
      routingTarget: { targetType: "QUEUE", targetAddress: "Bookings", priority: 3 },
    };
    const { json } = await call("", create, body);
    return (await server.chats.get(String(json["id"]))).conversation.priority;
  };
  expect(await priorityOf()).toBe(3);
  expect(await priorityOf(await signed({ sub: "1", routingPriority: 5_000 }))).toBe(5_000);
  expect(await priorityOf(await signed({ sub: "1", routingPriority: 0 }))).toBe(0);
  expect(await priorityOf(await signed({ sub: "1", routingPriority: null }))).toBe(3);
  for (const routingPriority of [-1, 1.5, "9", 1_000_001]) {
    const { status, json } = await call(site, "POST /api/v2/signeddata", { routingPriority });
    expect([status, json["details"]]).toEqual([
      400,
      [{ errorCode: "invalid.value", fieldName: "routingPriority" }],
    ]);
  }
});

test("an agent is told that the guest is known, as whom, and which of its fields were signed", async () => {
  const { json } = await call("", create, wish(await signed(ada)));
  const id = String(json["id"]);
  await server.chats.attach(id);
  const waiting = (await call(noor, "GET /api/v2/parlor/chats/waiting")).json["entities"];
  expect(waiting).toEqual([
    expect.objectContaining({
      guest: expect.objectContaining({ name: "Ada Byron", isNameVerified: true }) as object,
    }),
  ]);
  await server.chats.take(id, "u-noor");
  const chat = await call(noor, `GET /api/v2/parlor/chats/${id}`);
  expect(chat.json["guest"]).toMatchObject({
    name: "Ada Byron",
    isAuthenticated: true,
    externalId: "customer-4711",
    phoneNumber: "112",
    verifiedFields: [
      "firstName",
      "lastName",
      "email",
      "displayName",
      "customFields.tier",
      "customFields.contract",
    ],
  });
  const { participants } = (await call(noor, `GET /api/v2/conversations/chats/${id}`)).json as {
    participants: { purpose: string; attributes: object }[];
  };
  expect(participants.find((one) => one.purpose === "customer")?.attributes).toMatchObject({
    "context.tier": "3",
    "context.contract": "LL-48213",
  });
});

test("a guest without a token is nobody that the site knows", async () => {
  const { json } = await call("", create, wish(undefined, lanternLine.deployments[0]?.id));
  const { members } = await server.chats.get(String(json["id"]));
  expect(members[0]).toMatchObject({ authenticatedGuest: false, verifiedFields: [] });
});

test("the token itself is stored nowhere", async () => {
  const token = await signed(ada);
  const { json } = await call("", create, wish(token));
  const isStored = (words: string): boolean =>
    readdirSync(server.folder).some((name) =>
      readFileSync(join(server.folder, name)).includes(words),
    );
  expect(isStored(String(json["id"]))).toBe(true);
  expect(isStored(token)).toBe(false);
});

test("a deployment for known guests asks for a token", async () => {
  const { status, json } = await call("", create, wish());
  expect([status, json["code"]]).toEqual([400, "chat.deployment.require.auth"]);
});

test.each([
  ["that is no token", async () => "x"],
  ["that was changed", () => withPayloadOf({ ...ada, sub: "somebody-else" })],
  ["that has expired", () => forged(lanternLine.id, -1)],
  ["of another organization", () => forged("another", 600)],
  ["that is an agent's", async () => noor],
  [
    "that is a guest's",
    async () => String((await call("", create, wish(await signed(ada)))).json["jwt"]),
  ],
])("a token %s is refused, also where none is needed", async (_, make) => {
  const token = await make();
  for (const deploymentId of [MEMBERS_ONLY, lanternLine.deployments[0]?.id]) {
    const { status, json } = await call("", create, wish(token, deploymentId));
    expect([status, json["code"]]).toEqual([400, "chat.deployment.bad.auth"]);
  }
});

test("signed data is no token of an agent or a guest, even if it looks like their claims", async () => {
  const { json } = await call("", create, wish(await signed(ada)));
  const id = String(json["id"]);
  const data = { conv: id, did: MEMBERS_ONLY, iss: "urn:parlor:agent", client: "c-noor" };
  const token = await signed({ ...data, org: lanternLine.id, sub: "u-noor" });
  const paths = ["/api/v2/users/me", `/api/v2/webchat/guest/conversations/${id}/messages`];
  for (const path of paths) {
    const answer = await call(token, `GET ${path}`);
    expect([answer.status, answer.json["code"]]).toEqual([401, "bad.credentials"]);
  }
  expect((await call(token, sign, ada)).status).toBe(401);
});

test("only a client of an organization has data signed", async () => {
  const nobody = await call("", sign, ada);
  expect([nobody.status, nobody.json["code"]]).toEqual([401, "authentication.required"]);
  const { json } = await call("", create, wish(await signed(ada)));
  const guest = await call(String(json["jwt"]), sign, ada);
  expect([guest.status, guest.json["code"]]).toEqual([401, "bad.credentials"]);
});

test("a back end's client reads no chats, and does not count as an agent who takes them", async () => {
  const { status, json } = await call(site, "GET /api/v2/conversations/chats");
  expect([status, json["code"]]).toEqual([403, "not.authorized"]);
  const tomas = await logIn("c-tomas");
  await call(tomas, sign, ada);
  const { entities } = (await call(noor, "GET /api/v2/parlor/agents")).json as {
    entities: { id: string; status: string }[];
  };
  expect(entities.find((one) => one.id === "u-tomas")?.status).toBe("offline");
});

test.each([
  ["a list", [ada], 400, "bad.request"],
  ["no body", undefined, 400, "bad.request"],
  ["broken JSON", "{", 400, "bad.request"],
  ["more than 4,096 bytes", { about: "x".repeat(4_096) }, 413, "request.entity.too.large"],
  ["a name that is no text", { displayName: { first: "Ada" } }, 400, "invalid.value"],
  ["an avatar without https", { avatarImageUrl: "http://a.test/a" }, 400, "invalid.value"],
  ["custom fields that are no object", { customFields: "gold" }, 400, "invalid.value"],
])("%s is not signed", async (_, body, status, code) => {
  const answer = await call(site, sign, body);
  expect([answer.status, answer.json["code"]]).toEqual([status, code]);
});

test("every field that cannot be a guest's is named at once", async () => {
  const { json } = await call(site, sign, { email: 1, sub: 2, AccountId: "12345" });
  expect((json["details"] as { fieldName: string }[]).map((one) => one.fieldName)).toEqual([
    "email",
    "sub",
  ]);
});

test("a signed custom field that is too long for the deployment is named as the token's", async () => {
  const { status, json } = await call("", create, wish(await signed({ about: "x".repeat(1_001) })));
  expect([status, json["code"]]).toEqual([400, "constraint.validation"]);
  expect(json["details"]).toMatchObject([{ fieldName: "memberAuthToken.about" }]);
});

test("the vendor's platform client has data signed and starts a chat with it", async () => {
  const { port } = new URL(server.url);
  const vendor = platform as unknown as {
    readonly ApiClient: {
      readonly instance: {
        setGateway(gateway: object): void;
        loginClientCredentialsGrant(id: string, secret: string): Promise<unknown>;
        callApi(...args: unknown[]): Promise<Record<string, unknown>>;
      };
    };
    readonly WebChatApi: new () => {
      postWebchatGuestConversations(body: object): Promise<Record<string, unknown>>;
    };
  };
  const client = vendor.ApiClient.instance;
  client.setGateway({ host: "127.0.0.1", protocol: "http", port });
  await client.loginClientCredentialsGrant("c-site", "site-secret-site");
  // This version of the client has no method for the operation any more; `callApi` does the same.
  const json = ["application/json"];
  const path = "/api/v2/signeddata";
  const oauth = ["PureCloud OAuth"];
  const data = { AccountId: "12345", authorized: true, date: 1_767_600_000_000 };
  const reply = await client.callApi(path, "POST", {}, {}, {}, {}, data, oauth, json, json);
  checkReply(sign, 200, reply);
  const chat = await new vendor.WebChatApi().postWebchatGuestConversations(
    wish(String(reply["jwt"])),
  );
  const { members } = await server.chats.get(String(chat["id"]));
  expect(members[0]).toMatchObject({
    displayName: "The Director",
    authenticatedGuest: true,
    customFields: { AccountId: "12345", authorized: "true", date: "1767600000000" },
    verifiedFields: ["customFields.AccountId", "customFields.authorized", "customFields.date"],
  });
});
