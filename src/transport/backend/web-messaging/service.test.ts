import { afterEach, expect, test, vi } from "vitest";
import { createFakeBrowser } from "../../../../test/fake-browser.ts";
import { until } from "../../../../test/guest-fixture.ts";
import {
  deliveriesOf,
  openWebMessaging,
  textsOf,
  untilTexts,
  type WebMessagingFixture,
} from "../../../../test/web-messaging-fixture.ts";
import type { GuestChat } from "../../guest-chat.ts";

/* Files, tabs, and deployments that cannot be used. */

let fixture: WebMessagingFixture;
const open = async (...options: Parameters<typeof openWebMessaging>) =>
  (fixture = await openWebMessaging(...options));
afterEach(async () => {
  vi.unstubAllGlobals();
  const { violations } = fixture.emulator;
  await fixture.close();
  expect(violations).toEqual([]);
});

async function started(
  options: Parameters<typeof openWebMessaging>[0] = {},
  change: Parameters<WebMessagingFixture["guest"]>[0] = {},
) {
  const { guest, emulator } = await open(options);
  const chat = guest(change);
  await chat.start();
  return { ...fixture, chat, conversation: await emulator.nextConversation() };
}

const picture = (name = "label.png", type = "image/png"): File => new File(["PNG"], name, { type });
const uploadOf = (chat: GuestChat) => chat.get().uploads[0]?.state;
const filesOf = (chat: GuestChat): readonly string[] =>
  [...chat.get().messages.values()].flatMap(({ content }) =>
    content.map((one) => (one.kind === "file" ? one.name : one.kind)),
  );

test("a file goes up to the address that the service signs, and is sent with a text", async () => {
  const { chat, conversation } = await started({ hasUploadOrigin: true });
  expect(chat.get().fileLimits).toEqual({
    maxBytes: 10_485_760,
    maxPerMessage: 1,
    types: ["image/*", "application/pdf"],
    blockedExtensions: [".exe", ".js"],
  });
  const key = chat.attach(picture());
  await until(() => expect(uploadOf(chat)?.kind).toBe("ready"));
  chat.send("My label", { uploads: [key] });
  await until(() => expect(deliveriesOf(chat)).toEqual(["sent"]));
  expect(textsOf(chat)).toEqual(["me: My label"]);
  expect(filesOf(chat)).toEqual(["label.png"]);
  expect(conversation.files).toMatchObject([{ name: "label.png", type: "image/png" }]);
});

test("a file alone is a message, and is there again on the next page", async () => {
  const { chat, conversation } = await started();
  const key = chat.attach(picture());
  await until(() => expect(uploadOf(chat)?.kind).toBe("ready"));
  chat.send("", { uploads: [key] });
  await until(() => expect(deliveriesOf(chat)).toEqual(["sent"]));
  expect(conversation.files).toHaveLength(1);
  chat.destroy();
  const second = fixture.guest();
  await second.resume();
  await until(() => expect(filesOf(second)).toEqual(["label.png"]));
  expect(deliveriesOf(second)).toEqual(["sent"]);
});

test("a file of an agent can be read, also when its first address has died", async () => {
  const { chat, conversation, clock } = await started();
  const bytes = new TextEncoder().encode("PDF");
  conversation
    .agent({ nickname: "Robin" })
    .sendsFile({ name: "a.pdf", type: "application/pdf", bytes });
  await until(() => expect(filesOf(chat)).toEqual(["a.pdf"]));
  const row = [...chat.get().messages.values()].find(({ content }) => content.length > 0);
  const [file] = row?.content ?? [];
  if (row === undefined || file?.kind !== "file") throw new Error("No file");
  const read = async () => (await fetch(await chat.fileUrl(row.key, file.id, "file"))).text();
  expect(await read()).toBe("PDF");
  clock.advance(1_200_000);
  await until(() => expect(chat.get().stream.kind).toBe("live"));
  expect(await read()).toBe("PDF");
});

test("a file whose content is refused fails with a reason, and can be removed", async () => {
  const { chat, emulator } = await started();
  emulator.refuseUploads({ errorCode: 4003, errorMessage: "Content refused" });
  const key = chat.attach(picture());
  await until(() => expect(uploadOf(chat)).toEqual({ kind: "failed", code: "file-refused" }));
  chat.removeUpload(key);
  expect(chat.get().uploads).toEqual([]);
});

