import { afterEach, beforeEach, expect, test } from "vitest";
import { openFakeHouse, until, type FakeHouse } from "../../../test/fake-guest.ts";
import type { GuestChat, MediaHandler } from "../index.ts";

let house: FakeHouse;
let chat: GuestChat;
let offer: ReturnType<FakeHouse["server"]["offerScreenShare"]>;
let id = "";

beforeEach(async () => {
  house = openFakeHouse();
  chat = house.guest();
  await chat.start();
  house.server.agentJoins({ name: "Noor Haddad" });
  offer = house.server.offerScreenShare();
  await until(() => expect(chat.get().mediaRequests).toMatchObject([{ state: "pending" }]));
  id = chat.get().mediaRequests[0]?.id ?? "";
});
afterEach(() => house.close());

const stateOf = (): string | undefined => chat.get().mediaRequests[0]?.state;
const answers = (): number => house.requests.filter(({ method }) => method === "PATCH").length;
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
    house.holds = ({ method }) => method === "PATCH";
    const abort = new AbortController();
    const asked = chat[call](id, abort.signal).catch((error: unknown) => error);
    await until(() => expect(answers()).toBe(1));
    abort.abort();
    expect(house.requests.at(-1)?.signal.aborted).toBe(true);
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
