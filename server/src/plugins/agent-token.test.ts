import { jwtVerify, SignJWT } from "jose";
import { expect, test } from "vitest";
import { lanternLine } from "../testing/tenant-fixture.ts";
import type { OAuthClient, Organization } from "../domain/tenant.ts";
import {
  AGENT_TOKEN_SECONDS,
  findClient,
  identifyAgent,
  identifyClient,
  issueAgentToken,
} from "./agent-token.ts";

const signingKey = new Uint8Array(32).fill(7);
const now = Date.UTC(2026, 0, 5, 14, 0);
const NOOR = { id: "c-noor", secret: "noor-secret-noor" };

async function tokenFor(id: string, tenants: readonly Organization[]): Promise<string> {
  const client = tenants.flatMap(({ clients }) => clients).find((one) => one.id === id);
  const home = findClient(tenants, id, client?.secret ?? "");
  return issueAgentToken(home!, signingKey, now);
}

const withClient = (id: string, change: Partial<OAuthClient>): Organization => ({
  ...lanternLine,
  clients: lanternLine.clients.map((one) => (one.id === id ? { ...one, ...change } : one)),
});

const agentOf = (token: string, tenants: readonly Organization[], at = now): Promise<unknown> =>
  identifyAgent(token, { tenants, signingKey }, at);
const clientOf = (token: string, tenants: readonly Organization[]): Promise<unknown> =>
  identifyClient(token, { tenants, signingKey }, now);

const badCredentials = { status: 401, code: "bad.credentials" };

test("a token names its agent, its organization and when it ends", async () => {
  const token = await tokenFor(NOOR.id, [lanternLine]);
  expect(await agentOf(token, [lanternLine])).toMatchObject({
    user: { id: "u-noor" },
    organization: { id: lanternLine.id },
    tokenEndsAt: now + AGENT_TOKEN_SECONDS * 1000,
  });
  expect(await clientOf(token, [lanternLine])).toMatchObject({ client: { id: NOOR.id } });
});

const without = {
  ...lanternLine,
  clients: lanternLine.clients.filter((one) => one.id !== NOOR.id),
};
test.each([
  ["its client is gone", without],
  ["its client's secret has changed", withClient(NOOR.id, { secret: "another-secret-noor" })],
  ["its client acts as another user", withClient(NOOR.id, { userId: "u-tomas" })],
  ["its client acts as nobody any more", withClient(NOOR.id, { userId: null })],
  ["its user is gone", { ...lanternLine, users: [] }],
  ["its organization is gone", { ...lanternLine, id: "another" }],
])("a token is refused when %s", async (_, later) => {
  const token = await tokenFor(NOOR.id, [lanternLine]);
  await expect(agentOf(token, [later])).rejects.toMatchObject(badCredentials);
});

test("a back end's token is refused when its secret has changed or it has become an agent", async () => {
  const token = await tokenFor("c-site", [lanternLine]);
  await expect(agentOf(token, [lanternLine])).rejects.toMatchObject({
    status: 403,
    code: "not.authorized",
  });
  for (const change of [{ secret: "another-secret-site" }, { userId: "u-noor" }]) {
    const later = [withClient("c-site", change)];
    await expect(clientOf(token, later)).rejects.toMatchObject(badCredentials);
    await expect(agentOf(token, later)).rejects.toMatchObject(badCredentials);
  }
});

test("a token of another organization's client with the same user id stays in its own", async () => {
  const shop = { ...withClient(NOOR.id, { id: "shop-noor" }), id: "shop", name: "Shop" };
  const tenants = [lanternLine, { ...shop, clients: [shop.clients[0]!] }];
  const token = await tokenFor("shop-noor", tenants);
  expect(await agentOf(token, tenants)).toMatchObject({
    user: { id: "u-noor" },
    organization: { id: "shop" },
  });
});

async function forged(claims: Readonly<Record<string, unknown>>): Promise<string> {
  const { payload } = await jwtVerify(await tokenFor(NOOR.id, [lanternLine]), signingKey, {
    currentDate: new Date(now),
  });
  return new SignJWT({ ...payload, ...claims })
    .setProtectedHeader({ alg: "HS256" })
    .sign(signingKey);
}

test.each([
  ["of 0.1.0, which has no mark", { mark: undefined }],
  ["whose mark is no text", { mark: ["x"] }],
  ["whose mark is another's", { mark: "x".repeat(43) }],
  ["for another user", { sub: "u-tomas" }],
  ["of another client", { client: "c-tomas" }],
  ["of another organization", { org: "another" }],
  ["that never ends", { exp: undefined }],
])("a token %s is refused", async (_, claims) => {
  expect(await agentOf(await forged({}), [lanternLine])).toBeTruthy();
  await expect(agentOf(await forged(claims), [lanternLine])).rejects.toMatchObject(badCredentials);
});

test("the secret is not in the token, nor a hash that could be tried without the server's key", async () => {
  const token = await tokenFor(NOOR.id, [lanternLine]);
  const [, payload = ""] = token.split(".");
  const text = Buffer.from(payload, "base64url").toString();
  expect(text).not.toContain(NOOR.secret);
  const markIn = (bearer: string): unknown =>
    JSON.parse(Buffer.from(bearer.split(".")[1] ?? "", "base64url").toString()).mark;
  const home = findClient([lanternLine], NOOR.id, NOOR.secret)!;
  const other = await issueAgentToken(home, new Uint8Array(32).fill(8), now);
  expect(markIn(token)).toMatch(/^[\w-]{43}$/);
  expect(markIn(other)).not.toBe(markIn(token));
});
