import { afterEach, beforeEach, expect, test } from "vitest";
import { createFakeBrowser } from "../../../test/fake-browser.ts";
import {
  openGuestFixture,
  textsOf,
  until,
  type GuestFixture,
} from "../../../test/guest-fixture.ts";
import type { Upload } from "../conversation/upload.ts";
import { ParlorError, type ParlorErrorCode } from "../errors.ts";
import type { GuestChat } from "../guest-chat.ts";
import type { Uploader } from "../ports/uploader.ts";

/* Files of a guest, against the server in memory. */

let fixture: GuestFixture;
beforeEach(() => {
  fixture = openGuestFixture();
});
afterEach(() => fixture.close());

const ticket = (name = "ticket.pdf", size = 1_000): File =>
  new File([new Uint8Array(size)], name, { type: "application/pdf" });
const stateOf = (chat: GuestChat, index = 0): Upload["state"] | undefined =>
  chat.get().uploads[index]?.state;
const untilKind = (chat: GuestChat, kind: Upload["state"]["kind"], index = 0): Promise<void> =>
  until(() => expect(stateOf(chat, index)?.kind).toBe(kind));
const filesOf = (chat: GuestChat): unknown[] =>
  [...chat.get().messages.values()].map(({ body, content }) => [
    body,
    ...content.map((one) => (one.kind === "file" ? one.name : one.kind)),
  ]);
const sentFiles = (): unknown => fixture.server.messages.map(({ text, files }) => [text, files]);

/** A way up that loses requests or answers, by turns. */
const flaky = (fates: ("lost" | "answer lost" | "cut")[]): Uploader => {
  return async ({ url, headers, file, signal }) => {
    const fate = fates.shift();
    const body = fate === "cut" ? file.slice(0, 5) : file;
    if (fate === "lost") throw new ParlorError("offline", "");
    const answer = await fetch(url, { method: "PUT", headers, body, signal });
    if (fate === "answer lost") throw new ParlorError("offline", "");
    return { status: answer.status, header: () => null, body: await answer.json() };
  };
};

async function started(ports: { readonly uploader?: Uploader } = {}): Promise<GuestChat> {
  const chat = fixture.guest({}, ports);
  await chat.start();
  return chat;
}

test("a file goes up at once, and is sent without a text", async () => {
  const chat = await started();
  const key = chat.attach(ticket());
  await untilKind(chat, "ready");
  const row = chat.send("", { uploads: [key] });
  expect(chat.get().uploads).toEqual([]);
  await until(() => expect(chat.get().messages.get(row)?.delivery.kind).toBe("sent"));
  expect(sentFiles()).toEqual([
    ["", [{ name: "ticket.pdf", type: "application/pdf", size: 1_000 }]],
  ]);
  expect(filesOf(chat)).toEqual([["", "ticket.pdf"]]);
});

test("a file that is sent at the very report that it is ready stays on the server", async () => {
  const chat = await started();
  const key = chat.attach(ticket());
  const undo = chat.subscribe(() => {
    if (stateOf(chat)?.kind === "ready") chat.send("", { uploads: [key] });
  });
  await until(() => expect(fixture.server.messages).toHaveLength(1));
  undo();
  expect(filesOf(chat)).toEqual([["", "ticket.pdf"]]);
  expect(fixture.requests.filter(({ method }) => method === "DELETE")).toEqual([]);
});

test("the server is not asked for the result of its check when it tells it", async () => {
  const chat = await started();
  chat.attach(ticket());
  await untilKind(chat, "ready");
  const asked = fixture.requests.filter(({ url }) => /attachments\/./.test(url));
  expect(asked).toEqual([]);
});

test("files are sent with a text, in the order in which they were attached", async () => {
  const chat = await started();
  const keys = [chat.attach(ticket("a.pdf")), chat.attach(ticket("b.pdf"))];
  await untilKind(chat, "ready", 0);
  await untilKind(chat, "ready", 1);
  chat.send("Both tickets", { uploads: keys });
  await until(() => expect(fixture.server.messages).toHaveLength(1));
  expect(filesOf(chat)).toEqual([["Both tickets", "a.pdf", "b.pdf"]]);
});

