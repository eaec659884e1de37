import { afterEach, expect, test } from "vitest";
import { createEmulators } from "./testing/emulators.ts";
import { configured, configureFrame, connect, textFrame } from "./testing/guest.ts";
import { DEFAULT_DEPLOYMENT } from "./options.ts";

const emulators = createEmulators();
afterEach(emulators.closeAll);
const { clock } = emulators;

test("an emulator listens on loopback", async () => {
  const { url } = await emulators.start();
  expect(new URL(url).hostname).toBe("127.0.0.1");
});

test.each([
  ["https://shop.example.test", true],
  ["https://SHOP.example.test:8443", true],
  ["http://www.shop.example.test", true],
  ["https://shop.example.test.evil.test", false],
  ["https://evilshop.example.test", false],
  ["null", false],
])("a page of %s may open the socket of shop.example.test: %s", async (origin, isAllowed) => {
  const emulator = await emulators.start({ defaults: { allowedDomains: ["shop.example.test"] } });
  const opening = connect(emulator, { origin }).then(() => true);
  await (isAllowed
    ? expect(opening).resolves.toBe(true)
    : expect(opening).rejects.toThrow("HTTP 403"));
});

test("an empty list of domains blocks every page", async () => {
  const emulator = await emulators.start({ defaults: { allowedDomains: [] } });
  await expect(connect(emulator, { origin: "http://localhost" })).rejects.toThrow("HTTP 403");
});

test("a client that is no browser needs no allowed domain", async () => {
  const emulator = await emulators.start({ defaults: { allowedDomains: [] } });
  await expect(configured(emulator)).resolves.toBeDefined();
});

test("an unknown deployment refuses the upgrade with 403", async () => {
  const emulator = await emulators.start();
  await expect(connect(emulator, { deploymentId: "other" })).rejects.toThrow("HTTP 403");
});

test("an inactive deployment refuses the upgrade with 403", async () => {
  const emulator = await emulators.start({ defaults: { status: "Inactive" } });
  await expect(connect(emulator)).rejects.toThrow("HTTP 403");
});

test("a deployment takes so many new connections a minute", async () => {
  const emulator = await emulators.start({ limits: { connectsPerMinute: 2 } });
  await connect(emulator);
  await connect(emulator);
  await expect(connect(emulator)).rejects.toThrow("HTTP 429");
  clock.advance(60_000);
  await expect(connect(emulator)).resolves.toBeDefined();
});

test("the emulator opens no more sockets than its own limit", async () => {
  const emulator = await emulators.start({ limits: { sockets: 1 } });
  const first = await connect(emulator);
  await expect(connect(emulator)).rejects.toThrow("HTTP 503");
  first.close();
  await first.closed();
  await expect(connect(emulator)).resolves.toBeDefined();
});

test("a frame of more bytes than the emulator's limit ends its socket", async () => {
  const emulator = await emulators.start({ limits: { frameBytes: 1_024 } });
  const guest = await configured(emulator);
  guest.send(textFrame("a".repeat(2_000)));
  expect(await guest.closed()).toBe(1009);
});

test("a socket that configures no session in a minute is closed", async () => {
  const emulator = await emulators.start();
  const idle = await connect(emulator);
  const busy = await configured(emulator);
  clock.advance(60_000);
  expect(await idle.closed()).toBe(1000);
  expect(busy.closeCode).toBeNull();
});

test("a planned fault refuses the next upgrades", async () => {
  const emulator = await emulators.start();
  emulator.fault({ on: "upgrade", times: 2 });
  await expect(connect(emulator)).rejects.toThrow("HTTP 403");
  await expect(connect(emulator)).rejects.toThrow("HTTP 403");
  await expect(connect(emulator)).resolves.toBeDefined();
});

test("in maintenance every socket breaks and everything is answered 503", async () => {
  const emulator = await emulators.start();
  const guest = await configured(emulator);
  emulator.setMaintenance(true);
  expect(await guest.closed()).toBe(1006);
  await expect(connect(emulator)).rejects.toThrow("HTTP 503");
  const config = `${emulator.url}/webdeployments/v1/deployments/${DEFAULT_DEPLOYMENT}/config.json`;
  expect((await fetch(config)).status).toBe(503);
  emulator.setMaintenance(false);
  expect(await (await connect(emulator)).ask(configureFrame())).toMatchObject({
    body: { newSession: false },
  });
});

test("a closed emulator leaves no socket open", async () => {
  const emulator = await emulators.start();
  const guest = await configured(emulator);
  await emulator.close();
  expect(await guest.closed()).toBe(1006);
  await expect(connect(emulator)).rejects.toThrow("ECONNREFUSED");
});

test.each([
  ["{", 400, "The frame is no JSON object"],
  ["[]", 400, "The frame is no JSON object"],
  ["{}", 4020, "Missing parameter: action"],
  ['{"action":"dance"}', 400, "Unknown action"],
  ['{"action":"constructor"}', 400, "Unknown action"],
  ['{"action":"configureSession","token":"a"}', 4020, "Missing parameter: deploymentId"],
  ['{"action":"onMessage","message":{}}', 4020, "Missing parameter: token"],
  [
    '{"action":"onMessage","token":"a","message":{"text":7}}',
    400,
    "Invalid parameter: message.text",
  ],
])("the frame %s is refused with %i", async (frame, code, body) => {
  const emulator = await emulators.start();
  const guest = await connect(emulator);
  guest.send(frame);
  expect(await guest.next("string")).toMatchObject({ type: "response", code, body });
  expect(emulator.violations).toHaveLength(1);
});

test("unknown fields of a request are ignored", async () => {
  const guest = await connect(await emulators.start());
  const answer = await guest.ask(configureFrame(undefined, { future: { is: "here" } }));
  expect(answer.class).toBe("SessionResponse");
});

test("a connection sends 60 requests a minute", async () => {
  const guest = await configured(await emulators.start());
  for (let n = 0; n < 59; n++) guest.send({ action: "getJwt", token: "unknown" });
  expect(await guest.ask({ action: "getJwt", token: "unknown" })).toMatchObject({
    class: "TooManyRequestsErrorMessage",
    code: 429,
    body: { errorCode: 4029, retryAfter: 60 },
  });
  clock.advance(60_000);
  expect(await guest.ask({ action: "getJwt", token: "unknown" })).toMatchObject({ code: 4007 });
});