test.each([200, 400] as const)("a refused address (outer code %i) fails the file", async (code) => {
  const { chat, emulator } = await started({ defaults: { variants: { uploadRefusedCode: code } } });
  emulator.deployment().change({ media: { fileTypes: ["text/plain"], maxFileSizeKB: 1 } });
  chat.attach(picture());
  await until(() => expect(uploadOf(chat)).toEqual({ kind: "failed", code: "file-type-refused" }));
});

test("a deployment without files offers none", async () => {
  const { chat } = await started({ defaults: { media: null } });
  expect(chat.get().fileLimits).toBeNull();
  expect(() => chat.attach(picture())).toThrow("No files can be sent here");
});

test("the limits of an older deployment come from its configuration", async () => {
  const { chat } = await started({ defaults: { fileLimitsIn: "config" } });
  expect(chat.get().fileLimits?.types).toEqual(["image/*", "application/pdf"]);
});

test("one tab holds the connection; the others show the same, and send through it", async () => {
  const browser = createFakeBrowser();
  const { chat, conversation, guest } = await started(
    {},
    { ports: { tabs: browser.openTab("1") } },
  );
  const second = guest({ ports: { tabs: browser.openTab("2") } });
  await second.resume();
  await until(() => expect(second.get().phase.kind).toBe("waiting"));
  expect(second.get().capabilities).toEqual(chat.get().capabilities);
  expect(second.get().fileLimits).toEqual(chat.get().fileLimits);
  second.send("From the second tab");
  await untilTexts(chat, ["me: From the second tab"]);
  await until(() => expect(deliveriesOf(second)).toEqual(["sent"]));
  expect(conversation.connectionCount).toBe(1);
  conversation.agent({ nickname: "Robin" }).says("Hi both");
  await untilTexts(second, ["me: From the second tab", "joined Robin", "Robin: Hi both"]);
  chat.destroy();
  await until(() => expect(conversation.connectionCount).toBe(1));
  second.send("The first tab is gone");
  await until(() => expect(conversation.guestTexts).toContain("The first tab is gone"));
  expect(textsOf(second)).toHaveLength(4);
});

test("a tab that follows reads a file over a connection of its own, which goes again", async () => {
  const browser = createFakeBrowser();
  const { chat, conversation, guest, clock } = await started(
    {},
    { ports: { tabs: browser.openTab("1") } },
  );
  const second = guest({ ports: { tabs: browser.openTab("2") } });
  await second.resume();
  const bytes = new TextEncoder().encode("PDF");
  conversation.agent().sendsFile({ name: "a.pdf", type: "application/pdf", bytes });
  await until(() => expect(filesOf(second)).toEqual(["a.pdf"]));
  const row = [...second.get().messages.values()].find(({ content }) => content.length > 0);
  const [file] = row?.content ?? [];
  if (row === undefined || file?.kind !== "file") throw new Error("No file");
  const answer = await fetch(await second.fileUrl(row.key, file.id, "file"));
  expect(await answer.text()).toBe("PDF");
  clock.advance(21_000);
  await until(() => expect(conversation.connectionCount).toBe(1));
  expect(chat.get().stream.kind).toBe("live");
});

test("two browsers share a conversation by nothing but its token; a third kind of tab is none", async () => {
  const { chat, storage } = await started();
  const stored = storage.get("parlor:session:5c1e0b52-7f0e-4b1f-9c3c-8f2f5d7a1e10") ?? "";
  expect(Object.keys(JSON.parse(stored)).sort()).toEqual([
    "backend",
    "conversationId",
    "endpointKey",
    "expiresAt",
    "ownId",
    "token",
    "version",
  ]);
  expect(chat.get().conversationId).toBe(JSON.parse(stored).conversationId);
});

test.each([
  ["no JSON", "{"],
  ["a session of a server", JSON.stringify({ version: 1, jwt: "a.b.c", conversationId: "c" })],
  ["a session without an id", JSON.stringify({ version: 2, backend: "web-messaging" })],
])("stored data that is %s is as good as none, and is left alone", async (_, text) => {
  const { guest, storage } = await open();
  const key = "parlor:session:5c1e0b52-7f0e-4b1f-9c3c-8f2f5d7a1e10";
  storage.set(key, text);
  const chat = guest();
  expect(chat.hasStoredSession()).toBe(false);
  expect(await chat.resume()).toBe(false);
  expect(storage.get(key)).toBe(text);
});