test.each<[string, File, ParlorErrorCode]>([
  ["a file of no bytes", ticket("a.pdf", 0), "file-empty"],
  ["a blocked extension", new File(["x"], "setup.EXE. "), "file-type-refused"],
  ["another type", new File(["x"], "a.zip", { type: "application/zip" }), "file-type-refused"],
])("%s is refused before a byte leaves", async (_, file, code) => {
  const chat = await started();
  expect(() => chat.attach(file)).toThrow(expect.objectContaining({ code }));
  expect(chat.get().uploads).toEqual([]);
});

test.each([
  [99, null],
  [100, null],
  [101, "file-too-large"],
])("with a limit of 100 bytes, a file of %i is refused with %s", async (size, code) => {
  fixture.close();
  fixture = openGuestFixture({ files: { maxBytes: 100 } });
  const chat = await started();
  const attach = (): unknown => chat.attach(ticket("a.pdf", size));
  if (code === null) expect(attach).not.toThrow();
  else expect(attach).toThrow(expect.objectContaining({ code }));
});

test("a sixth file of a message is refused", async () => {
  const chat = await started();
  for (let n = 0; n < 5; n++) chat.attach(ticket(`${n}.pdf`));
  expect(() => chat.attach(ticket())).toThrow(expect.objectContaining({ code: "too-many-files" }));
});

test("without the extension nothing can be attached", async () => {
  fixture.close();
  fixture = openGuestFixture({ extensions: ["poll"] });
  const chat = await started();
  expect(chat.get().fileLimits).toBeNull();
  expect(() => chat.attach(ticket())).toThrow(
    expect.objectContaining({ code: "file-type-refused" }),
  );
});

test("a message waits for no file: it is refused while one is not up", async () => {
  const chat = await started({ uploader: () => new Promise(() => undefined) });
  const key = chat.attach(ticket());
  expect(() => chat.send("See this", { uploads: [key] })).toThrow(
    expect.objectContaining({ code: "upload-not-ready" }),
  );
  expect(textsOf(chat)).toEqual([]);
});

test.each([[["lost"]], [["answer lost"]], [["cut"]], [["cut", "answer lost"]]] as const)(
  "a file arrives once when the way up has these faults: %j",
  async (fates) => {
    const chat = await started({ uploader: flaky([...fates]) });
    const key = chat.attach(ticket());
    await untilKind(chat, "ready");
    chat.send("", { uploads: [key] });
    await until(() => expect(fixture.server.messages).toHaveLength(1));
    expect(sentFiles()).toEqual([
      ["", [{ name: "ticket.pdf", type: "application/pdf", size: 1_000 }]],
    ]);
  },
);

test("after three tries with a connection an upload has failed, and a retry sends it", async () => {
  const chat = await started({ uploader: flaky(["lost", "lost", "lost"]) });
  const key = chat.attach(ticket());
  await untilKind(chat, "failed");
  chat.retryUpload(key);
  await untilKind(chat, "ready");
});

test("offline a file waits, and goes up when the connection is back", async () => {
  const chat = await started();
  fixture.server.goOffline();
  await until(() => expect(chat.get().stream.kind).toBe("waiting"));
  chat.attach(ticket());
  expect(stateOf(chat)?.kind).toBe("waiting");
  fixture.server.comeBack();
  await untilKind(chat, "ready");
});

test("a file that the server has found something in is refused", async () => {
  const chat = await started();
  fixture.server.refuseNextFile();
  chat.attach(ticket());
  await untilKind(chat, "failed");
  expect(stateOf(chat)).toEqual({ kind: "failed", code: "file-refused" });
});

test("a removed file is taken back from the server", async () => {
  const chat = await started();
  const key = chat.attach(ticket());
  await untilKind(chat, "ready");
  chat.removeUpload(key);
  expect(chat.get().uploads).toEqual([]);
  await until(() =>
    expect(fixture.requests.filter(({ method }) => method === "DELETE")).toHaveLength(1),
  );
});

