import { afterEach, expect, test } from "vitest";
import { createFakeBrowser } from "../../../../test/fake-browser.ts";
import { until } from "../../../../test/guest-fixture.ts";
import {
  deliveriesOf,
  openWebMessaging,
  untilTexts,
  type WebMessagingFixture,
} from "../../../../test/web-messaging-fixture.ts";
import type { AuthCode } from "../../options.ts";
import { memoryStorage } from "../../ports/storage.ts";

/* Visitors who are signed in on the page. */

const ADA = { id: "ada", nickname: "Ada" };
const ACCOUNT = "parlor:account:5c1e0b52-7f0e-4b1f-9c3c-8f2f5d7a1e10";
const AUTHENTICATED = "configureAuthenticatedSession";

let fixture: WebMessagingFixture;
afterEach(async () => {
  const { violations } = fixture.emulator;
  await fixture.close();
  expect(violations).toEqual([]);
});

interface Settings {
  readonly auth?: boolean;
  readonly allowSessionUpgrade?: boolean;
}

/** A service with sign-in, and a page whose visitor is Ada. */
async function open(settings: Settings = {}) {
  fixture = await openWebMessaging({
    defaults: { auth: true, allowSessionUpgrade: true, ...settings },
  });
  const { emulator, guest } = fixture;
  let asked = 0;
  const codeOf = (): AuthCode => ({
    code: emulator.issueCode(ADA),
    redirectUri: "https://shop.example.test/cb",
    codeVerifier: "v",
  });
  const page = {
    getCode: async (): Promise<AuthCode> => codeOf(),
    getAuthCode: async (): Promise<AuthCode> => {
      asked++;
      return page.getCode();
    },
  };
  const place = { endpoint: emulator.url, getAuthCode: page.getAuthCode };
  return {
    ...fixture,
    page,
    place,
    asked: () => asked,
    /** A guest on the page of a visitor who is signed in there. */
    ada: (change: Parameters<typeof guest>[0] = {}) => guest({ place, ...change }),
    actions: () =>
      emulator.frames.flatMap(({ from, frame }) =>
        from === "guest" ? String(frame["action"]) : [],
      ),
    tokenCalls: () =>
      emulator.calls.flatMap(({ method, path }) =>
        method !== "OPTIONS" && path.includes("/token/") ? path.replace(/.*token./, "") : [],
      ),
    jwts: () =>
      emulator.frames.flatMap(({ frame }) => {
        const code: unknown = Reflect.get(Object(frame["data"]), "code");
        return typeof code === "string" ? code : [];
      }),
  };
}

test("a conversation is that of the person who is signed in on the page", async () => {
  const { ada, emulator, actions, tokenCalls, storage, jwts, notes, lines, asked } = await open();
  const chat = ada();
  await chat.start();
  chat.send("Hello");
  await until(() => expect(deliveriesOf(chat)).toEqual(["sent"]));
  expect(actions()).toEqual([AUTHENTICATED, "onMessage"]);
  expect(tokenCalls()).toEqual(["oauthcodegrantjwtexchange"]);
  expect(asked()).toBe(1);
  expect(JSON.parse(storage.get(ACCOUNT) ?? "")).toEqual({ refreshToken: expect.any(String) });
  const [jwt = ""] = jwts();
  expect(jwt).not.toBe("");
  const { refreshToken } = JSON.parse(storage.get(ACCOUNT) ?? "");
  const kept = storage.keys("").map((key) => `${key} ${storage.get(key)}`);
  const told = JSON.stringify([notes, lines, chat.get(), emulator.calls.map(({ path }) => path)]);
  expect(kept.join()).not.toContain(jwt);
  expect(told).not.toContain(jwt);
  expect(told).not.toContain(refreshToken);
});

test("the next page goes on with the stored token, and asks for no code", async () => {
  const { ada, guest, tokenCalls, asked } = await open();
  const chat = ada();
  await chat.start();
  chat.send("Hello");
  await until(() => expect(deliveriesOf(chat)).toEqual(["sent"]));
  chat.destroy();
  const second = guest();
  await second.resume();
  await untilTexts(second, ["me: Hello"]);
  expect(tokenCalls()).toEqual(["oauthcodegrantjwtexchange", "refresh"]);
  expect(asked()).toBe(1);
});

test("a token that the provider gives needs no refresh: the next page asks for another", async () => {
  const { ada, emulator, page, asked, storage } = await open();
  page.getCode = async () => ({ idToken: emulator.issueCode(ADA), nonce: "n" });
  const chat = ada();
  await chat.start();
  expect(storage.get(ACCOUNT)).toBe("{}");
  chat.destroy();
  const second = ada();
  await second.resume();
  expect(second.get().phase.kind).toBe("waiting");
  expect(asked()).toBe(2);
});

