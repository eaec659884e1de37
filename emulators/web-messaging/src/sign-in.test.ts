import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import type { DeploymentChanges } from "./deployment.ts";
import type { Emulator } from "./emulator.ts";
import { DEFAULT_DEPLOYMENT } from "./options.ts";
import { createEmulators } from "./testing/emulators.ts";
import {
  configured,
  configureFrame,
  connect,
  presence,
  textFrame,
  TOKEN,
} from "./testing/guest.ts";

const emulators = createEmulators();
afterEach(emulators.closeAll);
const { clock } = emulators;

const ADA = { id: "ada", nickname: "Ada" };
const TOKENS = "/api/v2/webdeployments/token";
const tokens = z.object({ jwt: z.string(), refreshToken: z.string().optional() });

const start = (more: DeploymentChanges = {}): Promise<Emulator> =>
  emulators.start({ defaults: { auth: true, allowSessionUpgrade: true, ...more } });

const post = ({ url }: Emulator, path: string, body: unknown): Promise<Response> =>
  fetch(url + TOKENS + path, {
    method: "POST",
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

const exchangeBody = (code: string): object => ({
  deploymentId: DEFAULT_DEPLOYMENT,
  oauth: { code, redirectUri: "https://shop.example.test/cb", codeVerifier: "v" },
});

async function exchange(emulator: Emulator, person = ADA): Promise<z.infer<typeof tokens>> {
  const code = emulator.issueCode(person);
  const answer = await post(emulator, "/oauthcodegrantjwtexchange", exchangeBody(code));
  return tokens.parse(await answer.json());
}

const signInFrame = (jwt: string, token = TOKEN): object => ({
  ...configureFrame(token),
  action: "configureAuthenticatedSession",
  data: { code: jwt },
});

const revoke = ({ url }: Emulator, jwt: string): Promise<Response> =>
  fetch(`${url}${TOKENS}/revoke`, {
    method: "DELETE",
    headers: { authorization: `Bearer ${jwt}` },
  });

test("a code is exchanged once for a JWT and a refresh token", async () => {
  const emulator = await start();
  const code = emulator.issueCode(ADA);
  const first = await post(emulator, "/oauthcodegrantjwtexchange", exchangeBody(code));
  expect(await first.json()).toEqual({ jwt: expect.any(String), refreshToken: expect.any(String) });
  const second = await post(emulator, "/oauthcodegrantjwtexchange", exchangeBody(code));
  expect(second.status).toBe(401);
});

test("the implicit flow gets no refresh token", async () => {
  const emulator = await start();
  const oauth = { idToken: emulator.issueCode(ADA), nonce: "n" };
  const body = { deploymentId: DEFAULT_DEPLOYMENT, oauth };
  const answer = await post(emulator, "/oauthcodegrantjwtexchange", body);
  expect(await answer.json()).toEqual({ jwt: expect.any(String) });
});

test.each([
  ["{", 400],
  [{ oauth: {} }, 400],
  [{ deploymentId: "other", oauth: { code: "a", redirectUri: "b" } }, 404],
  [exchangeBody("unknown"), 401],
  [exchangeBody("a".repeat(70_000)), 413],
])("the exchange %# is refused with %i", async (body, status) => {
  expect((await post(await start(), "/oauthcodegrantjwtexchange", body)).status).toBe(status);
});

test("a deployment without authentication exchanges nothing", async () => {
  const emulator = await start({ auth: false });
  const code = emulator.issueCode(ADA);
  const answer = await post(emulator, "/oauthcodegrantjwtexchange", exchangeBody(code));
  expect(answer.status).toBe(403);
  const guest = await connect(emulator);
  expect(await guest.ask(signInFrame("jwt"))).toMatchObject({ code: 403 });
});

test("a JWT opens a session, and later requests have the token alone", async () => {
  const emulator = await start();
  const { jwt } = await exchange(emulator);
  const guest = await connect(emulator);
  expect(await guest.ask(signInFrame(jwt))).toMatchObject({
    class: "SessionResponse",
    code: 200,
    body: { connected: true, newSession: true },
  });
  expect(await guest.ask(textFrame("Hello"))).toMatchObject({ code: 200 });
});

test("a JWT that has expired is refused with 401, and a refreshed one opens the session", async () => {
  const emulator = await start();
  emulator.setJwtSeconds(1);
  const { jwt, refreshToken } = await exchange(emulator);
  clock.advance(1_000);
  const guest = await connect(emulator);
  expect(await guest.ask(signInFrame(jwt))).toMatchObject({ class: "string", code: 401 });
  const answer = await post(emulator, "/refresh", { refreshToken });
  const fresh = tokens.parse(await answer.json());
  expect(await guest.ask(signInFrame(fresh.jwt))).toMatchObject({ code: 200 });
  expect((await post(emulator, "/refresh", { refreshToken: "other" })).status).toBe(401);
});

test("a guest's session becomes that of the person, who is told by name", async () => {
  const emulator = await start();
  const guest = await configured(emulator);
  await guest.ask(textFrame("Hello"));
  const { jwt } = await exchange(emulator);
  expect(await guest.ask(signInFrame(jwt))).toMatchObject({
    body: { newSession: false, clearedExistingSession: false },
  });
  expect(await guest.next("StructuredMessage")).toMatchObject({
    body: {
      type: "Event",
      direction: "Inbound",
      channel: { from: { nickname: "Ada" } },
      metadata: { authenticated: "true" },
      events: [presence("SignIn")],
    },
  });
});

test("the sign-in ends the person's session on other devices", async () => {
  const emulator = await start();
  const phone = await connect(emulator);
  await phone.ask(signInFrame((await exchange(emulator)).jwt, "phone"));
  const laptop = await configured(emulator);
  expect(await laptop.ask(signInFrame((await exchange(emulator)).jwt))).toMatchObject({
    body: { clearedExistingSession: true },
  });
  expect(await phone.next("ConnectionClosedEvent")).toMatchObject({ body: { reason: "signedIn" } });
  expect(emulator.conversation("phone").ending).toBe("cleared");
});

test("a deployment without step-up refuses the sign-in of a guest's session", async () => {
  const emulator = await start({ allowSessionUpgrade: false });
  const guest = await configured(emulator);
  const { jwt } = await exchange(emulator);
  expect(await guest.ask(signInFrame(jwt))).toMatchObject({ code: 403 });
  expect(await guest.ask(signInFrame(jwt, "new"))).toMatchObject({ code: 200 });
});

test("the token of a person opens no guest's session, nor that of another person", async () => {
  const emulator = await start();
  const guest = await connect(emulator);
  await guest.ask(signInFrame((await exchange(emulator)).jwt));
  const other = await connect(emulator);
  expect(await other.ask(configureFrame())).toMatchObject({ class: "string", code: 4017 });
  const { jwt } = await exchange(emulator, { id: "bob", nickname: "Bob" });
  expect(await other.ask(signInFrame(jwt))).toMatchObject({ code: 4017 });
});

test("the service may ask a person to authenticate again at any time", async () => {
  const emulator = await start();
  const guest = await connect(emulator);
  const { jwt } = await exchange(emulator);
  await guest.ask(signInFrame(jwt));
  emulator.conversation(TOKEN).asksForSignIn();
  expect(await guest.ask(textFrame("Hello"))).toMatchObject({
    class: "string",
    code: 403,
    body: "Session authentication failed",
  });
  await guest.ask(signInFrame(jwt));
  expect(await guest.ask(textFrame("Hello"))).toMatchObject({ code: 200 });
});

test("the log-out is told on every socket of the person, and revokes all tokens", async () => {
  const emulator = await start();
  const { jwt, refreshToken } = await exchange(emulator);
  const guest = await connect(emulator);
  await guest.ask(signInFrame(jwt));
  const stranger = await configured(emulator, "stranger");
  expect((await revoke(emulator, jwt)).status).toBe(204);
  expect(await guest.next("LogoutEvent")).toMatchObject({ type: "message" });
  expect(emulator.conversation(TOKEN).ending).toBe("signedOut");
  expect(emulator.conversation("stranger").ending).toBeNull();
  expect(stranger.frames).toHaveLength(1);
  expect((await post(emulator, "/refresh", { refreshToken })).status).toBe(401);
  expect((await revoke(emulator, jwt)).status).toBe(401);
});
