import { afterEach, expect, test } from "vitest";
import { createFastClock } from "../../test/faults/fast-clock.ts";
import {
  createGuestChat,
  type ConversationState,
  type GuestChat,
  type GuestChatOptions,
} from "../transport/index.ts";
import { createFakeServer, type FakeServer, type FakeServerOptions } from "./index.ts";

const undo: (() => void)[] = [];
afterEach(() => {
  for (const step of undo.splice(0).toReversed()) step();
});

/** A chat without a widget, on the fake server; time runs twenty times faster for both. */
function rig(
  options: FakeServerOptions = {},
  more: Partial<GuestChatOptions> = {},
): { server: FakeServer; chat: GuestChat } {
  const clock = createFastClock(20);
  const server = createFakeServer({ clock, ...options });
  undo.push(server.install());
  const chat = createGuestChat({
    api: "https://chat.example.com",
    organizationId: "o",
    deploymentId: "d",
    routing: { queue: "Bookings" },
    profile: { displayName: "Mara", customFields: { trip: "NJ 295" } },
    storage: "memory",
    ports: { clock },
    ...more,
  });
  undo.push(() => chat.destroy());
  return { server, chat };
}

/** Resolves with the first state that satisfies the predicate. */
const when = (chat: GuestChat, is: (state: ConversationState) => boolean): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (!is(chat.get())) return;
      stop();
      resolve();
    };
    const stop = chat.subscribe(look);
    look();
  });
const bodies = (chat: GuestChat): string[] => {
  const { order, messages } = chat.get();
  return order.flatMap((key) => {
    const row = messages.get(key);
    return row?.kind === "text" ? row.body : [];
  });
};
const hears = (chat: GuestChat, body: string): Promise<void> =>
  when(chat, () => bodies(chat).includes(body));

test("it stands in for fetch and WebSocket until it is taken away, for its own addresses only", async () => {
  const asked: string[] = [];
  class OwnSocket extends EventTarget {
    readonly url: string;
    constructor(url: string | URL) {
      super();
      this.url = String(url);
    }
  }
  const ownFetch = (async (url: string) => {
    asked.push(url);
    return new Response("the page's own");
  }) as typeof fetch;
  const page = Object.assign(new EventTarget(), {
    fetch: ownFetch,
    WebSocket: OwnSocket as unknown as typeof WebSocket,
    navigator: { onLine: true },
  });
  const told: string[] = [];
  for (const type of ["online", "offline"]) page.addEventListener(type, () => told.push(type));
  const server = createFakeServer();
  const restore = server.install(page);

  expect(await (await page.fetch("https://site.example/prices")).text()).toBe("the page's own");
  expect(asked).toEqual(["https://site.example/prices"]);
  const api = "https://chat.example.com/api/v2/webchat/guest/conversations";
  expect((await page.fetch(api, { method: "POST", body: "{}" })).status).toBe(400);
  expect(new page.WebSocket("wss://site.example/live")).toBeInstanceOf(OwnSocket);
  expect(new page.WebSocket("wss://parlor.test/chat/jwt/x")).not.toBeInstanceOf(OwnSocket);
  server.goOffline();
  expect(page.navigator.onLine).toBe(false);
  await expect(page.fetch(api, { method: "POST", body: "{}" })).rejects.toThrow("Failed to fetch");
  server.comeBack();
  expect(told).toEqual(["offline", "online"]);

  restore();
  server.goOffline();
  expect(page).toMatchObject({
    fetch: ownFetch,
    WebSocket: OwnSocket,
    navigator: { onLine: true },
  });
  expect(told).toEqual(["offline", "online"]);
});

test("a test sees who the visitor is, where it went, what it wrote, and how the chat went", async () => {
  const { server, chat } = rig();
  const starting = chat.start();
  const visit = await server.waitForConversation();
  await starting;
  expect(visit).toMatchObject({
    state: "waiting",
    profile: { displayName: "Mara", customFields: { trip: "NJ 295" } },
    routing: { queue: "Bookings", priority: 0 },
    messages: [],
    isTyping: false,
    rating: null,
  });
  visit.queuePosition(3, 240);
  await when(chat, ({ queue }) => queue?.position === 3);
  visit.agentJoins({ name: "Noor Haddad" });
  await when(chat, ({ phase }) => phase.kind === "talking");
  visit.agentTypes();
  await when(chat, ({ typing }) => typing.length === 1);
  chat.send("Is there a night train?");
  expect((await server.waitForMessage()).text).toBe("Is there a night train?");
  visit.agentSays("There is.");
  await hears(chat, "There is.");
  visit.agentTransfers("Lost property");
  await when(chat, ({ phase }) => phase.kind === "waiting");
  visit.agentJoins({ name: "Tomas" });
  visit.agentLeaves();
  await when(chat, ({ phase }) => phase.kind === "ended" && phase.reason === "agent");
  await chat.rate(4, "Quick");
  expect(visit).toMatchObject({
    state: "ended",
    endReason: "agent",
    messages: [{ text: "Is there a night train?", conversationId: visit.id }],
    rating: { score: 4, comment: "Quick" },
  });
});

test("each message is given once, and to whoever waits for it", async () => {
  const { server, chat } = rig();
  const two = server.waitForMessage("two");
  await chat.start();
  chat.send("one");
  chat.send("two");
  expect((await two).text).toBe("two");
  expect((await server.waitForMessage()).text).toBe("one");
  chat.send("three");
  expect((await server.waitForMessage()).text).toBe("three");
  expect(server.messages.map(({ text }) => text)).toEqual(["one", "two", "three"]);
});