test("a file that is removed while it is announced is taken back as soon as its id is known", async () => {
  const chat = await started();
  const count = (method: string): number =>
    fixture.requests.filter((one) => one.method === method && one.url.includes("/attachments"))
      .length;
  fixture.holds = ({ url }) => url.endsWith("/attachments");
  const key = chat.attach(ticket());
  await until(() => expect(count("POST")).toBe(1));
  chat.removeUpload(key);
  fixture.release();
  await until(() => expect(count("DELETE")).toBe(1));
  expect(chat.get().uploads).toEqual([]);
});

const countOf = (method: string): number =>
  fixture.requests.filter((one) => one.method === method && one.url.includes("/attachments"))
    .length;

test("a file whose announcement got no answer is found and taken back when it is removed", async () => {
  const chat = await started();
  for (let tries = 0; tries < 3; tries++) fixture.server.loseNextReply("announce-file");
  const key = chat.attach(ticket());
  await untilKind(chat, "failed");
  expect(countOf("POST")).toBe(3);
  chat.removeUpload(key);
  await until(() => expect(countOf("DELETE")).toBe(1));
  expect(countOf("POST")).toBe(4);
});

test("one that is removed before its lost answer is noticed is taken back, too", async () => {
  const chat = await started();
  fixture.server.loseNextReply("announce-file");
  fixture.holds = ({ url }) => url.endsWith("/attachments");
  const key = chat.attach(ticket());
  await until(() => expect(countOf("POST")).toBe(1));
  chat.removeUpload(key);
  fixture.holds = () => false;
  fixture.release();
  await until(() => expect(countOf("DELETE")).toBe(1));
});

test("a file that failed on its way up is taken back when it is removed", async () => {
  const chat = await started({ uploader: flaky(["lost", "lost", "lost"]) });
  const key = chat.attach(ticket());
  await untilKind(chat, "failed");
  chat.removeUpload(key);
  await until(() => expect(countOf("DELETE")).toBe(1));
});

test("a file that was refused when it was announced is not asked for again", async () => {
  const chat = await started();
  fixture.server.failNext({ on: "announce-file", status: 409, code: "attachment.limit.reached" });
  const key = chat.attach(ticket());
  await untilKind(chat, "failed");
  const before = fixture.requests.length;
  chat.removeUpload(key);
  await until(() => expect(chat.get().uploads).toEqual([]));
  expect(fixture.requests).toHaveLength(before);
});

test("the host's hook refuses a file, and sees what is known of it", async () => {
  const seen: unknown[] = [];
  const chat = fixture.guest({
    hooks: {
      async beforeUpload(file) {
        seen.push(file);
        return null;
      },
    },
  });
  await chat.start();
  chat.attach(ticket());
  await untilKind(chat, "failed");
  expect(stateOf(chat)).toEqual({ kind: "failed", code: "file-refused" });
  expect(seen).toEqual([{ name: "ticket.pdf", size: 1_000, type: "application/pdf" }]);
});

test("after a reload a ready file is ready, and one that was under way has failed", async () => {
  let count = 0;
  const first = await started({
    uploader: (request) => (++count > 1 ? new Promise(() => undefined) : flaky([])(request)),
  });
  first.attach(ticket("up.pdf"));
  await untilKind(first, "ready");
  first.attach(ticket("half.pdf"));
  await untilKind(first, "uploading", 1);
  const stored = fixture.storage.get("parlor:uploads:d");
  first.destroy();
  fixture.storage.set("parlor:uploads:d", stored ?? "");
  const second = fixture.guest();
  await second.resume();
  await until(() => expect(second.get().uploads).toHaveLength(2));
  expect(stateOf(second, 0)?.kind).toBe("ready");
  expect(stateOf(second, 1)).toEqual({ kind: "failed", code: "upload-failed" });
  const [upload, half] = second.get().uploads;
  if (half !== undefined) second.removeUpload(half.key);
  await until(() => expect(countOf("DELETE")).toBe(1));
  if (upload !== undefined) second.send("", { uploads: [upload.key] });
  await until(() => expect(fixture.server.messages).toHaveLength(1));
});

