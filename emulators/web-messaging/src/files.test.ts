import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import type { DeploymentChanges } from "./deployment.ts";
import type { Emulator } from "./emulator.ts";
import { createEmulators } from "./testing/emulators.ts";
import { configured, TOKEN, type Guest } from "./testing/guest.ts";

const emulators = createEmulators();
afterEach(emulators.closeAll);
const { clock } = emulators;

const ID = "77e0c2b4-5d1a-4f3e-8b6c-0a9d8e7f6c5b";
const bytes = new TextEncoder().encode("the bytes of a picture");
const request = {
  action: "onAttachment",
  token: TOKEN,
  attachmentId: ID,
  fileName: "label.png",
  fileType: "image/png",
  fileSize: bytes.byteLength,
  errorsAsJson: true,
};
const presigned = z.object({ url: z.string(), headers: z.record(z.string(), z.string()) });
const withFile = (id = ID, text?: string): object => ({
  action: "onMessage",
  token: TOKEN,
  message: { text, content: [{ contentType: "Attachment", attachment: { id } }] },
});

async function open(
  defaults: DeploymentChanges = {},
  hasUploadOrigin = false,
): Promise<{ emulator: Emulator; guest: Guest }> {
  const emulator = await emulators.start({ defaults, hasUploadOrigin });
  return { emulator, guest: await configured(emulator) };
}

/** Asks for an address and puts the bytes there. */
async function put(
  guest: Guest,
  {
    body = bytes,
    type = "image/png",
    headers = {},
  }: { body?: Uint8Array; type?: string; headers?: Record<string, string> } = {},
): Promise<Response> {
  const address = presigned.parse((await guest.ask(request)).body);
  return fetch(address.url, {
    method: "PUT",
    body: Buffer.from(body),
    headers: { ...address.headers, "content-type": type, ...headers },
  });
}

async function uploaded(guest: Guest): Promise<void> {
  expect((await put(guest)).status).toBe(200);
  await guest.next("UploadSuccessEvent");
}

test("an upload has an address, signed headers and the fields of its file", async () => {
  const { emulator, guest } = await open();
  const answer = await guest.ask(request);
  expect(answer).toMatchObject({
    type: "response",
    class: "PresignedUrlResponse",
    code: 200,
    body: {
      attachmentId: ID,
      headers: { "x-amz-tagging": expect.any(String) },
      fileName: "label.png",
      fileSize: bytes.byteLength,
      fileType: "image/png",
    },
  });
  expect(presigned.parse(answer.body).url.startsWith(`${emulator.url}/up/`)).toBe(true);
});

