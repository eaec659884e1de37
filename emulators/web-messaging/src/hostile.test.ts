import { connect as open } from "node:net";
import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { createEmulators } from "./testing/emulators.ts";
import { configured, textFrame, TOKEN } from "./testing/guest.ts";
import type { Emulator } from "./emulator.ts";
import { requests } from "./wire/requests.ts";

const emulators = createEmulators();
afterEach(emulators.closeAll);

/** Sends a text as it is, and resolves with the first line of the answer. */
function raw({ url }: Emulator, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((done, failed) => {
    const socket = open(Number(port), hostname, () => socket.write(text));
    let answer = "";
    socket.on("data", (part) => (answer += part.toString()));
    socket.on("close", () => done(answer.split("\r\n")[0] ?? ""));
    socket.on("error", failed);
  });
}

const UPGRADE = [
  "Host: a",
  "Connection: Upgrade",
  "Upgrade: websocket",
  "Sec-WebSocket-Version: 13",
  "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
].join("\r\n");

test.each(["//", "http://[", "*", "/v1?deploymentId=%", "/v1/../v1", "\\\\"])(
  "the target %s is refused as a request and as an upgrade, and the emulator lives on",
  async (target) => {
    const emulator = await emulators.start();
    const get = `GET ${target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`;
    expect(await raw(emulator, get)).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(await raw(emulator, `GET ${target} HTTP/1.1\r\n${UPGRADE}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 4\d\d /,
    );
    await expect(configured(emulator)).resolves.toBeDefined();
  },
);

test("an upgrade without a key is refused", async () => {
  const emulator = await emulators.start();
  const { id } = emulator.deployment();
  const upgrade = `GET /v1?deploymentId=${id} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;
  expect(await raw(emulator, upgrade)).toMatch(/^HTTP\/1\.1 4\d\d /);
});

const json = fc.jsonValue({ maxDepth: 3 });
const FIELDS =
  "deploymentId tracingId message startNew attachmentId fileName fileType fileSize data __proto__";
const field = fc.constantFrom(...FIELDS.split(" "));
const action = fc.constantFrom(...Object.keys(requests));
/** A request with a token that works, and any values in its other fields. */
const request = fc
  .tuple(action, fc.dictionary(field, json))
  .map(([name, fields]) => JSON.stringify({ token: TOKEN, ...fields, action: name }));
const message = json.map((value) =>
  JSON.stringify({ action: "onMessage", token: TOKEN, message: value }),
);

test("any frame of a guest is answered in the form of the contract, and others are served", async () => {
  const limits = { requestsPerMinute: 1e6, messagesPerSecond: 1e6, configuresPerMinute: 1e6 };
  const emulator = await emulators.start({ limits });
  const other = await configured(emulator, "other");
  const guest = await configured(emulator);
  await fc.assert(
    fc.asyncProperty(fc.oneof(request, message, fc.string()), async (text) => {
      guest.send(text);
      expect(await other.ask({ action: "getJwt", token: "other" })).toMatchObject({ code: 200 });
    }),
    { numRuns: 100, seed: 21 },
  );
  guest.send("{");
  await guest.next("string");
  expect(guest.brokenTexts).toEqual([]);
  expect(guest.closeCode).toBeNull();
});

test.each(["\u0000", "\ud800", "<img src=x onerror=alert(1)>", "__proto__"])(
  "the text %j comes back as it is",
  async (text) => {
    const emulator = await emulators.start();
    const guest = await configured(emulator);
    const wire = JSON.stringify(text);
    expect(JSON.stringify((await guest.ask(textFrame(text))).body)).toContain(`"text":${wire}`);
    expect(emulator.conversation(TOKEN).guestTexts).toEqual([text]);
  },
);