test("an unsent message with files outlives a reload", async () => {
  const first = await started();
  const key = first.attach(ticket());
  await untilKind(first, "ready");
  fixture.server.goOffline();
  first.send("", { uploads: [key] });
  first.destroy();
  const second = fixture.guest();
  fixture.server.comeBack();
  await second.resume();
  await until(() => expect(fixture.server.messages).toHaveLength(1));
  expect(filesOf(second)).toEqual([["", "ticket.pdf"]]);
});

test.each([true, false])(
  "a send whose answer was lost is found by its files (idempotent server: %s)",
  async (isIdempotent) => {
    fixture.close();
    const extensions = ["poll", "attachments", ...(isIdempotent ? ["idempotency"] : [])];
    fixture = openGuestFixture({ extensions });
    const chat = await started();
    const keys = [chat.attach(ticket("a.pdf")), chat.attach(ticket("b.pdf"))];
    await untilKind(chat, "ready", 1);
    await untilKind(chat, "ready", 0);
    chat.send("Here", { uploads: keys.slice(0, 1) });
    await until(() => expect(fixture.server.messages).toHaveLength(1));
    fixture.server.loseNextReply("send");
    const row = chat.send("Here", { uploads: keys.slice(1) });
    await until(() => expect(chat.get().messages.get(row)?.delivery.kind).toBe("sent"));
    expect(fixture.server.messages).toHaveLength(2);
    expect(filesOf(chat)).toEqual([
      ["Here", "a.pdf"],
      ["Here", "b.pdf"],
    ]);
  },
);

test("files of an agent are in the state, and have an address that works", async () => {
  const chat = await started();
  fixture.server.agentJoins({ name: "Noor Haddad" });
  fixture.server.agentSends([{ name: "berth.png", content: "PNG", width: 320, height: 200 }]);
  await until(() => expect(filesOf(chat)).toContainEqual(["", "berth.png"]));
  const row = [...chat.get().messages.values()].find(({ content }) => content.length > 0);
  const [file] = row?.content ?? [];
  if (row === undefined || file?.kind !== "file") throw new Error("No file");
  expect(file).toMatchObject({ width: 320, height: 200, mediaType: "image/png", isGone: false });
  const answer = await fetch(await chat.fileUrl(row.key, file.id, "file"));
  expect(await answer.text()).toBe("PNG");
});

test("each tab shows all files, and the tab that leads sends those of the others", async () => {
  const browser = createFakeBrowser();
  const open = async (id: string): Promise<GuestChat> => {
    const chat = fixture.guest({}, { tabs: browser.openTab(id) });
    await chat.resume();
    return chat;
  };
  const leader = fixture.guest({}, { tabs: browser.openTab("1") });
  await leader.start();
  const follower = await open("2");
  await until(() => expect(follower.get().fileLimits).not.toBeNull());
  const key = follower.attach(ticket());
  await untilKind(follower, "ready");
  await untilKind(leader, "ready");
  follower.send("From here", { uploads: [key] });
  await until(() => expect(fixture.server.messages).toHaveLength(1));
  await until(() => expect(filesOf(leader)).toEqual([["From here", "ticket.pdf"]]));
  expect(leader.get().uploads).toEqual([]);
  expect(filesOf(follower)).toEqual([["From here", "ticket.pdf"]]);
});

test("a reset forgets the files, also those of an earlier page", async () => {
  const chat = await started();
  chat.attach(ticket());
  await untilKind(chat, "ready");
  expect(fixture.storage.get("parlor:uploads:d")).not.toBeNull();
  await chat.reset();
  expect(fixture.storage.keys("")).toEqual([]);
  expect(chat.get().uploads).toEqual([]);
});
