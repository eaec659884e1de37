import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import {
  createGuestChat,
  type ChatHooks,
  type GuestChat,
  type MediaHandler,
  type GuestChatOptions,
} from "../../src/transport/index.ts";
import { memoryStorage } from "../../src/transport/ports/storage.ts";
import { lanternLine } from "../../server/src/testing/tenant-fixture.ts";
import { startFaultProxy, type FaultProxy } from "../faults/fault-proxy.ts";
import { checkRequest } from "../openapi.ts";
import { answerOffer, startTestServer, type TestServer } from "./test-server.ts";

let server: TestServer;
let proxy: FaultProxy;
let chats: GuestChat[] = [];
let storage = memoryStorage();

beforeEach(async () => {
  // One of these tests writes 130 messages at once.
  server = await startTestServer({ messagesPerMinute: 10_000 });
  proxy = await startFaultProxy(server.url);
  storage = memoryStorage();
});

afterEach(async () => {
  for (const chat of chats) chat.destroy();
  chats = [];
  for (const { request, body } of proxy.exchanges) checkRequest(request, body);
  await proxy.close();
  await server.close();
});

function open(change: Partial<GuestChatOptions> = {}): GuestChat {
  const chat = createGuestChat({
    api: proxy.url,
    organizationId: lanternLine.id,
    deploymentId: lanternLine.deployments[0]!.id,
    routing: { queue: "Bookings", skills: [], language: "English", priority: 2 },
    profile: {
      displayName: "Mara",
      email: "mara@lindqvist.example",
      customFields: { subject: "Change a booking" },
    },
    journeyContext: { customer: { id: "c-1", idType: "cookie" } },
    ports: { storage, socket: () => WebSocket },
    ...change,
  });
  chats.push(chat);
  return chat;
}

const bodies = (chat: GuestChat): string[] =>
  chat.get().order.flatMap((key) => {
    const row = chat.get().messages.get(key);
    return row?.kind === "text" ? [row.body] : [];
  });
