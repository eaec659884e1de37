import fc from "fast-check";
import { expect, test } from "vitest";
import { repetitions, timeoutOf, tryMany } from "./budget.ts";
import { useFuzzedServer } from "./fuzzed.ts";
import { openConnections } from "./process-faults.ts";
import { openRawSocket, type RawSocket } from "./raw-socket.ts";

/* Upgrades that are wrong, broken off, or followed by what nobody expects. */

const BUDGET = { runs: 160, seconds: 2 };
/**
 * The descriptors of ended connections are released within this time: a refusal may wait briefly
 * for the client.
 */
const RETURN_MS = 8_000;

const fuzzed = useFuzzedServer();

const paths = {
  "a good stream": () => new URL(fuzzed.world.talks.own.streamUri).pathname,
  "a good channel": () => `/notifications/channels/${fuzzed.world.channels.north}`,
  "a bad token": () => "/chat/jwt/bad.token.here",
  "another's signature": () => `${new URL(fuzzed.world.talks.own.streamUri).pathname}x`,
  "no token": () => "/chat/jwt/",
  "a bad channel": () => "/notifications/channels/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
  "a path of nobody's": () => "/nope",
  "an operation": () => "/api/v2/users/me",
  "the desk": () => "/desk",
  "an asterisk": () => "*",
  "bad escapes": () => "/chat/jwt/%zz%",
  "8 kB": () => `/chat/jwt/${"a".repeat(8_000)}`,
} as const;
type PathName = keyof typeof paths;
const pathNames = Object.keys(paths) as PathName[];

const good = [
  "Host: chat.example",
  "Connection: Upgrade",
  "Upgrade: websocket",
  "Sec-WebSocket-Version: 13",
  "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
];
/** Put after the good headers: the server has to make something of both. */
const oddHeaders = [
  "Origin: null",
  "Origin: https://evil.example",
  "Origin: no origin",
  "Content-Length: 5",
  "Sec-WebSocket-Protocol: a, a, a",
  "Sec-WebSocket-Protocol: \x7f",
  "Transfer-Encoding: chunked",
  "Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=99",
  "Upgrade: h2c",
  "Sec-WebSocket-Extensions: ;;;",
  "Sec-WebSocket-Version: 12",
  "Sec-WebSocket-Key: short",
  "X-Forwarded-For: 1.2.3.4",
  "X-Forwarded-For: ::ffff:junk",
  "Expect: 100-continue",
];

interface Handshake {
  readonly path: PathName;
  readonly method: string;
  /** Which of the good headers is left out; null for none. */
  readonly without: number | null;
  readonly odd: readonly string[];
  /** Sent right behind the head, in the same packet. */
  readonly after: string;
  readonly ending:
    | "reset before a byte"
    | "reset in the middle"
    | "reset at once"
    | "reset after the reply"
    | "junk after the reply, then FIN"
    | "junk after the reply, then reset"
    | "FIN at once"
    | "FIN after the reply";
}

const handshake: fc.Arbitrary<Handshake> = fc.record({
  path: fc.constantFrom(...pathNames),
  method: fc.constantFrom("GET", "GET", "GET", "POST", "HEAD", "DELETE"),
  without: fc.option(fc.nat(good.length - 1), { freq: 3 }),
  odd: fc.array(fc.constantFrom(...oddHeaders), { maxLength: 2 }),
  after: fc.constantFrom("", "", "hello", "\x81\x85", "x".repeat(20_000)),
  ending: fc.constantFrom(
    ...(["reset before a byte", "reset in the middle", "reset at once"] as const),
    ...(["reset after the reply", "junk after the reply, then FIN"] as const),
    ...(["junk after the reply, then reset", "FIN at once", "FIN after the reply"] as const),
  ),
});

function textOf({ path, method, without, odd, after }: Handshake): string {
  const headers = [...good.filter((_, index) => index !== without), ...odd];
  return `${method} ${paths[path]()} HTTP/1.1\r\n${headers.join("\r\n")}\r\n\r\n${after}`;
}

/** A handshake with nothing wrong but, perhaps, where it goes. */
const plain = (path: PathName): string =>
  textOf({ path, method: "GET", without: null, odd: [], after: "", ending: "FIN at once" });

const hasReply = (socket: RawSocket): Promise<boolean> =>
  socket.until(() => socket.isOver || socket.received.includes("\r\n\r\n"), 2_000);

