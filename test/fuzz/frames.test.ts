import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { timeoutOf, tryMany } from "./budget.ts";
import { callAs, guestBase } from "./calls.ts";
import { useFuzzedServer } from "./fuzzed.ts";
import { openConnections } from "./process-faults.ts";
import { openRawSocket, type RawSocket } from "./raw-socket.ts";
import { bytesOf, frameOf, type Frame } from "./websocket-frame.ts";

/*
 * Frames that a client may send on an open stream or channel: the protocol asks for nothing but
 * pings on either.
 */

const BUDGET = { runs: 120, seconds: 2 };
const RETURN_MS = 8_000;

const fuzzed = useFuzzedServer();

type SocketKind = "a guest's stream" | "an agent's channel";
const socketKinds: readonly SocketKind[] = ["a guest's stream", "an agent's channel"];

async function open(kind: SocketKind): Promise<RawSocket> {
  const path =
    kind === "a guest's stream"
      ? new URL(fuzzed.world.talks.own.streamUri).pathname
      : `/notifications/channels/${fuzzed.world.channels.north}`;
  const socket = await openRawSocket(fuzzed.server.port);
  await socket.write(
    `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
  );
  const isOpen = (): boolean => socket.received.includes("metadata");
  expect(await socket.until(isOpen, 5_000), `${kind} opens`).toBe(true);
  return socket;
}

const TEXT = 1;
const CLOSE = 8;
const PING = 9;

const anyFrame: fc.Arbitrary<Frame> = fc.record({
  isFinal: fc.boolean(),
  reserved: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(7) }),
  opcode: fc.oneof(fc.constantFrom(0, TEXT, 2, CLOSE, PING, 10), fc.nat(15)),
  isMasked: fc.oneof(
    { weight: 6, arbitrary: fc.constant(true) },
    { weight: 1, arbitrary: fc.boolean() },
  ),
  payload: fc.oneof(
    fc
      .constantFrom(
        '{"message":"ping"}',
        "ping",
        "",
        "\u0000",
        "x".repeat(1_025),
        "y".repeat(70_000),
      )
      .map((text) => Buffer.from(text)),
    fc.json().map((text) => Buffer.from(text)),
    fc.uint8Array({ maxLength: 130 }).map((bytes) => Buffer.from(bytes)),
  ),
  claims: fc.option(fc.constantFrom(0n, 125n, 65_535n, 2n ** 31n, 2n ** 53n, 2n ** 63n), {
    freq: 8,
  }),
});

const visit = fc.record({
  kind: fc.constantFrom(...socketKinds),
  frames: fc.array(anyFrame, { maxLength: 6 }),
  /** Behind the frames, as they are. */
  junk: fc.oneof(fc.constant(""), fc.string({ maxLength: 200 })),
  reads: fc.boolean(),
  ending: fc.constantFrom("reset", "FIN", "close frame"),
});

/** A guest who does nothing wrong is told what is said. */
async function expectServed(): Promise<void> {
  const socket = await open("a guest's stream");
  const { id, memberId, jwt } = fuzzed.world.talks.own;
  const body = `said ${crypto.randomUUID()}`;
  await callAs(fuzzed.server.url, jwt)("POST", `${guestBase}/${id}/members/${memberId}/messages`, {
    body,
  });
  const isTold = await socket.until(() => socket.received.includes(body), 5_000);
  socket.reset();
  expect(isTold, "the guest is told of the message").toBe(true);
}

const expectDescriptorsBack = (before: number): Promise<void> =>
  expect.poll(openConnections, { timeout: RETURN_MS, interval: 10 }).toBeLessThanOrEqual(before);

test("no frames end the process, and all descriptors come back", {
  timeout: timeoutOf(BUDGET),
}, async () => {
  const runs = fc.asyncProperty(fc.array(visit, { minLength: 1, maxLength: 3 }), async (all) => {
    const before = openConnections();
    await Promise.all(
      all.map(async ({ kind, frames, junk, reads, ending }) => {
        const socket = await open(kind);
        if (!reads) socket.pause();
        await socket.write(Buffer.concat(frames.map(bytesOf)));
        await socket.write(junk);
        if (ending === "close frame") await socket.write(frameOf(CLOSE, Buffer.from([3, 232])));
        if (ending === "FIN") socket.end();
        // The open connections can be counted once this side is closed: those that remain are the
        // server's.
        socket.reset();
      }),
    );
    await expectDescriptorsBack(before);
    expect(fuzzed.watch.takeFaults()).toEqual([]);
    await expectServed();
  });
  await tryMany(runs, BUDGET);
});

const broken: Readonly<Record<string, Buffer>> = {
  "a frame without a mask": frameOf(TEXT, "hello", { isMasked: false }),
  "a reserved bit": frameOf(TEXT, "hello", { reserved: 2 }),
  "compression that was not agreed on": frameOf(TEXT, "hello", { reserved: 4 }),
  "an opcode that there is not": frameOf(3, "hello"),
  "a fragment of nothing": frameOf(0, "hello"),
  "a ping in fragments": frameOf(PING, "hello", { isFinal: false }),
  "a ping of 126 bytes": frameOf(PING, "x".repeat(126)),
  "a frame of 1 MB": frameOf(TEXT, "x".repeat(1_000_000)),
  "a frame that says it has 8 EB": frameOf(TEXT, "", { claims: 2n ** 63n - 1n }),
  "fragments of 1 MB in all": Buffer.concat([
    frameOf(TEXT, "", { isFinal: false }),
    ...Array.from({ length: 1_000 }, () => frameOf(0, "x".repeat(1_000), { isFinal: false })),
  ]),
  "a close frame of one byte": frameOf(CLOSE, "x"),
  "a close frame with a code that there is not": frameOf(CLOSE, Buffer.from([0, 0])),
  "a close frame": frameOf(CLOSE, Buffer.from([3, 232])),
};

test.each(
  socketKinds.flatMap((kind) =>
    Object.entries(broken).map(([name, bytes]) => [kind, name, bytes] as const),
  ),
)("%s is closed by the server after %s", async (kind, _, bytes) => {
  const before = openConnections();
  const socket = await open(kind);
  await socket.write(bytes);
  const isOver = await socket.until(() => socket.isOver, 10_000);
  socket.reset();
  expect(isOver).toBe(true);
  await expectDescriptorsBack(before);
  expect(fuzzed.watch.takeFaults()).toEqual([]);
});

/** Nothing is read for as long: the kernel's buffers are full, and the server lets them be. */
const STALL_MS = 2_000;

/** Whether it is done within the time. */
const within = (work: Promise<void>, ms: number): Promise<boolean> =>
  new Promise((resolve) => {
    const limit = setTimeout(() => resolve(false), ms);
    void work.then(() => {
      clearTimeout(limit);
      resolve(true);
    });
  });

/** More than the buffers of both kernels' ends can hold of the answers. */
const FLOOD_BYTES = 24_000_000;

const floods: readonly (readonly [kind: SocketKind, name: string, frame: Buffer])[] = [
  ["an agent's channel", "asks that are answered", frameOf(TEXT, '{"message":"ping"}')],
  ["an agent's channel", "pings of the protocol", frameOf(PING, "x".repeat(125))],
  ["a guest's stream", "pings of the protocol", frameOf(PING, "x".repeat(125))],
];

test.each(floods)(
  "%s that sends %s and reads nothing is cut, or is read no more",
  {
    timeout: 60_000,
  },
  async (kind, _, frame) => {
    const before = openConnections();
    const socket = await open(kind);
    socket.pause();
    const many = Buffer.concat(
      Array.from({ length: Math.ceil(100_000 / frame.length) }, () => frame),
    );
    let sent = 0;
    let isStalled = false;
    while (sent < FLOOD_BYTES && !isStalled && !socket.isOver) {
      isStalled = !(await within(socket.write(many), STALL_MS));
      sent += many.length;
    }
    // A socket that reads nothing learns of its end when it writes.
    const isCut = async (): Promise<boolean> => {
      if (!isStalled) await within(socket.write(frame), STALL_MS);
      return isStalled || socket.isOver;
    };
    const isBounded = await vi
      .waitFor(async () => expect(await isCut()).toBe(true), { timeout: RETURN_MS, interval: 50 })
      .then(
        () => true,
        () => false,
      );
    socket.reset();
    expect(isBounded, `after ${sent} bytes`).toBe(true);
    await expectDescriptorsBack(before);
    expect(fuzzed.watch.takeFaults()).toEqual([]);
    await expectServed();
  },
);