test("a session of another region cannot be used, and the next one begins", async () => {
  const { chat, guest, storage } = await started();
  chat.destroy();
  const [key = ""] = storage.keys("parlor:session:");
  const session = JSON.parse(storage.get(key) ?? "");
  storage.set(key, JSON.stringify({ ...session, endpointKey: "mypurecloud.ie" }));
  const second = guest();
  await second.resume();
  expect(second.get().phase).toEqual({ kind: "expired", code: "session-expired" });
  expect(storage.get(key)).toBeNull();
  await second.start();
  expect(second.get().phase.kind).toBe("waiting");
});

test("an inactive deployment fails with its code, and says what to change", async () => {
  const { guest, lines } = await open({ defaults: { status: "Inactive" } });
  const chat = guest();
  await expect(chat.start()).rejects.toMatchObject({ code: "deployment-disabled" });
  expect(chat.get().phase).toMatchObject({ kind: "failed", code: "deployment-disabled" });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain("is inactive");
});

test("a host that is not allowed fails with its code, and says what to change", async () => {
  const { guest, emulator, lines } = await open();
  emulator.deployment().change({ allowedDomains: ["shop.example.test"] });
  emulator.fault({ on: "upgrade", status: 403 });
  vi.stubGlobal("location", { hostname: "www.other.test" });
  const chat = guest();
  await expect(chat.start()).rejects.toMatchObject({ code: "origin-not-allowed" });
  expect(lines).toEqual([
    "deployment 5c1e0b52-7f0e-4b1f-9c3c-8f2f5d7a1e10 does not allow www.other.test: add this host to its allowed domains.",
  ]);
});

test("a deployment of another region fails with its code, and says what to change", async () => {
  const { guest, lines } = await open();
  const chat = guest({ options: { deploymentId: "71c0e5d2-3a9b-4f18-96e7-d4b5a2c8f035" } });
  await expect(chat.start()).rejects.toMatchObject({ code: "deployment-disabled" });
  expect(lines.join()).toContain("correct region or deploymentId");
});

test("a region that does not exist is named, with the nearest one", async () => {
  const { guest, lines } = await open();
  const chat = guest({ place: { region: "mypurecloud.dd" } });
  await expect(chat.start()).rejects.toMatchObject({ code: "invalid-options" });
  expect(lines.join()).toContain('Did you mean "mypurecloud.de"?');
});

test("a deployment that wants visitors to sign in says so", async () => {
  const { guest, emulator, lines } = await open();
  emulator.fault({
    on: "request",
    action: "configureSession",
    code: 403,
    text: "Session authentication failed",
  });
  const chat = guest();
  await expect(chat.start()).rejects.toMatchObject({ code: "authentication-required" });
  expect(lines.join()).toContain("wants visitors to sign in");
});

test("a service that cannot be reached is offline, and the next start works", async () => {
  const { guest, emulator, lines } = await open();
  emulator.setMaintenance(true);
  const chat = guest();
  const failed = chat.start().catch((error: unknown) => error);
  await until(() => {
    fixture.clock.advance(2_000);
    expect(chat.get().phase.kind).toBe("failed");
  });
  expect(await failed).toMatchObject({ code: "offline" });
  expect(lines).toEqual([]);
  emulator.setMaintenance(false);
  await chat.start();
  expect(chat.get().phase.kind).toBe("waiting");
});

test("a configuration that does not come leaves text, and nothing else", async () => {
  const { guest, emulator } = await open();
  emulator.fault({ on: "http", route: "config", status: 500 });
  const chat = guest();
  await chat.start();
  expect(chat.get().capabilities).toMatchObject({ end: "here", formatting: false });
  chat.send("Hello");
  await until(() => expect(deliveriesOf(chat)).toEqual(["sent"]));
});

test("a start that is given up leaves no connection", async () => {
  const { guest, emulator } = await open();
  const controller = new AbortController();
  const chat = guest();
  const begun = chat.start({}, controller.signal).catch((error: unknown) => error);
  controller.abort();
  expect(await begun).toMatchObject({ code: "aborted" });
  await until(() =>
    expect(emulator.conversations.every((one) => one.connectionCount === 0)).toBe(true),
  );
});