test("a service that wants the person again gets a new token, and the message arrives once", async () => {
  const { ada, emulator, tokenCalls, asked } = await open();
  const chat = ada();
  await chat.start();
  const conversation = await emulator.nextConversation();
  conversation.asksForSignIn();
  chat.send("Hello");
  await until(() => expect(deliveriesOf(chat)).toEqual(["sent"]));
  expect(conversation.guestTexts).toEqual(["Hello"]);
  expect(tokenCalls()).toEqual(["oauthcodegrantjwtexchange", "refresh"]);
  expect(asked()).toBe(1);
});

test("a stored token that the service does not know any more is replaced by a new code", async () => {
  const { ada, emulator, asked } = await open();
  const chat = ada();
  await chat.start();
  (await emulator.nextConversation()).asksForSignIn();
  emulator.fault({ on: "http", route: "token", status: 401, times: 1 });
  chat.send("Hello");
  await until(() => expect(deliveriesOf(chat)).toEqual(["sent"]));
  expect(asked()).toBe(2);
});

test("tokens that are refused are renewed three times, and a code is asked for once more", async () => {
  const { ada, emulator, tokenCalls, asked, lines } = await open();
  emulator.fault({ on: "request", action: AUTHENTICATED, code: 401 });
  const chat = ada();
  await expect(chat.start()).rejects.toMatchObject({ code: "authentication-failed" });
  expect(tokenCalls()).toEqual([
    "oauthcodegrantjwtexchange",
    "refresh",
    "refresh",
    "refresh",
    "oauthcodegrantjwtexchange",
  ]);
  expect(asked()).toBe(2);
  expect(lines).toEqual([expect.stringContaining("does not take the code of getAuthCode")]);
});

test.each([
  ["fails", () => Promise.reject(new Error("no"))],
  ["gives a code that nobody knows", async () => ({ code: "x", redirectUri: "https://a.test" })],
  ["gives no code", async () => ({ code: "", redirectUri: "" })],
])("a page whose getAuthCode %s starts no conversation, and is told", async (_, getCode) => {
  const { ada, page, lines, storage } = await open();
  page.getCode = getCode;
  const chat = ada();
  await expect(chat.start()).rejects.toMatchObject({ code: "authentication-failed" });
  expect(lines).toHaveLength(1);
  expect(storage.get(ACCOUNT)).toBeNull();
});

test("a deployment without sign-in has guests only", async () => {
  const { ada, actions, asked } = await open({ auth: false });
  await ada().start();
  expect(actions()).toEqual(["configureSession"]);
  expect(asked()).toBe(0);
});

test("a guest signs in: the conversation goes on with the same token", async () => {
  const { ada, guest, emulator, place, actions, storage } = await open();
  const signedIn: { getAuthCode?: typeof place.getAuthCode } = {};
  const chat = guest({
    place: {
      endpoint: emulator.url,
      get getAuthCode() {
        return signedIn.getAuthCode;
      },
    },
  });
  await chat.start();
  const conversation = await emulator.nextConversation();
  chat.send("Hello");
  await until(() => expect(deliveriesOf(chat)).toEqual(["sent"]));
  signedIn.getAuthCode = place.getAuthCode;
  await chat.signIn();
  expect(actions().filter((action) => action.startsWith("configure"))).toEqual([
    "configureSession",
    AUTHENTICATED,
  ]);
  const own = (): string | undefined =>
    [...chat.get().members.values()].find(({ role }) => role === "guest")?.name;
  await until(() => expect(own()).toBe("Ada"));
  chat.send("It is me");
  await until(() => expect(conversation.guestTexts).toEqual(["Hello", "It is me"]));
  await untilTexts(chat, ["me: Hello", "me: It is me"]);
  expect(storage.get(ACCOUNT)).toContain("refreshToken");
  chat.destroy();
  const second = ada();
  await second.resume();
  await untilTexts(second, ["me: Hello", "me: It is me"]);
});

test("a person's session elsewhere ends with the sign-in, and the log begins anew", async () => {
  const { ada, emulator, guest, place } = await open();
  const other = ada({ ports: { storage: memoryStorage() } });
  await other.start();
  other.send("From the other device");
  await until(() => expect(deliveriesOf(other)).toEqual(["sent"]));
  await emulator.nextConversation();
  let isSignedIn = false;
  const chat = guest({
    place: {
      endpoint: emulator.url,
      get getAuthCode() {
        return isSignedIn ? place.getAuthCode : undefined;
      },
    },
  });
  await chat.start();
  const conversation = await emulator.nextConversation();
  chat.send("As a guest");
  await until(() => expect(deliveriesOf(chat)).toEqual(["sent"]));
  isSignedIn = true;
  const sizes: number[] = [];
  chat.subscribe(({ order }) => sizes.push(order.length));
  await chat.signIn();
  await until(() => expect(sizes).toContain(0));
  await untilTexts(chat, ["me: As a guest"]);
  await until(() =>
    expect(other.get().phase).toEqual({ kind: "expired", code: "session-expired" }),
  );
  conversation.agent({ nickname: "Robin" }).says("Hi Ada");
  await untilTexts(chat, ["me: As a guest", "joined Robin", "Robin: Hi Ada"]);
});

