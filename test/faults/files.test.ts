import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { FileContent, GuestChat, MessageKey, UploadKey } from "../../src/transport/index.ts";
import { createFakeBrowser } from "../fake-browser.ts";
import { filesOn } from "../contract/file-sides.ts";
import { CREATE, live, rows, SEND, startRig, until, type Rig } from "./rig.ts";
import type { HttpFault, Match } from "./fault-proxy.ts";

// The machine may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/* Faults of the network and the server that can affect a file on its way to the agent. */

const ANNOUNCE = { method: "POST", path: /\/attachments$/ };
const PUT = { method: "PUT", path: /\/files\/in\// };
const LOOK = { method: "GET", path: /\/attachments\/[\w-]+\?/ };
const TAKE_BACK = { method: "DELETE", path: /\/attachments\/[\w-]+$/ };
/** More than the buffers of a connection hold. */
const SIZE = 3_000_000;
const rules = {
  attachments: filesOn(),
  idleSeconds: 3 * 60 * 60,
  lostStreamGraceSeconds: 3 * 60 * 60,
};

const text = (name: string, size = SIZE): File =>
  new File([`${name}\n`.padEnd(size, "All aboard. ")], name, { type: "text/plain" });

const stateOf = (chat: GuestChat, key: UploadKey) =>
  chat.get().uploads.find((upload) => upload.key === key)?.state;
/** A check that its frame did not tell of is asked for, so this may take a while. */
const untilReady = (chat: GuestChat, key: UploadKey): Promise<void> =>
  vi.waitFor(() => expect(stateOf(chat, key)).toMatchObject({ kind: "ready" }), {
    timeout: 30_000,
    interval: 10,
  });
const untilFailed = (chat: GuestChat, key: UploadKey, code: string): Promise<void> =>
  until(() => expect(stateOf(chat, key)).toEqual({ kind: "failed", code }));
const untilSent = (chat: GuestChat, row: MessageKey): Promise<void> =>
  vi.waitFor(() => expect(chat.get().messages.get(row)?.delivery.kind).toBe("sent"), {
    timeout: 30_000,
    interval: 10,
  });

async function filesBelow(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return found.filter((entry) => entry.isFile()).map(({ name }) => name);
}

const filesIn = (content: readonly { readonly kind: string }[]): FileContent[] =>
  content.filter((one): one is FileContent => one.kind === "file");

/**
 * Expects each message with its files once: in the guest's transcript and in the server's history,
 * with their bytes; and no byte and no row of any other file.
 */
async function expectFilesOnce(
  rig: Rig,
  chat: GuestChat,
  messages: readonly { readonly body: string; readonly files: readonly File[] }[],
): Promise<void> {
  const wanted = messages.map(({ body, files }) => [body, ...files.map(({ name }) => name)]);
  const withFiles = () => rows(chat).filter(({ content }) => content.length > 0);
  await until(() => {
    expect(
      withFiles().map(({ body, content }) => [body, ...filesIn(content).map(({ name }) => name)]),
    ).toEqual(wanted);
    expect(withFiles().filter((row) => row.delivery.kind !== "sent")).toEqual([]);
  });
  const id = chat.get().conversationId ?? "";
  const page = await rig.server().chats.messages(id, {
    after: null,
    before: null,
    sortOrder: "ascending",
    maxResults: 100,
  });
  const stored = page.messages.filter(({ files }) => files !== undefined && files.length > 0);
  expect(stored.map(({ files }) => files?.map(({ name }) => name))).toEqual(
    messages.map(({ files }) => files.map(({ name }) => name)),
  );
  const sent = messages.flatMap(({ files }) => files);
  for (const [index, row] of withFiles().entries()) {
    for (const [at, { id: fileId }] of filesIn(row.content).entries()) {
      const answer = await fetch(await chat.fileUrl(row.key, fileId, "file"));
      expect(answer.status).toBe(200);
      expect(await answer.text()).toBe(await messages[index]?.files[at]?.text());
    }
  }
  await expectKept(rig, sent.length);
}

/** Expects this many stored files, each of a sent message, and nothing on its way in. */
async function expectKept(rig: Rig, count: number): Promise<void> {
  await until(async () => {
    const states = ["awaiting", "checking", "ready", "sent", "refused", "deleted"] as const;
    const all = await rig.server().store.attachmentsIn(states, Number.MAX_SAFE_INTEGER, 100);
    expect(all.map(({ state, messageId }) => [state, messageId !== null])).toEqual(
      Array.from({ length: count }, () => ["sent", true]),
    );
    expect((await filesBelow(join(rig.folder(), "files"))).toSorted()).toEqual(
      all.map(({ id }) => id).toSorted(),
    );
    expect(await filesBelow(join(rig.folder(), "files-in"))).toEqual([]);
  });
}

const countOf = (rig: Rig, { method, path }: Required<Match>): number =>
  rig.proxy.exchanges.filter(({ request }) => {
    const [verb = "", url = ""] = request.split(" ");
    return verb === method && path.test(url);
  }).length;

let rig: Rig;
beforeEach(async () => {
  rig = await startRig({ rules });
});
afterEach(() => rig.close());

/** Attaches a file, and sends it when it is up. */
async function sendOne(chat: GuestChat, file: File, body = ""): Promise<MessageKey> {
  const key = chat.attach(file);
  await untilReady(chat, key);
  return chat.send(body, { uploads: [key] });
}

describe("on the way of the bytes", () => {
  test.each([0, 0.5, 0.99])("the connection breaks after %d of them", async (after) => {
    const chat = await rig.started();
    rig.proxy.next(PUT, { kind: "cut-request", after });
    const file = text("cut.txt");
    const before = rig.clock.now();
    await sendOne(chat, file);
    // The next try may come before the server has noticed.
    expect(rig.clock.now() - before).toBeLessThan(20_000);
    await expectFilesOnce(rig, chat, [{ body: "", files: [file] }]);
  });

  test.each([0, 0.5, 0.99])(
    "the guest's connection breaks after %d of them, and the server does not notice",
    async (after) => {
      const chat = await rig.started();
      rig.proxy.next(PUT, { kind: "stall-request", after });
      const file = text("stalled.txt");
      const before = rig.clock.now();
      await sendOne(chat, file);
      // The server waits for 30 s for the next byte.
      expect(rig.clock.now() - before).toBeLessThan(60_000);
      await expectFilesOnce(rig, chat, [{ body: "", files: [file] }]);
    },
  );

  test("a connection that always breaks: after three tries it has failed, and a retry sends it", async () => {
    const chat = await rig.started();
    rig.proxy.next(PUT, { kind: "cut-request", after: 0.5 }, 3);
    const file = text("thrice.txt");
    const key = chat.attach(file);
    await untilFailed(chat, key, "offline");
    // The server sees the end of a connection later than the client.
    await until(async () => expect(await filesBelow(join(rig.folder(), "files-in"))).toEqual([]));
    chat.retryUpload(key);
    await untilReady(chat, key);
    chat.send("", { uploads: [key] });
    await expectFilesOnce(rig, chat, [{ body: "", files: [file] }]);
  });
});

const answers: readonly (readonly [string, HttpFault])[] = [
  ["is lost", { kind: "lose-answer" }],
  ["is reset in its middle", { kind: "reset-mid-body" }],
  ["never comes, and nothing closes", { kind: "swallow-answer" }],
  ["is cut off in its JSON", { kind: "rewrite", change: (body) => body.slice(0, 20) }],
  ["is that of a gateway", { kind: "answer", status: 502, body: "<html>Bad gateway</html>" }],
  ["asks to wait", { kind: "answer", status: 429, headers: { "retry-after": "5" } }],
  ["does not exist: the request is refused", { kind: "refuse" }],
];
describe.each([
  ["the announcement", ANNOUNCE],
  ["the bytes", PUT],
  ["the message", SEND],
])("the answer to %s", (_, call) => {
  test.each(answers)("%s", async (__, fault) => {
    const chat = await rig.started();
    rig.proxy.next(call, fault);
    const files = [text("one.txt", 100_000), text("two.txt", 20)];
    const keys = files.map((file) => chat.attach(file));
    for (const key of keys) await untilReady(chat, key);
    chat.send("Both", { uploads: keys });
    await expectFilesOnce(rig, chat, [{ body: "Both", files }]);
  });
});

test("without idempotency a message whose answer is lost is found by its files, and sent once", async () => {
  const change = (body: string): string =>
    body.replace(/"extensions":\[[^\]]*\]/, '"extensions":["attachments"]');
  rig.proxy.next(CREATE, { kind: "rewrite", change });
  const chat = await rig.started();
  const files = [text("one.txt"), text("two.txt", 20)];
  const keys = files.map((file) => chat.attach(file));
  for (const key of keys) await untilReady(chat, key);
  for (const key of keys) {
    rig.proxy.next(SEND, { kind: "lose-answer" });
    await untilSent(chat, chat.send("Here", { uploads: [key] }));
  }
  await expectFilesOnce(
    rig,
    chat,
    files.map((file) => ({ body: "Here", files: [file] })),
  );
  expect(rig.proxy.exchanges.some(({ body }) => body.includes("idempotency"))).toBe(false);
});

