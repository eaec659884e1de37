import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { createFakeClock } from "../../server/src/testing/fake-clock.ts";
import { lanternLine } from "../../server/src/testing/tenant-fixture.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

/* The server's own time, for clients whose clock is wrong. */

const NOW = Date.UTC(2026, 0, 5, 14, 0);
const ORIGIN = "https://www.example.com";
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({}, { clock: createFakeClock(NOW) });
});
afterAll(() => server.close());

const create = (): Promise<Response> =>
  fetch(`${server.url}/api/v2/webchat/guest/conversations`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: ORIGIN },
    body: JSON.stringify({
      organizationId: lanternLine.id,
      deploymentId: lanternLine.deployments[0]?.id,
      routingTarget: { targetType: "QUEUE", targetAddress: "Bookings" },
      memberInfo: { displayName: "Mara" },
    }),
  });

async function firstHeartbeat(address: string): Promise<unknown> {
  const socket = new WebSocket(address);
  const heartbeat = await new Promise((resolve, reject) => {
    socket.on("error", reject);
    socket.on("message", (data: Buffer) => {
      const frame = JSON.parse(data.toString());
      if (frame.topicName === "channel.metadata") resolve(frame.eventBody);
    });
  });
  socket.close();
  return heartbeat;
}

test("every reply of the API has the time of the server's clock, and pages of other origins may read it", async () => {
  const guest = `${server.url}/api/v2/webchat/guest/conversations/c/messages`;
  const replies = [
    await create(),
    await fetch(guest, { headers: { origin: ORIGIN } }),
    await fetch(`${server.url}/api/v2/webchat/guest/nowhere`, { headers: { origin: ORIGIN } }),
    await fetch(guest, { method: "OPTIONS", headers: { origin: ORIGIN } }),
    await fetch(`${server.url}/api/v2/webchat/guest/conversations`, {
      method: "POST",
      headers: { "content-type": "text/plain", origin: ORIGIN },
      body: "not JSON",
    }),
  ];
  expect(replies.map(({ status }) => status)).toEqual([200, 401, 404, 204, 415]);
  for (const { headers } of replies) {
    expect(headers.get("date")).toBe(new Date(NOW).toUTCString());
    expect(headers.get("access-control-expose-headers")).toMatch(/\bDate\b/);
  }
});

test("heartbeats of guests and agents say the server's time", async () => {
  const { eventStreamUri } = (await (await create()).json()) as { eventStreamUri: string };
  const time = new Date(NOW).toISOString();
  expect(await firstHeartbeat(eventStreamUri)).toEqual({ message: "WebSocket Heartbeat", time });
  const noor = await server.agent("u-noor");
  const channel = (await noor("POST", "/api/v2/notifications/channels")) as { connectUri: string };
  expect(await firstHeartbeat(channel.connectUri)).toMatchObject({ time });
});