test("the verbs of the other side say what is missing", async () => {
  const { server, chat } = rig();
  expect(() => server.agentJoins({ name: "Noor" })).toThrow("No visitor is here");
  await chat.start();
  expect(() => server.agentSays("Hello")).toThrow("call agentJoins() first");
  server.endConversation("idle");
  expect(() => server.agentJoins({ name: "Noor" })).toThrow("The conversation has ended");
});

test("the next request of a kind is refused, once, with the code that was asked for", async () => {
  const { server, chat } = rig();
  server.failNext({ on: "send", status: 429, code: "too.many.requests", retryAfterSeconds: 2 });
  server.failNext({ on: "create", status: 400, code: "chat.error.invalid.queue" });
  await expect(chat.start()).rejects.toMatchObject({ code: "invalid-queue" });
  await chat.start();
  chat.send("Hello");
  await server.waitForMessage("Hello");
});

test("a reply that was lost does not double a message", async () => {
  const { server, chat } = rig();
  await chat.start();
  const answered = globalThis.fetch;
  const lost = new Promise<unknown>((resolve) => {
    globalThis.fetch = async (...call) => {
      const reply = answered(...call);
      reply.catch(resolve);
      return reply;
    };
  });
  server.loseNextReply("send");
  chat.send("once");
  await lost;
  await when(chat, ({ messages }) =>
    [...messages.values()].every(({ delivery }) => delivery.kind === "sent"),
  );
  expect(server.messages.map(({ text }) => text)).toEqual(["once"]);
});

test("streams that break are opened again, and what was said meanwhile is caught up with", async () => {
  const { server, chat } = rig();
  await chat.start();
  server.agentJoins({ name: "Noor" });
  server.dropSockets();
  server.agentSays("Still here?");
  expect(bodies(chat)).toEqual([]);
  await hears(chat, "Still here?");
  await when(chat, ({ stream }) => stream.kind === "live");
});

test("the chat polls when sockets are blocked", async () => {
  const { server, chat } = rig();
  server.blockSockets();
  const starting = chat.start();
  await when(chat, ({ stream }) => stream.kind === "polling");
  await starting;
  server.agentJoins({ name: "Noor" });
  server.agentSays("Behind a proxy?");
  await hears(chat, "Behind a proxy?");
});

test("a session that the server has forgotten has expired", async () => {
  const { server, chat } = rig();
  await chat.start();
  server.expireSessions();
  await when(chat, ({ phase }) => phase.kind === "expired");
});

test("a screen share is offered, and taken back", async () => {
  const { server, chat } = rig();
  await chat.start();
  server.agentJoins({ name: "Noor" });
  const offer = server.offerScreenShare();
  await when(chat, ({ mediaRequests }) => mediaRequests.some(({ state }) => state === "pending"));
  expect(offer.state).toBe("PENDING");
  offer.cancel();
  expect(offer.state).toBe("CANCELLED");
  await when(chat, ({ mediaRequests }) => mediaRequests.every(({ state }) => state !== "pending"));
});

test("the agent says the language of a text, and a chat learns it and that text is formatted", async () => {
  const { server, chat } = rig();
  await chat.start();
  server.agentJoins({ name: "Noor" });
  server.agentSays("**Guten Tag**", { language: "de" });
  await hears(chat, "**Guten Tag**");
  const { messages, capabilities } = chat.get();
  expect([...messages.values()].at(-1)).toMatchObject({ language: "de" });
  expect(capabilities.formatting).toBe(true);
});

test("a server without extensions is the plain contract", async () => {
  const { server, chat } = rig({ extensions: [], greeting: { name: "Bell", lines: ["Hello."] } });
  await chat.start();
  await hears(chat, "Hello.");
  expect(chat.get().queue).toBeNull();
  server.endConversation();
  await when(chat, ({ phase }) => phase.kind === "ended");
});

test.each([
  [[{ text: "A bike", queue: "Support" }], ["A bike", "Talk to a person"]],
  [[{ text: "Human", payload: "talk to a person" }], ["Human"]],
  [[], []],
])(
  "the choices %j of a greeting are offered before and in the conversation as %j",
  async (choices, offered) => {
    const { chat } = rig({ greeting: { name: "Bell", lines: ["Hello.", "A bike?"], choices } });
    const { greeting } = (await chat.status()) ?? {};
    expect(greeting?.at(-1)?.choices?.map(({ text }) => text) ?? []).toEqual(offered);
    await chat.start();
    await hears(chat, "A bike?");
    const { messages } = chat.get();
    const content = [...messages.values()].flatMap((one) => one.content);
    expect(
      content.flatMap((one) => (one.kind === "choices" ? one.choices.map(({ text }) => text) : [])),
    ).toEqual(offered);
  },
);

test("a server that asks who the guest is takes a good token, and no other", async () => {
  const given = ["", "stale", "good"];
  const { server, chat } = rig(
    { authenticate: (token) => token === "good" },
    { getMemberAuthToken: async () => given.shift() ?? "" },
  );
  await expect(chat.start()).rejects.toThrow("chat.deployment.require.auth");
  await expect(chat.start()).rejects.toThrow("chat.deployment.bad.auth");
  await chat.start();
  expect(await server.waitForConversation()).toMatchObject({ state: "waiting" });
});
