import { SignJWT } from "jose";
import { expect, test } from "vitest";
import { createSignedData } from "./signed-data.ts";

const key = Buffer.alloc(32, 7);
const ORGANIZATION = "lantern-line";
const now = Date.UTC(2026, 0, 5, 14, 0);
const seconds = now / 1000;
const signedData = createSignedData(key, 600);
const good = {
  iss: "urn:parlor:signeddata",
  aud: ORGANIZATION,
  purpose: "member-auth",
  iat: seconds,
  exp: seconds + 600,
  data: { sub: "4711" },
};

const token = (claims: object, alg = "HS256", by: Uint8Array = key): Promise<string> =>
  new SignJWT({ ...claims }).setProtectedHeader({ alg }).sign(by);

test("a token of ours gives back what was signed, until it expires", async () => {
  const jwt = await signedData.sign(good.data, ORGANIZATION, now);
  expect(await signedData.verify(jwt, ORGANIZATION, now + 599_000)).toEqual(good.data);
  expect(await signedData.verify(jwt, ORGANIZATION, now + 600_000)).toBeNull();
});

test("signed data is never a claim of the token", async () => {
  const data = { nbf: seconds + 3_600, aud: "another", jti: "x", purpose: "agent" };
  const jwt = await signedData.sign(data, ORGANIZATION, now);
  expect(await signedData.verify(jwt, ORGANIZATION, now)).toEqual(data);
});

test("a token of exactly these claims is taken", async () => {
  expect(await signedData.verify(await token(good), ORGANIZATION, now)).toEqual(good.data);
});

test.each([
  ["another issuer", () => token({ ...good, iss: "urn:purecloud:webchat" })],
  ["another organization", () => token({ ...good, aud: "another" })],
  ["another purpose", () => token({ ...good, purpose: "agent" })],
  ["no purpose", () => token({ ...good, purpose: undefined })],
  ["no end", () => token({ ...good, exp: undefined })],
  ["no beginning", () => token({ ...good, iat: undefined })],
  ["data that is no object", () => token({ ...good, data: "4711" })],
  ["another key", () => token(good, "HS256", Buffer.alloc(32, 8))],
  ["another algorithm", () => token(good, "HS512", Buffer.alloc(64, 7))],
  [
    "no signature",
    async () => (await token(good)).replace(/^[^.]+/, btoa('{"alg":"none"}')).replace(/[^.]+$/, ""),
  ],
])("a token with %s is not", async (_, make) => {
  expect(await signedData.verify(await make(), ORGANIZATION, now)).toBeNull();
});
