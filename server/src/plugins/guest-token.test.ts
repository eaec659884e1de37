import { expect, test } from "vitest";
import { createGuestTokens, type GuestClaims } from "./guest-token.ts";
import { importSigningKey } from "./signing-key.ts";

const signingKey = await importSigningKey(new Uint8Array(32).fill(7));
const now = Date.UTC(2026, 0, 5, 14, 0);
const claims: GuestClaims = {
  conversationId: "c-1",
  memberId: "m-1",
  deploymentId: "d-1",
  organizationId: "o-1",
};
const badCredentials = { status: 401, code: "bad.credentials" };

test("a token that was accepted before is refused from its end on", async () => {
  const tokens = createGuestTokens(signingKey);
  const jwt = await tokens.issue(claims, now, 60);
  const expiresAt = now + 60_000;
  for (const at of [now, expiresAt - 1])
    expect(await tokens.verify(jwt, at)).toEqual({ ...claims, expiresAt });
  for (const at of [expiresAt, expiresAt + 1])
    await expect(tokens.verify(jwt, at)).rejects.toMatchObject({
      status: 401,
      code: "credentials.expired",
    });
});

test("a token that was accepted before is refused as soon as its conversation is revoked", async () => {
  const tokens = createGuestTokens(signingKey);
  const jwt = await tokens.issue(claims, now, 60);
  const other = await tokens.issue({ ...claims, conversationId: "c-2" }, now, 60);
  await tokens.verify(jwt, now);
  await tokens.verify(other, now);
  tokens.revoke("c-1");
  await expect(tokens.verify(jwt, now)).rejects.toMatchObject(badCredentials);
  expect(await tokens.verify(other, now)).toMatchObject({ conversationId: "c-2" });
});

test("a token that is revoked while it is verified is refused", async () => {
  const tokens = createGuestTokens(signingKey);
  const verified = tokens.verify(await tokens.issue(claims, now, 60), now);
  tokens.revoke("c-1");
  await expect(verified).rejects.toMatchObject(badCredentials);
});

test("a token of another key is refused, and so is one whose text has changed since it was accepted", async () => {
  const tokens = createGuestTokens(signingKey);
  const foreign = createGuestTokens(await importSigningKey(new Uint8Array(32).fill(8)));
  await expect(tokens.verify(await foreign.issue(claims, now, 60), now)).rejects.toMatchObject(
    badCredentials,
  );
  const jwt = await tokens.issue(claims, now, 60);
  await tokens.verify(jwt, now);
  const [head, , signature] = jwt.split(".");
  const payload = Buffer.from(
    JSON.stringify({ data: { conv: "c-2", did: "d-1", sub: "m-1" }, org: "o-1" }),
  ).toString("base64url");
  for (const forged of [`${head}.${payload}.${signature}`, `${jwt}A`, jwt.slice(0, -4)])
    await expect(tokens.verify(forged, now)).rejects.toMatchObject(badCredentials);
});