test("a deployment that does not let guests sign in refuses, and the guest goes on", async () => {
  const { ada, guest, emulator, storage } = await open({ allowSessionUpgrade: false });
  const chat = guest();
  await chat.start();
  await expect(chat.signIn()).rejects.toMatchObject({ code: "refused" });
  chat.destroy();
  const second = ada();
  await second.resume();
  second.send("Hello");
  await until(() => expect(deliveriesOf(second)).toEqual(["sent"]));
  expect(storage.get(ACCOUNT)).toBeNull();
  expect(emulator.conversations).toHaveLength(1);
});

test("a code that is refused leaves the conversation to the guest", async () => {
  const { ada, emulator, guest, page, storage } = await open();
  const first = guest();
  await first.start();
  first.destroy();
  const chat = ada();
  await chat.resume();
  page.getCode = async () => ({ code: "x", redirectUri: "https://a.test" });
  await expect(chat.signIn()).rejects.toMatchObject({ code: "authentication-failed" });
  expect(storage.get(ACCOUNT)).toBeNull();
  chat.send("Still here");
  const conversation = await emulator.nextConversation();
  await until(() => expect(conversation.guestTexts).toEqual(["Still here"]));
});

test("a tab that follows signs in for all, over a connection of its own", async () => {
  const { ada, emulator, guest, storage } = await open();
  const browser = createFakeBrowser();
  const chat = guest({ ports: { tabs: browser.openTab("1") } });
  await chat.start();
  const conversation = await emulator.nextConversation();
  const second = ada({ ports: { tabs: browser.openTab("2") } });
  await second.resume();
  await second.signIn();
  expect(storage.get(ACCOUNT)).toContain("refreshToken");
  conversation.dropsSockets();
  await until(() => {
    fixture.clock.advance(1_000);
    expect(chat.get().stream.kind).toBe("live");
    expect(conversation.connectionCount).toBe(1);
  });
  chat.send("Hello");
  await until(() => expect(conversation.guestTexts).toEqual(["Hello"]));
});

test("signing out revokes the tokens, and the conversation is over on all devices", async () => {
  const { ada, tokenCalls, storage, emulator } = await open();
  const chat = ada();
  await chat.start();
  const conversation = await emulator.nextConversation();
  await chat.signOut();
  await until(() => expect(chat.get().phase).toEqual({ kind: "expired", code: "session-expired" }));
  expect(tokenCalls()).toEqual(["oauthcodegrantjwtexchange", "revoke"]);
  expect(conversation.ending).toBe("signedOut");
  expect(storage.keys("parlor:")).toEqual([]);
});

test("signing out with a token that has run out renews it first", async () => {
  const { ada, tokenCalls, emulator } = await open();
  emulator.setJwtSeconds(1);
  const chat = ada();
  await chat.start();
  fixture.clock.advance(2_000);
  emulator.setJwtSeconds(60);
  await chat.signOut();
  expect(tokenCalls()).toEqual(["oauthcodegrantjwtexchange", "revoke", "refresh", "revoke"]);
});

test("signing a guest out does nothing", async () => {
  const { guest, tokenCalls } = await open();
  const chat = guest();
  await chat.start();
  await chat.signOut();
  expect(tokenCalls()).toEqual([]);
  expect(chat.get().phase.kind).toBe("waiting");
});

test("after a reset nothing of the person is left, and the next conversation is a guest's", async () => {
  const { guest, emulator, place, storage, actions } = await open();
  let person: typeof place.getAuthCode | undefined = place.getAuthCode;
  const chat = guest({
    place: {
      endpoint: emulator.url,
      get getAuthCode() {
        return person;
      },
    },
  });
  await chat.start();
  const first = await emulator.nextConversation();
  person = undefined;
  await chat.reset();
  expect(storage.keys("parlor:")).toEqual([]);
  await chat.start();
  const second = await emulator.nextConversation();
  expect(second.token).not.toBe(first.token);
  expect(
    actions()
      .filter((action) => action.startsWith("configure"))
      .at(-1),
  ).toBe("configureSession");
});

test("a reset after the agent's end begins with another token", async () => {
  const { guest, emulator } = await open();
  const chat = guest();
  await chat.start();
  chat.send("Hello");
  const first = await emulator.nextConversation();
  await until(() => expect(first.guestTexts).toEqual(["Hello"]));
  first.agent().leaves();
  await until(() => expect(chat.get().phase.kind).toBe("ended"));
  await chat.reset();
  await chat.start();
  expect((await emulator.nextConversation()).token).not.toBe(first.token);
});
