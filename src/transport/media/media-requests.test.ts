import { afterEach, beforeEach, expect, test } from "vitest";
import { openGuestFixture, until, type GuestFixture } from "../../../test/guest-fixture.ts";
import type { GuestChat, MediaHandler, MediaRequest } from "../index.ts";
import { systemClock, type Clock } from "../ports/clock.ts";

let fixture: GuestFixture;
let chat: GuestChat;
let offer: ReturnType<GuestFixture["server"]["offerScreenShare"]>;
let id = "";

beforeEach(async () => {
  fixture = openGuestFixture();
  chat = fixture.guest();
  await chat.start();
  fixture.server.agentJoins({ name: "Noor Haddad" });
  offer = fixture.server.offerScreenShare();
  await until(() => expect(chat.get().mediaRequests).toMatchObject([{ state: "pending" }]));
  id = chat.get().mediaRequests[0]?.id ?? "";
});
afterEach(() => fixture.close());

const stateOf = (): string | undefined => chat.get().mediaRequests[0]?.state;
const answers = (): number => fixture.requests.filter(({ method }) => method === "PATCH").length;
const never = (): MediaHandler => () => new Promise(() => undefined);

test.each(["acceptMediaRequest", "declineMediaRequest"] as const)(
  "%s with a signal that is aborted already asks nothing, and changes nothing",
  async (call) => {
    chat.setMediaHandler(never());
    await expect(chat[call](id, AbortSignal.abort())).rejects.toMatchObject({
      name: "ParlorError",
      code: "aborted",
    });
    expect(answers()).toBe(0);
    expect([stateOf(), offer.state]).toEqual(["pending", "PENDING"]);
  },
);

test.each(["acceptMediaRequest", "declineMediaRequest"] as const)(
  "%s that is aborted under way: the request is aborted, and the invitation is open again",
  async (call) => {
    chat.setMediaHandler(never());
    fixture.holds = ({ method }) => method === "PATCH";
    const abort = new AbortController();
    const asked = chat[call](id, abort.signal).catch((error: unknown) => error);
    await until(() => expect(answers()).toBe(1));
    abort.abort();
    expect(fixture.requests.at(-1)?.signal.aborted).toBe(true);
    expect(await asked).toMatchObject({ code: "aborted" });
    expect(stateOf()).toBe("pending");
  },
);

test("aborted while the page's handler asks the visitor: the handler hears it, the agent is told, and a late share is stopped", async () => {
  let started = (): void => undefined;
  let isStopped = false;
  let handlerSignal: AbortSignal | undefined;
  chat.setMediaHandler(({ signal }) => {
    handlerSignal = signal;
    return new Promise((resolve) => {
      started = () =>
        resolve({ stop: () => void (isStopped = true), ended: new Promise(() => undefined) });
    });
  });
  const abort = new AbortController();
  const asked = chat.acceptMediaRequest(id, abort.signal).catch((error: unknown) => error);
  await until(() => expect(handlerSignal).toBeDefined());
  abort.abort();
  expect(await asked).toMatchObject({ code: "aborted" });
  expect(handlerSignal?.aborted).toBe(true);
  await until(() => expect(offer.state).toBe("ERRORED"));
  expect(stateOf()).toBe("over");
  started();
  await until(() => expect(isStopped).toBe(true));
  expect(stateOf()).toBe("over");
});

test("aborted once the share runs, the signal ends nothing", async () => {
  let isStopped = false;
  chat.setMediaHandler(async () => ({
    stop: () => void (isStopped = true),
    ended: new Promise(() => undefined),
  }));
  const abort = new AbortController();
  await chat.acceptMediaRequest(id, abort.signal);
  expect(stateOf()).toBe("live");
  abort.abort();
  expect(isStopped).toBe(false);
  expect(stateOf()).toBe("live");
  chat.stopMedia(id);
  await until(() => expect(stateOf()).toBe("over"));
  expect(isStopped).toBe(true);
});

test("after a reset no invitation of before comes back, and a running share is stopped", async () => {
  let isStopped = false;
  chat.setMediaHandler(async () => ({
    stop: () => void (isStopped = true),
    ended: new Promise(() => undefined),
  }));
  await chat.acceptMediaRequest(id);
  await chat.reset();
  expect(isStopped).toBe(true);
  await chat.start();
  expect(chat.get().mediaRequests).toEqual([]);
  await chat.acceptMediaRequest(id);
  expect(chat.get().mediaRequests).toEqual([]);
});

test("an invitation that is prolonged has a new end, and the tenth time is the last", async () => {
  let aheadMs = 0;
  const clock: Clock = { ...systemClock, now: () => systemClock.now() + aheadMs };
  const ahead = openGuestFixture({ clock });
  const guest = ahead.guest();
  await guest.start();
  ahead.server.agentJoins({ name: "Noor Haddad" });
  ahead.server.offerScreenShare();
  const request = (): MediaRequest | undefined => guest.get().mediaRequests[0];
  await until(() => expect(request()).toMatchObject({ canExtend: true }));
  const { id: open = "", expiresAt: before = null } = request() ?? {};
  aheadMs = 30_000;
  await guest.extendMediaRequest(open);
  expect(request()?.expiresAt).toBeGreaterThan((before ?? 0) + aheadMs / 2);
  for (let turn = 1; turn < 10; turn++) await guest.extendMediaRequest(open);
  await expect(guest.extendMediaRequest(open)).rejects.toMatchObject({ code: "refused" });
  expect(request()).toMatchObject({ state: "pending", canExtend: false });
  ahead.close();
});

test("a server without the extension is not asked for more time", async () => {
  const plain = openGuestFixture({ extensions: [] });
  const guest = plain.guest();
  await guest.start();
  plain.server.agentJoins({ name: "Noor Haddad" });
  plain.server.offerScreenShare();
  await until(() => expect(guest.get().mediaRequests).toMatchObject([{ canExtend: false }]));
  await guest.extendMediaRequest(guest.get().mediaRequests[0]?.id ?? "");
  expect(plain.requests.filter(({ url }) => url.includes("extend"))).toEqual([]);
  plain.close();
});
