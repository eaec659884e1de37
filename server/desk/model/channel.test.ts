import { expect, test } from "vitest";
import { settle } from "../testing/fake-clock.ts";
import { TestDesk } from "../testing/test-desk.ts";

const statusOf = ({ desk }: TestDesk): string =>
  desk.connection.channel.peek()?.status.peek().kind ?? "";
const banner = ({ desk }: TestDesk): string => desk.connection.banner.peek();

/** The waits between the attempts to connect, in ms, while the server is not there. */
async function waitsOf(test: TestDesk, attempts: number): Promise<readonly number[]> {
  const waits: number[] = [];
  for (let n = 0; n < attempts; n++) {
    const begun = test.clock.now();
    const before = test.api.requests.length;
    while (test.api.requests.length === before) await test.clock.advance(100);
    waits.push(test.clock.now() - begun);
  }
  return waits;
}

test("after a lost connection the desk comes back with growing waits, up to a limit", async () => {
  const test = await new TestDesk().start();
  expect(statusOf(test)).toBe("live");
  test.api.failure = new TypeError("Failed to fetch");
  await test.clock.advance(20_000);
  test.socket.close();
  await settle();
  expect(await waitsOf(test, 6)).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
  test.api.failure = null;
  await test.clock.advance(15_000);
  expect(statusOf(test)).toBe("live");
});

test("desks do not come back together: the waits are spread", async () => {
  const waits = new Set<number>();
  for (const jitter of [0, 0.5, 1]) {
    const test = await new TestDesk().start();
    test.jitter = jitter;
    await test.clock.advance(20_000);
    test.socket.close();
    const [first = 0] = await waitsOf(test, 1);
    waits.add(first);
  }
  expect(waits.size).toBe(3);
});

test("a connection that opens and drops earns no fresh start", async () => {
  const test = await new TestDesk().start();
  for (const wait of [1_000, 2_000, 4_000]) {
    test.socket.close();
    await settle();
    const begun = test.clock.now();
    const { length } = test.sockets;
    while (test.sockets.length === length) await test.clock.advance(100);
    expect(test.clock.now() - begun).toBe(wait);
  }
});

test("a silent channel is found stale, and replaced", async () => {
  const test = await new TestDesk().start();
  await test.clock.advance(60_000);
  expect(test.sockets).toHaveLength(1);
  test.socket.isAlive = false;
  const [silent] = test.sockets;
  await test.clock.advance(12_000);
  expect(silent?.isClosed).toBe(false);
  await test.clock.advance(5_000);
  expect(silent?.isClosed).toBe(true);
  expect(test.sockets).toHaveLength(2);
  expect(statusOf(test)).toBe("live");
});

test("a socket that does not open is given up, and the lists are read all the same", async () => {
  const test = new TestDesk();
  test.opensSockets = false;
  await test.start();
  expect(test.takeRequests()).not.toContain("GET waiting");
  await test.clock.advance(12_000);
  expect(test.takeRequests()).toContain("GET waiting");
  expect(statusOf(test)).toBe("waiting");
});

test("the connection is not live before it has caught up; a catch-up that fails asks for another", async () => {
  const test = new TestDesk();
  const { waiting } = test.api;
  test.api.waiting = () => Promise.reject(new TypeError("Failed to fetch"));
  await test.start();
  expect(statusOf(test)).toBe("waiting");
  expect(test.socket.isClosed).toBe(true);
  test.api.waiting = waiting;
  await test.clock.advance(1_000);
  expect(statusOf(test)).toBe("live");
});

test("the browser is offline: the banner says so at once; back online, the desk does not wait", async () => {
  const test = await new TestDesk().start();
  test.api.failure = new TypeError("Failed to fetch");
  test.reachability.set(false);
  await settle();
  expect(banner(test)).toBe("offline");
  await test.clock.advance(60_000);
  expect(banner(test)).toBe("offline");
  test.api.failure = null;
  test.reachability.set(true);
  await settle();
  expect(statusOf(test)).toBe("live");
  expect(banner(test)).toBe("back");
  await test.clock.advance(4_000);
  expect(banner(test)).toBe("none");
});

test("the server is away: the banner says that it reconnects, then that the server cannot be reached, and never that the agent is offline", async () => {
  const test = await new TestDesk().start();
  await test.clock.advance(20_000);
  test.api.failure = new TypeError("Failed to fetch");
  test.socket.close();
  await test.clock.advance(1_000);
  expect(banner(test)).toBe("none");
  await test.clock.advance(2_000);
  expect(banner(test)).toBe("reconnecting");
  await test.clock.advance(13_000);
  expect(banner(test)).toBe("unreachable");
  test.api.failure = null;
  test.desk.connection.channel.peek()?.wake();
  await settle();
  expect(banner(test)).toBe("back");
});

test("after closing, nothing is requested any more", async () => {
  const test = await new TestDesk().start();
  test.desk.close(false);
  await settle();
  test.takeRequests();
  await test.clock.advance(60_000);
  expect(test.takeRequests()).toEqual([]);
});

test("a desk that is opened over a slow line connects: nothing was lost, and nothing is back", async () => {
  const test = new TestDesk();
  let open = (): void => undefined;
  test.api.gate = new Promise((resolve) => (open = resolve));
  await test.start();
  await test.clock.advance(3_000);
  expect(banner(test)).toBe("connecting");
  open();
  await settle();
  await test.clock.advance(1_000);
  expect(banner(test)).toBe("none");
});
