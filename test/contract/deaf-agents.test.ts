import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  bank,
  listen,
  startTwoOrganizations,
  type AgentClient,
  type TwoOrganizations,
} from "./two-organizations.ts";

/* Agents' sockets that do not read cost the server no memory. */

const channels = "/api/v2/notifications/channels";

let stage: TwoOrganizations;
let ada: AgentClient;
beforeAll(async () => {
  stage = await startTwoOrganizations();
  ada = await stage.signIn(bank, "ada");
});
afterAll(() => stage.close());

/** A websocket client that writes and never reads. */
async function deafClient(connectUri: string): Promise<Socket> {
  const { hostname, port, pathname } = new URL(connectUri);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => undefined);
  socket.write(
    `GET ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
  );
  await new Promise((resolve) => socket.once("readable", resolve));
  return socket;
}

/** A client's frame, with a mask of zeros. */
function maskedFrame(opcode: number, payload: string): Buffer {
  const head = Buffer.from([0x80 | opcode, 0x80 | payload.length, 0, 0, 0, 0]);
  return Buffer.concat([head, Buffer.from(payload)]);
}

const MAX_FLOOD_BYTES = 200_000_000;

/** Writes until the server has enough of it. @returns how much was written */
async function flood(socket: Socket, chunk: Buffer): Promise<number> {
  let written = 0;
  while (!socket.destroyed && written < MAX_FLOOD_BYTES) {
    written += chunk.length;
    await new Promise<void>((resolve) => {
      socket.write(chunk, () => resolve());
      socket.once("close", () => resolve());
    });
    socket.removeAllListeners("close");
  }
  return written;
}

test.each([
  ["pings", maskedFrame(1, '{"message":"ping"}')],
  ["the protocol's own pings", maskedFrame(9, "x".repeat(125))],
])(
  "a client that sends %s and does not read is dropped before it costs memory",
  async (_, frame) => {
    const { json } = await ada.call("POST", channels);
    const socket = await deafClient(String(json["connectUri"]));
    const written = await flood(socket, Buffer.concat(Array.from({ length: 2_000 }, () => frame)));
    expect(socket.destroyed).toBe(true);
    expect(written).toBeLessThan(MAX_FLOOD_BYTES);
  },
);

test("a client that is told much and does not read is dropped, and others are told on", async () => {
  const { json } = await ada.call("POST", channels);
  await ada.call("POST", `${channels}/${String(json["id"])}/subscriptions`, [
    { id: "v2.parlor.queues" },
  ]);
  const listener = await listen(ada);
  await listener.subscribe("v2.parlor.queues");
  const socket = await deafClient(String(json["connectUri"]));
  const queueId = "x".repeat(100_000);
  let sent = 0;
  await vi.waitFor(
    async () => {
      sent++;
      stage.server.bus.publish({
        kind: "waiting",
        organizationId: "bank",
        queueId,
        conversationId: "c",
      });
      await listener.heard();
      expect(socket.destroyed || !(await isStillServed(socket))).toBe(true);
    },
    { timeout: 15_000, interval: 1 },
  );
  // Kernel buffers take some of it; a megabyte more is all that the server keeps.
  expect(sent * queueId.length).toBeLessThan(50_000_000);
  stage.server.bus.publish({
    kind: "waiting",
    organizationId: "bank",
    queueId: "q",
    conversationId: "c",
  });
  expect(await listener.heard()).toHaveLength(1);
  listener.socket.close();
});

/** A connection that the server has dropped refuses what is written. */
async function isStillServed(socket: Socket): Promise<boolean> {
  return new Promise((resolve) => {
    socket.write(maskedFrame(10, ""), (error) => resolve(error === undefined || error === null));
  });
}
