import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { configured, textFrame, TOKEN, type Guest } from "../src/testing/guest.ts";
import { startEmulator, type Emulator } from "../src/index.ts";
import { startDemo, type Demo } from "./demo.ts";

const embedFolder = mkdtempSync(join(tmpdir(), "parlor-embed-"));
beforeAll(() => {
  mkdirSync(join(embedFolder, "0.2.0"));
  writeFileSync(join(embedFolder, "parlor.js"), "/* loader */");
  writeFileSync(join(embedFolder, "0.2.0", "widget-a1.js"), "/* chunk */");
});
afterAll(() => rmSync(embedFolder, { recursive: true, force: true }));

let emulator: Emulator;
let demo: Demo;
beforeEach(async () => {
  emulator = await startEmulator();
  demo = await startDemo({ emulator, embedFolder });
});
afterEach(async () => {
  await demo.close();
  await emulator.close();
});

const press = (button: string, origin = demo.url): Promise<Response> =>
  fetch(`${demo.url}/agent/${button}`, { method: "POST", headers: { origin } });

/** The state that the agent's side of the page is told, again and again until it fits. */
async function stateWith(text: string): Promise<string> {
  const stream = await fetch(`${demo.url}/agent/events`);
  let seen = "";
  for await (const part of stream.body ?? []) {
    seen += Buffer.from(part).toString();
    if (seen.includes(text)) return seen;
  }
  return seen;
}

test("the page has the tag of Parlor with the emulator's address and deployment", async () => {
  const html = await (await fetch(demo.url)).text();
  expect(html).toContain('data-backend="web-messaging"');
  expect(html).toContain(`data-endpoint="${emulator.url}"`);
  expect(html).toContain(`data-deployment-id="${emulator.deployment().id}"`);
});

test("the page's policy lets it talk to itself and to the emulator", async () => {
  const policy = (await fetch(demo.url)).headers.get("content-security-policy");
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
  expect(policy).toContain(
    `connect-src 'self' ${emulator.url} ${emulator.url.replace("http", "ws")}`,
  );
  expect(policy).not.toContain("unsafe");
});

test.each([
  ["/parlor.js", 200, "/* loader */"],
  ["/parlor/0.2.0/widget-a1.js", 200, "/* chunk */"],
  ["/page.js", 200, "EventSource"],
  ["/page.css", 200, "main"],
  ["/parlor/0.2.0/%2e%2e", 404, ""],
  ["/parlor/..%2f..%2fpackage.json", 404, ""],
  ["/parlor/0.2.0/missing.js", 404, ""],
  ["/demo.ts", 404, ""],
])("%s is answered with %i", async (path, status, text) => {
  const answer = await fetch(demo.url + path);
  expect(answer.status).toBe(status);
  expect(await answer.text()).toContain(text);
});

test("a request for // is answered, and the page lives on", async () => {
  const { port } = new URL(demo.url);
  const status = await new Promise((done, failed) => {
    get({ host: "127.0.0.1", port, path: "//" }, ({ statusCode }) => done(statusCode)).on(
      "error",
      failed,
    );
  });
  expect(status).toBe(200);
  expect((await fetch(demo.url)).status).toBe(200);
});

test("a press of Answer gives one answer after the other, and then the first again", async () => {
  const guest = await configured(emulator);
  await guest.ask(textFrame("Hello"));
  for (let n = 0; n < 7; n++) expect((await press("answer")).status).toBe(204);
  const contents = emulator
    .conversation(TOKEN)
    .messages.filter(({ direction }) => direction === "Outbound")
    .map(({ text, content }) => content?.[0]?.contentType ?? text);
  expect(contents).toEqual([
    "Hello, I am Robin. How can I help?",
    "QuickReply",
    "Carousel",
    "DatePicker",
    "Attachment",
    "Is there anything else?",
    "Hello, I am Robin. How can I help?",
  ]);
});

test("a press of End the conversation ends it, and no button works after that", async () => {
  const guest: Guest = await configured(emulator);
  expect((await press("leave")).status).toBe(204);
  expect(await guest.next("StructuredMessage")).toMatchObject({
    body: { events: [{ presence: { type: "Disconnect" } }] },
  });
  expect((await press("leave")).status).toBe(409);
  expect(await stateWith("canAct")).toContain('"canAct":false');
});

test("the buttons need a conversation", async () => {
  expect((await press("answer")).status).toBe(409);
});

test("a page of another origin presses no button", async () => {
  await configured(emulator);
  expect((await press("answer", "https://evil.example.test")).status).toBe(403);
  expect((await fetch(`${demo.url}/agent/answer`)).status).toBe(403);
  expect(emulator.conversation(TOKEN).messages).toEqual([]);
});

test("the agent is told of the visitor's lines as they come", async () => {
  const guest = await configured(emulator);
  const state = stateWith("Where is my parcel?");
  await guest.ask(textFrame("Where is my parcel?"));
  expect(await state).toContain('{"isGuest":true,"text":"Where is my parcel?"}');
});