describe("the result of the check", () => {
  const isResult = (frame: string): boolean => frame.includes("parlor.attachment");

  test("its frame is lost: it is asked for", async () => {
    const chat = await rig.started();
    rig.proxy.frames((frame) => (isResult(frame) ? [] : [frame]));
    const file = text("silent.txt");
    await sendOne(chat, file);
    expect(countOf(rig, LOOK)).toBeGreaterThan(0);
    await expectFilesOnce(rig, chat, [{ body: "", files: [file] }]);
  });

  test("its frame is lost, and so are the answers to the question", async () => {
    const chat = await rig.started();
    rig.proxy.frames((frame) => (isResult(frame) ? [] : [frame]));
    rig.proxy.next(LOOK, { kind: "lose-answer" });
    rig.proxy.next(LOOK, { kind: "reset-mid-body" });
    const file = text("silent.txt");
    await sendOne(chat, file);
    await expectFilesOnce(rig, chat, [{ body: "", files: [file] }]);
    expect(countOf(rig, PUT)).toBe(1);
  });

  test("its frame comes twice, and before the answer to the bytes", async () => {
    const chat = await rig.started();
    rig.proxy.frames((frame) => (isResult(frame) ? [frame, frame] : [frame]));
    rig.proxy.next(PUT, { kind: "hold-answer" });
    const file = text("early.txt");
    const key = chat.attach(file);
    await until(async () => {
      const [found] = await rig.server().store.attachmentsIn(["ready"], Number.MAX_SAFE_INTEGER, 1);
      expect(found?.name).toBe("early.txt");
    });
    rig.proxy.release();
    await untilReady(chat, key);
    chat.send("", { uploads: [key] });
    await expectFilesOnce(rig, chat, [{ body: "", files: [file] }]);
  });

  test("a file that is refused says why at once, is not tried again, and leaves no byte", async () => {
    const chat = await rig.started();
    rig.proxy.next(PUT, { kind: "lose-answer" });
    const key = chat.attach(new File(["<html>no note</html>"], "a.txt", { type: "text/plain" }));
    await untilFailed(chat, key, "file-type-refused");
    expect(await filesBelow(join(rig.folder(), "files-in"))).toEqual([]);
    expect(await filesBelow(join(rig.folder(), "files"))).toEqual([]);
    chat.removeUpload(key);
    const file = text("fine.txt");
    await sendOne(chat, file);
    await until(() => expect(rows(chat).at(-1)?.delivery.kind).toBe("sent"));
    expect((await filesBelow(join(rig.folder(), "files"))).length).toBe(1);
  });
});

