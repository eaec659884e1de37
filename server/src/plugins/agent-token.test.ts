import { decodeJwt, SignJWT } from "jose";
import { expect, test } from "vitest";
import { lanternLine } from "../testing/tenant-fixture.ts";
import type { OAuthClient, Organization } from "../domain/tenant.ts";
import {
  AGENT_TOKEN_SECONDS,
  createAgentTokens,
  findClient,
  type AgentTokens,
} from "./agent-token.ts";
import { importSigningKey } from "./signing-key.ts";

const signingKey = await importSigningKey(new Uint8Array(32).fill(7));
const tokensOf = (tenants: readonly Organization[]): AgentTokens =>
  createAgentTokens({ tenants, signingKey });
const now = Date.UTC(2026, 0, 5, 14, 0);
const NOOR = { id: "c-noor", secret: "noor-secret-noor" };

async function tokenFor(id: string, tenants: readonly Organization[]): Promise<string> {
  const client = tenants.flatMap(({ clients }) => clients).find((one) => one.id === id);
  const home = findClient(tenants, id, client?.secret ?? "");
  return tokensOf(tenants).issue(home!, now);
}

const withClient = (id: string, change: Partial<OAuthClient>): Organization => ({
  ...lanternLine,
  clients: lanternLine.clients.map((one) => (one.id === id ? { ...one, ...change } : one)),
});

const agentOf = (token: string, tenants: readonly Organization[], at = now): Promise<unknown> =>
  tokensOf(tenants).agent(token, at);
const clientOf = (token: string, tenants: readonly Organization[]): Promise<unknown> =>
  tokensOf(tenants).client(token, now);

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
  const payload = decodeJwt(await tokenFor(NOOR.id, [lanternLine]));
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
  const otherKey = await importSigningKey(new Uint8Array(32).fill(8));
  const other = await createAgentTokens({
    tenants: [lanternLine],
    signingKey: otherKey,
  }).issue(home, now);
  expect(markIn(token)).toMatch(/^[\w-]{43}$/);
  expect(markIn(other)).not.toBe(markIn(token));
});

test("a token that was accepted before ends on time, and as soon as its client changes", async () => {
  const tenants = [lanternLine];
  const tokens = tokensOf(tenants);
  const token = await tokenFor(NOOR.id, tenants);
  const endsAt = now + AGENT_TOKEN_SECONDS * 1000;
  for (const at of [now, endsAt - 1])
    expect(await tokens.agent(token, at)).toMatchObject({ user: { id: "u-noor" } });
  await expect(tokens.agent(token, endsAt)).rejects.toMatchObject(badCredentials);
  expect(await tokens.agent(token, now)).toBeTruthy();
  tenants[0] = withClient(NOOR.id, { secret: "another-secret-noor" });
  await expect(tokens.agent(token, now)).rejects.toMatchObject(badCredentials);
  tenants[0] = without;
  await expect(tokens.client(token, now)).rejects.toMatchObject(badCredentials);
});

test.each([
  ["another signature", (token: string) => `${token.slice(0, -4)}AAAA`],
  [
    "another payload",
    (token: string) => token.replace(/\.(.)/, (_, one) => (one === "e" ? ".f" : ".e")),
  ],
  ["no signature", (token: string) => token.slice(0, token.lastIndexOf(".") + 1)],
  [
    "the algorithm none",
    (token: string) =>
      `${Buffer.from('{"alg":"none"}').toString("base64url")}.${token.split(".")[1]}.`,
  ],
])("after a token was accepted, the same with %s is refused", async (_, change) => {
  const tokens = tokensOf([lanternLine]);
  const token = await tokenFor(NOOR.id, [lanternLine]);
  expect(await tokens.agent(token, now)).toBeTruthy();
  await expect(tokens.agent(change(token), now)).rejects.toMatchObject(badCredentials);
});