const until = (check: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(check, { timeout: 5_000, interval: 10 });
const idOf = (chat: GuestChat): string => chat.get().conversationId ?? "";

test("a guest starts, is greeted, waits, is answered, writes and reads, and leaves", async () => {
  const chat = open();
  const key = chat.send("written before the chat was there");
  await chat.start();
  expect(chat.get().phase.kind).toBe("waiting");
  await until(() => expect(chat.get().messages.get(key)?.delivery.kind).toBe("sent"));
  await until(() => expect(chat.get().queue).toMatchObject({ name: "Bookings", position: 1 }));

  const noor = await server.agent("u-noor");
  await noor("GET", "/api/v2/users/me");
  const leg = await answerOffer(noor, idOf(chat));
  await until(() => expect(chat.get().phase.kind).toBe("talking"));
  await noor(
    "POST",
    `/api/v2/conversations/chats/${idOf(chat)}/communications/${leg.communicationId}/typing`,
  );
  await until(() => expect(chat.get().typing).toEqual([leg.communicationId]));
  await noor(
    "POST",
    `/api/v2/conversations/chats/${idOf(chat)}/communications/${leg.communicationId}/messages`,
    { body: "Good evening, Mara" },
  );
  await until(() => expect(bodies(chat).at(-1)).toBe("Good evening, Mara"));
  expect(chat.get().typing).toEqual([]);
  expect(chat.get().members.get(leg.communicationId as never)).toMatchObject({
    name: "Noor Haddad",
    role: "agent",
    queueName: "Bookings",
  });

  await chat.end();
  expect(chat.get().phase).toMatchObject({ kind: "ended", reason: "guest" });
});

test("after a reload the chat goes on where it was, and unsent words go out", async () => {
  const first = open();
  await first.start();
  const key = first.send("before the reload");
  await until(() => expect(first.get().messages.get(key)?.delivery.kind).toBe("sent"));
  proxy.setOffline(true);
  first.send("written in the tunnel");
  first.destroy();
  proxy.setOffline(false);

  const second = open();
  expect(second.hasStoredSession()).toBe(true);
  expect(await second.resume()).toBe(true);
  await until(() => expect(second.get().stream.kind).toBe("live"));
  await until(() =>
    expect([...second.get().messages.values()].every((row) => row.delivery.kind === "sent")).toBe(
      true,
    ),
  );
  expect(bodies(second)).toEqual(
    bodies(second).filter((body, at, all) => all.indexOf(body) === at),
  );
  expect(bodies(second).slice(-2)).toEqual(["before the reload", "written in the tunnel"]);
});

test("an answer lost after the server accepted the message doubles nothing", async () => {
  const chat = open();
  await chat.start();
  proxy.next({ method: "POST", path: /\/messages$/ }, { kind: "lose-answer" });
  const key = chat.send("once and only once");
  await until(() => expect(chat.get().messages.get(key)?.delivery.kind).toBe("sent"));
  const { messages } = await server.chats.messages(idOf(chat), {
    after: null,
    before: null,
    sortOrder: "ascending",
    maxResults: 100,
  });
  expect(messages.filter((message) => message.body === "once and only once")).toHaveLength(1);
  expect(bodies(chat).filter((body) => body === "once and only once")).toHaveLength(1);
});

test("messages sent while the stream was cut are there once it is back, in order and once", async () => {
  const chat = open();
  await chat.start();
  const noor = await server.agent("u-noor");
  await noor("GET", "/api/v2/users/me");
  const leg = await answerOffer(noor, idOf(chat));
  await until(() => expect(chat.get().phase.kind).toBe("talking"));
  const say = (body: string): Promise<unknown> =>
    noor(
      "POST",
      `/api/v2/conversations/chats/${idOf(chat)}/communications/${leg.communicationId}/messages`,
      { body },
    );
  await say("one");
  await until(() => expect(bodies(chat)).toContain("one"));
  proxy.cutStreams();
  await say("two");
  await say("three");
  await until(() => expect(bodies(chat).slice(-3)).toEqual(["one", "two", "three"]));
});

test("an accepted media request is handed to the host with its secrets, and one whose handler is gone is answered ERRORED", async () => {
  let stop = (): void => undefined;
  const ended = new Promise<void>((resolve) => (stop = resolve));
  const chat = open();
  chat.setMediaHandler(async () => ({ stop, ended }));
  await chat.start();
  const noor = await server.agent("u-noor");
  await noor("GET", "/api/v2/users/me");
  await answerOffer(noor, idOf(chat));
  const ask = (): Promise<unknown> =>
    noor("POST", `/api/v2/parlor/chats/${idOf(chat)}/mediarequests`, { types: ["SCREENSHARE"] });
  await ask();
  await until(() =>
    expect(chat.get().mediaRequests).toMatchObject([{ state: "pending", canAccept: true }]),
  );
  chat.setMediaHandler(null);
  await until(() => expect(chat.get().mediaRequests[0]?.canAccept).toBe(false));
  // The server is told, and the next invitation is refused.
  const isKnown = async (canShareScreen: boolean): Promise<void> => {
    const { pageInfo } = (await server.chats.get(idOf(chat))).conversation;
    expect(pageInfo.canShareScreen).toBe(canShareScreen);
  };
  await until(() => isKnown(false));
  await expect(ask()).rejects.toThrow("guest.screenshare.unavailable");
  await chat.acceptMediaRequest(chat.get().mediaRequests[0]!.id);
  expect(chat.get().mediaRequests[0]?.state).toBe("blocked");
  expect((await server.chats.mediaRequests(idOf(chat)))[0]?.state).toBe("ERRORED");

  const handed: unknown[] = [];
  const share: MediaHandler = async (request) => {
    handed.push(request);
    return { stop, ended, label: "Choose your berth", displaySurface: "window" };
  };
  chat.setMediaHandler(share);
  await until(() => isKnown(true));
  await ask();
  await until(() => expect(chat.get().mediaRequests).toHaveLength(2));
  chat.setMediaHandler(null);
  await until(() => expect(chat.get().mediaRequests[1]?.canAccept).toBe(false));
  chat.setMediaHandler(share);
  await until(() => expect(chat.get().mediaRequests[1]?.canAccept).toBe(true));
  await chat.acceptMediaRequest(chat.get().mediaRequests[1]!.id);
  expect(handed).toMatchObject([
    {
      types: ["SCREENSHARE"],
      communicationId: expect.stringMatching(/.+/),
      securityKey: expect.stringMatching(/.+/),
    },
  ]);
  expect(chat.get().mediaRequests[1]).toMatchObject({
    state: "live",
    label: "Choose your berth",
    surface: "window",
    canAccept: true,
  });
  chat.stopMedia(chat.get().mediaRequests[1]!.id);
  await until(() => expect(chat.get().mediaRequests[1]?.state).toBe("over"));
});

test("a page without a media handler is asked for nothing that it cannot do", async () => {
  const chat = open();
  await chat.start();
  const noor = await server.agent("u-noor");
  await noor("GET", "/api/v2/users/me");
  await answerOffer(noor, idOf(chat));
  const ask = noor("POST", `/api/v2/parlor/chats/${idOf(chat)}/mediarequests`, {
    types: ["SCREENSHARE"],
  });
  await expect(ask).rejects.toThrow(/409 .*guest\.screenshare\.unavailable/);
  expect(chat.get().mediaRequests).toEqual([]);
});

test("a transfer is not the end: the guest waits again, then talks to the next agent", async () => {
  const chat = open();
  await chat.start();
  const noor = await server.agent("u-noor");
  await noor("GET", "/api/v2/users/me");
  const leg = await answerOffer(noor, idOf(chat));
  await until(() => expect(chat.get().phase.kind).toBe("talking"));
  const tomas = await server.agent("u-tomas");
  await tomas("GET", "/api/v2/users/me");
  await noor(
    "POST",
    `/api/v2/conversations/chats/${idOf(chat)}/participants/${leg.participantId}/replace`,
    { queueId: "q-lost" },
  );
  await until(() => expect(chat.get().phase.kind).toBe("waiting"));
  expect(chat.get().members.get(leg.communicationId as never)).toMatchObject({
    leftForTransfer: true,
  });
  const next = await answerOffer(tomas, idOf(chat));
  await until(() => expect(chat.get().phase.kind).toBe("talking"));
  await tomas(
    "PATCH",
    `/api/v2/conversations/chats/${idOf(chat)}/participants/${next.participantId}`,
    { state: "disconnected" },
  );
  await until(() => expect(chat.get().phase).toMatchObject({ kind: "ended", reason: "agent" }));
});

test("a refusal to start is a typed error with the server's context, and the phase says so", async () => {
  const chat = open({ routing: { queue: "Nowhere" } });
  await expect(chat.start()).rejects.toMatchObject({ code: "invalid-queue", retryable: false });
  expect(chat.get().phase).toMatchObject({
    kind: "failed",
    code: "invalid-queue",
    contextId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
});

test("a session whose conversation the server does not know any more is expired, not retried", async () => {
  const chat = open();
  await chat.start();
  chat.destroy();
  await server.store.wipe();
  server.chats.forgetAll();
  const next = open();
  await next.resume();
  expect(next.get().phase).toMatchObject({ kind: "expired", code: "not-found" });
  expect(next.hasStoredSession()).toBe(false);
});

// 130 messages go one after another: on a busy machine that takes most of a minute.
test("a long conversation comes back with its newest page; older ones come when they are asked for, once each", {
  timeout: 90_000,
}, async () => {
  const chat = open();
  await chat.start();
  for (let n = 0; n < 130; n++) chat.send(`line ${n}`);
  await vi.waitFor(
    () => {
      const rows = [...chat.get().messages.values()].filter((row) => row.isOwn);
      expect(rows.every((row) => row.delivery.kind === "sent")).toBe(true);
      expect(rows).toHaveLength(130);
    },
    { timeout: 60_000, interval: 50 },
  );
  chat.destroy();
  const again = open();
  await again.resume();
  await until(() => expect(again.get().stream.kind).toBe("live"));
  expect(again.get()).toMatchObject({ hasOlder: true });
  expect(bodies(again).at(-1)).toBe("line 129");
  expect(bodies(again)).not.toContain("line 0");
  await again.loadOlder();
  expect(again.get().hasOlder).toBe(false);
  expect(bodies(again).filter((body) => body.startsWith("line"))).toEqual(
    Array.from({ length: 130 }, (_, n) => `line ${n}`),
  );
  await again.loadOlder();
  expect(bodies(again).filter((body) => body === "line 0")).toHaveLength(1);
});

test("with as many guests waiting as a queue takes, the next one is told to come later", async () => {
  await server.close();
  await proxy.close();
  server = await startTestServer({ maxWaiting: 1 });
  proxy = await startFaultProxy(server.url);
  await open().start();
  const late = open({ ports: { storage: memoryStorage(), socket: () => WebSocket } });
  await expect(late.start()).rejects.toMatchObject({
    code: "busy",
    retryable: true,
    retryAfterMs: 15 * 60_000,
  });
  expect(late.get().phase).toMatchObject({ kind: "failed", code: "busy" });
});

test("hooks change what is sent and shown, or stop it; one that fails refuses a message and lets all else pass", async () => {
  const broken = async (): Promise<never> => {
    throw new Error("a bug of the page");
  };
  const hooks: ChatHooks = {
    beforeSend: async ({ text }) =>
      text === "stop" ? null : text === "fail" ? broken() : { text: text.toUpperCase() },
    beforeDisplay: async ({ text, role }) => (role === "agent" ? { text: `${text}!` } : broken()),
  };
  const chat = open({ hooks });
  const [stopped, failed, changed] = [chat.send("stop"), chat.send("fail"), chat.send("go on")];
  await chat.start();
  await until(() => expect(chat.get().messages.get(changed)?.delivery.kind).toBe("sent"));
  expect(chat.get().messages.get(changed)?.body).toBe("GO ON");
  for (const key of [stopped, failed])
    expect(chat.get().messages.get(key)?.delivery).toEqual({
      kind: "failed",
      code: "message-refused",
    });
  const noor = await server.agent("u-noor");
  await noor("GET", "/api/v2/users/me");
  const leg = await answerOffer(noor, idOf(chat));
  await noor(
    "POST",
    `/api/v2/conversations/chats/${idOf(chat)}/communications/${leg.communicationId}/messages`,
    { body: "hello", bodyType: "standard" },
  );
  await until(() => expect(bodies(chat)).toContain("hello!"));
});

test("a start that the host stops fails as vetoed, and asks the server for nothing", async () => {
  const chat = open({ hooks: { beforeStart: async () => null } });
  await expect(chat.start()).rejects.toMatchObject({ code: "vetoed", retryable: false });
  expect(chat.get().phase).toMatchObject({ kind: "failed", code: "vetoed" });
  expect(proxy.exchanges).toEqual([]);
});

test("a start that its caller gives up is aborted, also in a browser without AbortSignal.any()", async () => {
  const { any } = AbortSignal;
  Reflect.deleteProperty(AbortSignal, "any");
  const patience = new AbortController();
  const starting = open().start({}, patience.signal);
  patience.abort();
  await expect(starting).rejects.toMatchObject({ code: "aborted" });
  Object.assign(AbortSignal, { any });
});