test("of two requests with the bytes of one file at once, one is taken", async () => {
  const chat = await rig.started();
  rig.proxy.next(PUT, { kind: "stall-request", after: 0.5 });
  const file = text("two-at-once.txt");
  const key = chat.attach(file);
  // The first request is open still: it is the server's, until no byte has come for too long.
  await until(() => expect(rig.proxy.exchanges.map(({ status }) => status)).toContain(409));
  await untilReady(chat, key);
  chat.send("", { uploads: [key] });
  await expectFilesOnce(rig, chat, [{ body: "", files: [file] }]);
});

test("two whole requests with different bytes at once: the file is one of them, not a mixture", async () => {
  const chat = await rig.started();
  // Its own bytes never arrive, and it does not give up before the others are there.
  rig.proxy.next(PUT, { kind: "swallow-request" }, Number.POSITIVE_INFINITY);
  const file = text("raced.txt");
  const key = chat.attach(file);
  await until(() => expect(countOf(rig, PUT)).toBeGreaterThan(0));
  const announced = rig.proxy.exchanges.find(({ request }) => ANNOUNCE.path.test(request));
  const { url } = JSON.parse(announced?.reply ?? "").upload as { url: string };
  const direct = rig.server().url + url.slice(rig.proxy.url.length);
  const bodies = ["a", "b"].map((letter) => letter.repeat(SIZE));
  const replies = await Promise.all(
    bodies.map((body) =>
      fetch(direct, { method: "PUT", body, headers: { "content-type": "text/plain" } }),
    ),
  );
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200, 409]));
  await untilReady(chat, key);
  const row = chat.send("", { uploads: [key] });
  await untilSent(chat, row);
  const [sent] = filesIn(chat.get().messages.get(row)?.content ?? []);
  const answer = await fetch(await chat.fileUrl(row, sent?.id ?? "", "file"));
  const winner = bodies[replies.findIndex(({ status }) => status === 200)];
  expect((await answer.text()) === winner).toBe(true);
  await expectKept(rig, 1);
});