test("the service chooses the id of a file that has none", async () => {
  const { guest } = await open();
  const { attachmentId: _, ...rest } = request;
  expect(await guest.ask(rest)).toMatchObject({
    class: "PresignedUrlResponse",
    body: { attachmentId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
  });
});

test("an upload may have an origin of its own", async () => {
  const { emulator, guest } = await open({}, true);
  expect(emulator.uploadUrl).not.toBe(emulator.url);
  const { url } = presigned.parse((await guest.ask(request)).body);
  expect(new URL(url).origin).toBe(emulator.uploadUrl);
  await uploaded(guest);
});

test("bytes that are stored are told to every connection, with an address to read them", async () => {
  const { emulator, guest } = await open();
  const tab = await configured(emulator);
  await put(guest);
  const event = await guest.next("UploadSuccessEvent");
  expect(event).toMatchObject({ type: "message", code: 200, body: { attachmentId: ID } });
  expect(await tab.next("UploadSuccessEvent")).toEqual(event);
  const { downloadUrl } = z.object({ downloadUrl: z.string() }).parse(event.body);
  const download = await fetch(downloadUrl);
  expect(download.headers.get("content-type")).toBe("image/png");
  expect(new Uint8Array(await download.arrayBuffer())).toEqual(bytes);
  expect(emulator.conversation(TOKEN).files).toMatchObject([
    { id: ID, name: "label.png", type: "image/png", state: "stored" },
  ]);
});

test("a download is never shown as a page of the emulator's origin", async () => {
  const { guest } = await open();
  await put(guest);
  const event = await guest.next("UploadSuccessEvent");
  const { downloadUrl } = z.object({ downloadUrl: z.string() }).parse(event.body);
  const { headers } = await fetch(downloadUrl);
  expect(headers.get("content-disposition")).toMatch(/^attachment/);
  expect(headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
});

test("a message with a file has the service's fields in its echo, and needs no text", async () => {
  const { emulator, guest } = await open();
  await uploaded(guest);
  expect(await guest.ask(withFile())).toMatchObject({
    body: {
      type: "Text",
      direction: "Inbound",
      content: [
        {
          contentType: "Attachment",
          attachment: {
            id: ID,
            mediaType: "Image",
            url: expect.stringContaining(`${emulator.url}/api/v2/downloads/`),
            filename: "label.png",
            fileSize: bytes.byteLength,
            mime: "image/png",
          },
        },
      ],
    },
  });
});

test("a message has at most one file", async () => {
  const { guest } = await open();
  await uploaded(guest);
  const item = { contentType: "Attachment", attachment: { id: ID } };
  const message = { content: [item, item] };
  expect(await guest.ask({ action: "onMessage", token: TOKEN, message })).toMatchObject({
    code: 400,
  });
});

test("a file that is unknown is refused with 4009, one without bytes with 4010", async () => {
  const { guest } = await open();
  expect(await guest.ask(withFile("other"))).toMatchObject({ class: "string", code: 4009 });
  await guest.ask(request);
  expect(await guest.ask(withFile())).toMatchObject({ code: 4010 });
  expect(
    await guest.ask({ action: "getAttachment", token: TOKEN, attachmentId: ID }),
  ).toMatchObject({ code: 4010 });
});

test("a file of another session is unknown", async () => {
  const { emulator, guest } = await open();
  await uploaded(guest);
  const stranger = await configured(emulator, "another");
  const frame = { action: "getAttachment", token: "another", attachmentId: ID };
  expect(await stranger.ask(frame)).toMatchObject({ code: 4009 });
});

test.each([
  [{ fileName: "run.EXE" }, 4001],
  [{ fileType: "text/html", fileName: "a.html" }, 4001],
  [{ fileSize: 2 * 1_024 + 1 }, 4002],
  [{ fileName: "label" }, 4004],
  [{ fileName: ".png" }, 4004],
  [{ fileName: "../label.png" }, 4004],
  [{ fileName: `${"a".repeat(1_020)}.png` }, 4005],
  [{ fileSize: 0 }, 4102],
])("the file %j is refused with %i", async (fields, errorCode) => {
  const { guest } = await open({ media: { fileTypes: ["image/*"], maxFileSizeKB: 2 } });
  expect(await guest.ask({ ...request, ...fields })).toMatchObject({
    class: "GenerateUrlError",
    code: 200,
    body: { attachmentId: ID, errorCode },
  });
});

test.each([
  ["image/*", "image/webp", 200],
  ["*/*", "text/plain", 200],
  ["image/png", "image/png", 200],
  ["image/png", "image/jpeg", 4001],
  ["image/*", "imagery/png", 4001],
])("a deployment that allows %s answers %s with %i", async (allowed, fileType, code) => {
  const { guest } = await open({ media: { fileTypes: [allowed], maxFileSizeKB: 2 } });
  const answer = await guest.ask({ ...request, fileType, errorsAsJson: false });
  expect(answer.code).toBe(code);
});

test("the outer code of a refused upload follows the variant", async () => {
  const { guest } = await open({ variants: { uploadRefusedCode: 400 } });
  expect(await guest.ask({ ...request, fileSize: 0 })).toMatchObject({
    class: "GenerateUrlError",
    code: 400,
  });
});

test("without errorsAsJson a refusal is a text", async () => {
  const { guest } = await open();
  const frame = { ...request, fileSize: 0, errorsAsJson: false };
  expect(await guest.ask(frame)).toMatchObject({ class: "string", code: 4102 });
});

test("a deployment without attachments refuses them with 4000", async () => {
  const { guest } = await open({ media: null });
  expect(guest.frames[0]?.body).not.toHaveProperty("allowedMedia");
  expect(await guest.ask({ ...request, errorsAsJson: false })).toMatchObject({ code: 4000 });
});

test.each([
  ["another type", { type: "image/jpeg" }],
  ["a missing header", { headers: { "x-amz-tagging": "" } }],
])("an upload with %s fails with 403, and nothing is told", async (_, changes) => {
  const { emulator, guest } = await open();
  expect((await put(guest, changes)).status).toBe(403);
  expect(emulator.conversation(TOKEN).files).toMatchObject([{ state: "promised", bytes: null }]);
});

test.each([
  ["no bytes", new Uint8Array(), 4102],
  ["too many bytes", new Uint8Array(2 * 1_024 + 1), 4002],
])("an upload of %s fails with an event", async (_, body, errorCode) => {
  const { guest } = await open({ media: { fileTypes: ["image/*"], maxFileSizeKB: 2 } });
  expect((await put(guest, { body })).status).toBe(200);
  expect(await guest.next("UploadFailureEvent")).toMatchObject({
    type: "message",
    code: 200,
    body: { attachmentId: ID, errorCode },
  });
  expect(await guest.ask(withFile())).toMatchObject({ code: 4010 });
});

test("the service may refuse the content of every upload", async () => {
  const { emulator, guest } = await open();
  emulator.refuseUploads({ errorCode: 4003, errorMessage: "Content refused" });
  await put(guest);
  expect(await guest.next("UploadFailureEvent")).toMatchObject({
    body: { errorCode: 4003, errorMessage: "Content refused" },
  });
  emulator.refuseUploads(null);
  await uploaded(guest);
});

test("the emulator stores no more bytes than its own limit", async () => {
  const emulator = await emulators.start({ limits: { storedBytes: 10 } });
  const guest = await configured(emulator);
  expect((await put(guest)).status).toBe(507);
  const file = { name: "a.txt", type: "text/plain", bytes };
  expect(() => emulator.conversation(TOKEN).agent().sendsFile(file)).toThrow("no more bytes");
});

test("the address of an upload works once, for ten minutes", async () => {
  const { guest } = await open();
  const first = presigned.parse((await guest.ask(request)).body);
  const send = (): Promise<Response> =>
    fetch(first.url, {
      method: "PUT",
      body: Buffer.from(bytes),
      headers: { ...first.headers, "content-type": "image/png" },
    });
  expect((await send()).status).toBe(200);
  await guest.next("UploadSuccessEvent");
  expect((await send()).status).toBe(403);
  const second = presigned.parse((await guest.ask({ ...request, attachmentId: "b" })).body);
  clock.advance(600_000);
  expect((await fetch(second.url, { method: "PUT" })).status).toBe(403);
});

test("the address of a download dies, and getAttachment gives a fresh one", async () => {
  const { guest } = await open({ downloadSeconds: 600 });
  await put(guest);
  const event = await guest.next("UploadSuccessEvent");
  const { downloadUrl } = z.object({ downloadUrl: z.string() }).parse(event.body);
  clock.advance(600_000);
  expect((await fetch(downloadUrl)).status).toBe(404);
  const fresh = await guest.ask({ action: "getAttachment", token: TOKEN, attachmentId: ID });
  expect(fresh).toMatchObject({
    class: "PresignedUrlResponse",
    body: { headers: {}, fileSize: bytes.byteLength },
  });
  expect((await fetch(presigned.parse(fresh.body).url)).status).toBe(200);
});

test("a withdrawn file is gone, its address too", async () => {
  const { guest } = await open();
  await put(guest);
  const event = await guest.next("UploadSuccessEvent");
  const { downloadUrl } = z.object({ downloadUrl: z.string() }).parse(event.body);
  const remove = { action: "deleteAttachment", token: TOKEN, attachmentId: ID };
  expect(await guest.ask(remove)).toMatchObject({
    class: "AttachmentDeletedResponse",
    body: { attachmentId: ID },
  });
  expect(await guest.ask(remove)).toMatchObject({ code: 4009 });
  expect(await guest.ask(withFile())).toMatchObject({ code: 4009 });
  expect((await fetch(downloadUrl)).status).toBe(404);
});

test("the files of a session go with it", async () => {
  const { emulator, guest } = await open();
  await put(guest);
  const event = await guest.next("UploadSuccessEvent");
  const { downloadUrl } = z.object({ downloadUrl: z.string() }).parse(event.body);
  emulator.conversation(TOKEN).expires();
  expect((await fetch(downloadUrl)).status).toBe(404);
});

test("an agent's file arrives with a text or without, and can be read", async () => {
  const { emulator, guest } = await open();
  const agent = emulator.conversation(TOKEN).agent();
  agent.sendsFile({ name: "terms.pdf", type: "application/pdf", bytes }, "Please read");
  const { body } = await guest.next("StructuredMessage");
  expect(body).toMatchObject({
    type: "Text",
    text: "Please read",
    content: [
      { contentType: "Attachment", attachment: { mediaType: "File", filename: "terms.pdf" } },
    ],
  });
  const { content } = z
    .object({ content: z.array(z.object({ attachment: z.object({ url: z.string() }) })) })
    .parse(body);
  expect((await fetch(content[0]?.attachment.url ?? "")).status).toBe(200);
  agent.sendsFile({ name: "a.png", type: "image/png", bytes });
  expect((await guest.next("StructuredMessage")).body).not.toHaveProperty("text");
});

test.each([
  [true, 0],
  [false, 1],
])(
  "the event of an upload comes before the answer to its PUT: %s",
  async (uploadEventFirst, answers) => {
    const { emulator, guest } = await open({ variants: { uploadEventFirst } });
    const isStored = (): boolean => emulator.conversation(TOKEN).files[0]?.state === "stored";
    const seen = emulator.until(() => isStored() && { answered: emulator.calls.length });
    expect((await put(guest)).status).toBe(200);
    expect(await seen).toEqual({ answered: answers });
  },
);
