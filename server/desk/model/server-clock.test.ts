import { afterEach, expect, test, vi } from "vitest";
import { memoryStorage } from "../../../src/transport/ports/storage.ts";
import { RestCall } from "../api/rest-call.ts";
import { chatOf, FakeAgentApi, guestOf, leg } from "../testing/fake-agent-api.ts";
import { SERVER_START, TestDesk } from "../testing/test-desk.ts";
import { startAnnouncing } from "./announcer.ts";
import { remainingMs } from "./offers.ts";
import { ServerClock } from "./server-clock.ts";

/* A desk on a computer whose clock is hours wrong. */

const HOUR_MS = 60 * 60_000;

afterEach(() => vi.unstubAllGlobals());

const skewed = async (aheadMs: number, api = new FakeAgentApi()): Promise<TestDesk> => {
  const it = await new TestDesk(api, memoryStorage(), aheadMs).start();
  it.tellTime(SERVER_START);
  return it;
};

test.each([5, -5])("by a clock %i hours ahead the time is the server's", async (hours) => {
  const { desk, clock } = await skewed(hours * HOUR_MS);
  expect(desk.connection.now.value).toBe(SERVER_START);
  await clock.advance(3_000);
  expect(desk.connection.now.value).toBe(SERVER_START + 3_000);
});

test.each([5, -5])("by a clock %i hours ahead an offer rings as long as it does", async (hours) => {
  const api = new FakeAgentApi();
  const startAlertingTime = new Date(SERVER_START - 10_000).toISOString();
  api.all.push(
    chatOf("c", "Mara", leg({ state: "alerting", startAlertingTime, alertingTimeoutMs: 30_000 })),
  );
  const { desk } = await skewed(hours * HOUR_MS, api);
  const [offer] = desk.offers.value;
  expect(offer && remainingMs(offer, desk.connection.now.value)).toBe(20_000);
});

test("a wait is not read out earlier by a clock that is ahead, but when it is long", async () => {
  const api = new FakeAgentApi();
  api.all.push(chatOf("c", "Mara", leg()));
  const message = api.say("c", "Hello?", guestOf("c"));
  api.histories.set("c", [{ ...message, timestamp: new Date(SERVER_START).toISOString() }]);
  const it = await skewed(5 * HOUR_MS, api);
  const stop = startAnnouncing(it.desk);
  const spoken = (): string => it.desk.notices.lines.value.map(({ text }) => text).join("\n");
  await it.clock.advance(60_000);
  expect(spoken()).not.toContain("waits for you");
  await it.clock.advance(61_000);
  expect(spoken()).toContain("Mara waits for you, 2 minutes");
  stop();
});

test("a clock that is set while the connection is lost changes no word about the connection", async () => {
  const it = await skewed(0);
  it.opensSockets = false;
  it.socket.close();
  await it.clock.advance(3_000);
  expect(it.desk.connection.banner.value).toBe("reconnecting");
  // The server tells another time: this computer's clock is wrong, and not the break longer.
  it.serverClock.noteTime(SERVER_START + HOUR_MS);
  expect(it.desk.connection.now.value).toBeGreaterThanOrEqual(SERVER_START + HOUR_MS);
  expect(it.desk.connection.banner.value).toBe("reconnecting");
});

test("each answer tells the server's time, refusals too", async () => {
  const clock = new ServerClock({ now: () => SERVER_START + 5 * HOUR_MS });
  const date = new Date(SERVER_START).toUTCString();
  vi.stubGlobal("fetch", async () => new Response("{}", { status: 404, headers: { date } }));
  await expect(new RestCall(memoryStorage(), clock.noteTime).call("GET", "/")).rejects.toThrow();
  expect(clock.offsetMs.value).toBe(-5 * HOUR_MS);
});