describe("the guest goes away, and comes back", () => {
  test("offline while the bytes go up: they go up when it is back", async () => {
    const chat = await rig.started();
    rig.proxy.next(PUT, { kind: "swallow-request" });
    const file = text("tunnel.txt");
    const key = chat.attach(file);
    await until(() => expect(countOf(rig, PUT)).toBe(1));
    rig.proxy.setOffline(true);
    await until(() => expect(chat.get().stream.kind).toBe("waiting"));
    expect(stateOf(chat, key)?.kind).not.toBe("failed");
    rig.proxy.setOffline(false);
    await untilReady(chat, key);
    chat.send("", { uploads: [key] });
    await expectFilesOnce(rig, chat, [{ body: "", files: [file] }]);
  });

  test("offline when the message with the file is sent", async () => {
    const chat = await rig.started();
    const file = text("tunnel.txt");
    const key = chat.attach(file);
    await untilReady(chat, key);
    rig.proxy.setOffline(true);
    chat.send("From the tunnel", { uploads: [key] });
    await until(() => expect(chat.get().stream.kind).toBe("waiting"));
    rig.proxy.setOffline(false);
    await expectFilesOnce(rig, chat, [{ body: "From the tunnel", files: [file] }]);
  });

  test("the page goes away between the message and its answer", async () => {
    const first = await rig.started();
    rig.proxy.next(SEND, { kind: "swallow-answer" });
    const file = text("closed.txt");
    await sendOne(first, file, "Look");
    await until(async () => expect(await rig.history(first)).toEqual(["Look"]));
    first.destroy();
    const second = rig.guest();
    await second.resume();
    await expectFilesOnce(rig, second, [{ body: "Look", files: [file] }]);
    expect(second.get().uploads).toEqual([]);
  });

  test("the page goes away while the bytes go up: the file has failed, and its bytes are gone", async () => {
    const first = await rig.started();
    rig.proxy.next(PUT, { kind: "cut-request", after: 0.5 });
    first.attach(text("closed.txt"));
    await until(() => expect(countOf(rig, PUT)).toBe(1));
    first.destroy();
    const second = rig.guest();
    await second.resume();
    await until(() => expect(second.get().uploads).toMatchObject([{ state: { kind: "failed" } }]));
    await until(async () => expect(await filesBelow(join(rig.folder(), "files-in"))).toEqual([]));
  });

  test("a tab that follows sends a file, and the leading tab goes while the message is in doubt", async () => {
    const browser = createFakeBrowser();
    const first = await rig.started({}, { tabs: browser.openTab("1") });
    const second = rig.guest({}, { tabs: browser.openTab("2") });
    await second.resume();
    await live(second);
    rig.proxy.next(PUT, { kind: "cut-request", after: 0.5 });
    rig.proxy.next(SEND, { kind: "swallow-answer" });
    const file = text("followed.txt");
    await sendOne(second, file, "Look");
    await until(async () => expect(await rig.history(second)).toEqual(["Look"]));
    first.destroy();
    await expectFilesOnce(rig, second, [{ body: "Look", files: [file] }]);
  });
});