async function shake(one: Handshake): Promise<void> {
  const text = Buffer.from(textOf(one), "latin1");
  const socket = await openRawSocket(fuzzed.server.port);
  switch (one.ending) {
    case "reset before a byte":
      return socket.reset();
    case "reset in the middle":
      await socket.write(text.subarray(0, text.length / 2));
      return socket.reset();
    case "reset at once":
      await socket.write(text);
      return socket.reset();
    case "FIN at once":
      await socket.write(text);
      socket.end();
      break;
    case "reset after the reply":
      await socket.write(text);
      await hasReply(socket);
      return socket.reset();
    default: {
      await socket.write(text);
      await hasReply(socket);
      if (one.ending !== "FIN after the reply") await socket.write("junk!");
      if (one.ending === "junk after the reply, then reset") return socket.reset();
      socket.end();
    }
  }
  // The server's end of what is closed on this side; what it leaves open is counted afterwards.
  await socket.until(() => socket.isOver, 200);
  socket.reset();
}

/** The guest's own stream opens, and says who is there. */
async function expectGoodHandshake(): Promise<void> {
  const socket = await openRawSocket(fuzzed.server.port);
  await socket.write(`GET ${paths["a good stream"]()} HTTP/1.1\r\n${good.join("\r\n")}\r\n\r\n`);
  const isServed = await socket.until(
    () => socket.received.includes(fuzzed.world.talks.own.memberId),
    5_000,
  );
  socket.reset();
  expect(isServed, "a good handshake works").toBe(true);
}

/** @param before - as many were open already */
const expectDescriptorsBack = (before: number): Promise<void> =>
  expect.poll(openConnections, { timeout: RETURN_MS, interval: 10 }).toBeLessThanOrEqual(before);

test("no handshake ends the process, and all descriptors come back", {
  timeout: timeoutOf(BUDGET),
}, async () => {
  const runs = fc.asyncProperty(
    fc.array(handshake, { minLength: 1, maxLength: 12 }),
    async (all) => {
      const before = openConnections();
      await Promise.all(all.map(shake));
      await expectDescriptorsBack(before);
      expect(fuzzed.watch.takeFaults()).toEqual([]);
      await expectGoodHandshake();
    },
  );
  await tryMany(runs, BUDGET);
});

/**
 * Connections are reset one after the other: the server reads the whole head, and finds the
 * connection gone when it answers.
 */
test.each(pathNames)("%s, reset as the server answers, does not end the process", async (path) => {
  const before = openConnections();
  const whole = plain(path);
  for (let n = 0; n < repetitions(10); n++) {
    const socket = await openRawSocket(fuzzed.server.port);
    await socket.write(whole.slice(0, whole.length - (n % 2) * n));
    socket.reset();
    await expectDescriptorsBack(before);
  }
  expect(fuzzed.watch.takeFaults()).toEqual([]);
  await expectGoodHandshake();
});

/** Refused, whoever asks. */
const refused: readonly PathName[] = [
  ...(["a bad token", "another's signature", "a bad channel", "a path of nobody's"] as const),
  ...(["an operation", "the desk", "bad escapes"] as const),
];

test("a refusal is over though the client never closes", { timeout: 60_000 }, async () => {
  const before = openConnections();
  const texts = refused.flatMap((path) => Array.from({ length: 14 }, () => plain(path)));
  const sockets = await Promise.all(texts.map(() => openRawSocket(fuzzed.server.port)));
  await Promise.all(
    sockets.map(async (socket, index) => {
      await socket.write(texts[index] ?? "");
      await socket.until(() => socket.received.length > 0 || socket.isOver, 5_000);
      // Bytes that are never read kept the descriptors of 0.1.0 for ever.
      if (index % 2 === 0) await socket.write("junk!");
    }),
  );
  const ends = sockets.map((socket) => socket.until(() => socket.isOver, RETURN_MS));
  expect(await Promise.all(ends)).toEqual(sockets.map(() => true));
  // Each of the clients still holds its end; the server has let go of all of its.
  await expectDescriptorsBack(before + sockets.length);
  for (const socket of sockets) socket.reset();
  await expectDescriptorsBack(before);
  expect(fuzzed.watch.takeFaults()).toEqual([]);
  await expectGoodHandshake();
});