describe("the server", () => {
  test("is restarted while the bytes go up", async () => {
    const chat = await rig.started();
    rig.proxy.next(PUT, { kind: "stall-request", after: 0.5 });
    const file = text("restart.txt");
    const key = chat.attach(file);
    await until(() => expect(countOf(rig, PUT)).toBeGreaterThan(0));
    await rig.restart();
    await untilReady(chat, key);
    chat.send("", { uploads: [key] });
    await expectFilesOnce(rig, chat, [{ body: "", files: [file] }]);
  });

  test("cannot write for a while: the file is ready when it can", async () => {
    const chat = await rig.started();
    await rig.testControl("disk", { refuseWrites: true });
    const file = text("full.txt");
    const key = chat.attach(file);
    await until(() => expect(countOf(rig, ANNOUNCE)).toBeGreaterThan(0));
    await rig.testControl("disk", { refuseWrites: false });
    await untilReady(chat, key);
    chat.send("", { uploads: [key] });
    await expectFilesOnce(rig, chat, [{ body: "", files: [file] }]);
  });

  test("has its clock set back by an hour: the address of the bytes is asked for again if it must be", async () => {
    const chat = await rig.started();
    const file = text("yesterday.txt");
    rig.proxy.next(PUT, { kind: "lose-answer" });
    rig.clock.jump(-60 * 60 * 1000);
    const key = chat.attach(file);
    await untilReady(chat, key);
    rig.clock.jump(-60 * 60 * 1000);
    chat.send("", { uploads: [key] });
    await expectFilesOnce(rig, chat, [{ body: "", files: [file] }]);
  });

  test("lets the address of the bytes run out before they come: another one is asked for", async () => {
    const chat = await rig.started();
    rig.proxy.next(PUT, { kind: "refuse" });
    const file = text("late.txt");
    const key = chat.attach(file);
    await until(() => expect(countOf(rig, PUT)).toBe(1));
    rig.clock.jump(30 * 60 * 1000);
    await untilReady(chat, key);
    expect(rig.proxy.exchanges.map(({ status }) => status)).toContain(403);
    chat.send("", { uploads: [key] });
    await expectFilesOnce(rig, chat, [{ body: "", files: [file] }]);
  });
});

test("a file that is removed while its bytes go up is gone from the server", async () => {
  const chat = await rig.started();
  rig.proxy.next(PUT, { kind: "hold-answer" });
  const key = chat.attach(text("removed.txt"));
  await until(() => expect(countOf(rig, PUT)).toBe(1));
  chat.removeUpload(key);
  await until(() => expect(countOf(rig, TAKE_BACK)).toBe(1));
  rig.proxy.release();
  await expectKept(rig, 0);
});

test("a file that is removed while it is announced sends no byte", async () => {
  const chat = await rig.started();
  rig.proxy.next(ANNOUNCE, { kind: "hold-answer" });
  const key = chat.attach(text("removed.txt"));
  await until(() => expect(countOf(rig, ANNOUNCE)).toBe(1));
  chat.removeUpload(key);
  rig.proxy.release();
  const next = text("kept.txt", 20);
  await sendOne(chat, next);
  await until(() => expect(rows(chat).at(-1)?.delivery.kind).toBe("sent"));
  expect(countOf(rig, PUT)).toBe(1);
  expect(chat.get().uploads).toEqual([]);
});
