import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createInProcessBus } from "../adapters/in-process-bus.ts";
import { createDiskFiles } from "../adapters/files/disk-files.ts";
import { createFileChecker } from "../adapters/files/file-checker.ts";
import { createIncomingFiles, keptPath } from "../adapters/files/incoming-files.ts";
import { openStore, type SqlStore } from "../adapters/sql/open-store.ts";
import { defaultAttachmentRules } from "../domain/attachment-rules.ts";
import { unavailable } from "../domain/errors.ts";
import type { Organization } from "../domain/tenant.ts";
import { ChatStage } from "../testing/chat-stage.ts";
import { lanternLine } from "../testing/tenant-fixture.ts";
import { createAttachments, type Attachments, type AttachmentsDeps } from "./attachments.ts";
import { createFakeClock } from "../testing/fake-clock.ts";
import type { FilePorts } from "./file-ports.ts";
import { startRetention } from "./retention.ts";
import { syncAtOnce } from "../testing/sync-at-once.ts";

/*
 * A process that dies leaves its folder as it was at that moment. Each test copies the folder at a
 * moment in the life of a file, and starts on the copy.
 */

const BYTES = Buffer.from("One ticket to the coast.\n");
const tenant: Organization = {
  ...lanternLine,
  deployments: lanternLine.deployments.map((one) => ({
    ...one,
    rules: { ...one.rules, attachments: { ...defaultAttachmentRules, enabled: true } },
  })),
};

let stage: ChatStage;
let copies: string[];
beforeEach(async () => {
  stage = await new ChatStage().start(tenant);
  copies = [];
});
afterEach(async () => {
  await stage.close();
  for (const folder of copies) rmSync(folder, { recursive: true, force: true });
});

/** The folder as a process would leave it that dies now. */
function dieNow(): string {
  const copy = mkdtempSync(join(tmpdir(), "parlor-crash-"));
  copies.push(copy);
  cpSync(stage.folder, copy, { recursive: true });
  return copy;
}

function portsIn(folder: string): FilePorts {
  const clock = createFakeClock(Date.now());
  const incoming = createIncomingFiles(join(folder, "files-in"), clock);
  const files = createDiskFiles(join(folder, "files"));
  const checker = createFileChecker({ incoming, pictures: null, scanner: null, clock });
  return { files, incoming, checker };
}

function attachmentsOn(
  store: SqlStore,
  ports: FilePorts,
  more: Partial<AttachmentsDeps> = {},
): Attachments {
  return createAttachments({
    ...ports,
    store,
    bus: createInProcessBus(),
    clock: createFakeClock(Date.now()),
    tenants: [tenant],
    audit: { add: async () => undefined },
    minFreeBytes: 0,
    retentionDays: null,
    report: (error) => {
      throw error;
    },
    ...more,
  });
}

/** Every file below a folder. */
async function filesIn(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return found.filter((entry) => entry.isFile()).map(({ name }) => name);
}

/** The state of a file after a start on the folder, once the start has looked at all of it. */
async function afterStart(
  folder: string,
  id: string,
  settled: readonly string[],
): Promise<{ readonly state: string | undefined; readonly kept: number; readonly parts: number }> {
  const store = await openStore({ folder, syncData: syncAtOnce });
  const attachments = attachmentsOn(store, portsIn(folder));
  try {
    return await vi.waitFor(
      async () => {
        const state = (await store.attachment(id))?.state;
        const kept = (await filesIn(join(folder, "files"))).length;
        const parts = (await filesIn(join(folder, "files-in"))).length;
        expect(settled).toContain(`${state} ${kept} ${parts}`);
        return { state, kept, parts };
      },
      { timeout: 20_000, interval: 10 },
    );
  } finally {
    await attachments.close();
    await store.close();
  }
}

interface Crash {
  readonly folder: string;
  readonly id: string;
}

/**
 * Brings a file to its end, and copies the folder at a moment on the way.
 * @param at - replaces ports, so that one of them calls its second parameter at the moment
 */
async function crashAt(
  at: (ports: FilePorts, die: () => void) => FilePorts,
): Promise<Crash & { readonly memberId: string }> {
  let folder = "";
  const ports = at(portsIn(stage.folder), () => {
    folder = dieNow();
  });
  const attachments = attachmentsOn(stage.store, ports);
  const { id: conversationId } = await stage.guest("Hello");
  const { guestMemberId: memberId } = await stage.conversation(conversationId);
  const { id } = await attachments.announce(
    { conversationId, memberId, side: "guest" },
    { name: "note.txt", type: "text/plain", size: BYTES.length },
    null,
  );
  await attachments.receive(id, Readable.from([BYTES]), BYTES.length);
  await vi.waitFor(async () => expect((await stage.store.attachment(id))?.state).toBe("ready"), {
    timeout: 20_000,
    interval: 10,
  });
  await stage.chats.send(conversationId, memberId, "", "standard", null, { attachmentIds: [id] });
  await attachments.close();
  if (folder === "") folder = dieNow();
  return { folder, id, memberId };
}

test("killed once all bytes are there: they may be sent again", async () => {
  const { folder, id } = await crashAt((ports, die) => ({
    ...ports,
    incoming: {
      ...ports.incoming,
      async receive(...call) {
        const received = await ports.incoming.receive(...call);
        die();
        return received;
      },
    },
  }));
  await afterStart(folder, id, ["awaiting 0 1"]);
});

test("killed while it is checked: it is checked again, and ready", async () => {
  const { folder, id } = await crashAt((ports, die) => ({
    ...ports,
    checker: {
      async check(...call) {
        die();
        return ports.checker.check(...call);
      },
    },
  }));
  await afterStart(folder, id, ["ready 1 0"]);
});

test("killed once the bytes are in their place: it is checked again, and ready", async () => {
  const { folder, id } = await crashAt((ports, die) => ({
    ...ports,
    files: {
      ...ports.files,
      async write(...call) {
        await ports.files.write(...call);
        die();
      },
    },
  }));
  await afterStart(folder, id, ["ready 1 0"]);
});

test("killed before the uploaded bytes were removed: only those in their place are left", async () => {
  const { folder, id } = await crashAt((ports, die) => ({
    ...ports,
    incoming: {
      ...ports.incoming,
      async remove(...call) {
        die();
        await ports.incoming.remove(...call);
      },
    },
  }));
  await afterStart(folder, id, ["ready 1 0"]);
});

test("killed after it was sent: the message has it, and its bytes are there", async () => {
  const { folder, id } = await crashAt((ports) => ports);
  await afterStart(folder, id, ["sent 1 0"]);
});

test("killed between the bytes and the row of a deletion: the row goes too", async () => {
  const { id } = await crashAt((ports) => ports);
  const attachments = attachmentsOn(stage.store, portsIn(stage.folder));
  const { id: conversationId } = await stage.guest("Hello");
  const { guestMemberId: memberId } = await stage.conversation(conversationId);
  const by = { conversationId, memberId, side: "guest" } as const;
  const asked = { name: "note.txt", type: "text/plain", size: BYTES.length };
  const { id: taken } = await attachments.announce(by, asked, null);
  await stage.store.changeAttachment(taken, ["awaiting"], { state: "deleted" });
  await attachments.close();
  const folder = dieNow();
  const store = await openStore({ folder, syncData: syncAtOnce });
  const late = createFakeClock(Date.now() + 2 * 60 * 60_000);
  const restarted = attachmentsOn(store, portsIn(folder), { clock: late });
  await vi.waitFor(async () => expect(await store.attachment(taken)).toBeNull());
  expect((await store.attachment(id))?.state).toBe("sent");
  await restarted.close();
  await store.close();
});

test("bytes that no row accounts for are deleted at the start", async () => {
  const { folder, id } = await crashAt((ports) => ports);
  const { files, incoming } = portsIn(folder);
  await incoming.receive("no-row-in", Readable.from([BYTES]), BYTES.length);
  await files.write("no-row", "file", incoming.path("no-row-in"));
  await afterStart(folder, id, ["sent 1 0"]);
});

test("a file that is not sent in time is deleted, one that was sent is not", async () => {
  const { id } = await crashAt((ports) => ports);
  const clock = createFakeClock(Date.now());
  const attachments = attachmentsOn(stage.store, portsIn(stage.folder), { clock });
  const { id: conversationId } = await stage.guest("Hello");
  const { guestMemberId: memberId } = await stage.conversation(conversationId);
  const by = { conversationId, memberId, side: "guest" } as const;
  const asked = { name: "note.txt", type: "text/plain", size: BYTES.length };
  const { id: late } = await attachments.announce(by, asked, null);
  await attachments.receive(late, Readable.from([BYTES]), BYTES.length);
  await vi.waitFor(async () => expect((await stage.store.attachment(late))?.state).toBe("ready"));
  clock.advance(3_600_000);
  await vi.waitFor(async () => {
    clock.advance(300_000);
    expect(await stage.store.attachment(late)).toBeNull();
  });
  expect((await stage.store.attachment(id))?.state).toBe("sent");
  expect(await filesIn(join(stage.folder, "files"))).toHaveLength(1);
  await attachments.close();
});

test("sent files past their own retention lose their bytes, and their messages keep the name", async () => {
  const { id, memberId } = await crashAt((ports) => ports);
  const day = 24 * 60 * 60_000;
  const clock = createFakeClock(Date.now() + 8 * day);
  const ports = portsIn(stage.folder);
  const attachments = attachmentsOn(stage.store, ports, { clock, retentionDays: 7 });
  await vi.waitFor(async () => expect((await stage.store.attachment(id))?.state).toBe("deleted"));
  expect(await filesIn(join(stage.folder, "files"))).toEqual([]);
  const conversationId = (await stage.store.attachment(id))?.conversationId ?? "";
  const { messages } = await stage.chats.messages(conversationId, {
    after: null,
    before: null,
    sortOrder: "descending",
    maxResults: 5,
  });
  expect(messages.find(({ senderId, files }) => senderId === memberId && files)?.files).toEqual([
    expect.objectContaining({ name: "note.txt", isGone: true }),
  ]);
  await attachments.close();
});

test("past the retention of a chat the bytes of its files go, then its rows", async () => {
  const { id } = await crashAt((ports) => ports);
  const conversationId = (await stage.store.attachment(id))?.conversationId ?? "";
  await stage.chats.endForAll(conversationId, "agent");
  const clock = createFakeClock(stage.clock.now() + 31 * 24 * 60 * 60_000);
  const attachments = attachmentsOn(stage.store, portsIn(stage.folder), { clock });
  let bytesWithoutRow = 0;
  const stop = startRetention({
    store: {
      ...stage.store,
      async deleteEnded(...call) {
        bytesWithoutRow += (await filesIn(join(stage.folder, "files"))).length;
        return stage.store.deleteEnded(...call);
      },
    },
    attachments,
    audit: { add: async () => undefined, missing: async () => [], drop: async () => undefined },
    clock,
    days: 30,
    onDeleted: () => undefined,
    report: (error) => {
      throw error;
    },
  });
  await vi.waitFor(async () => expect(await stage.store.attachment(id)).toBeNull(), {
    timeout: 15_000,
    interval: 10,
  });
  expect(bytesWithoutRow).toBe(0);
  expect(await filesIn(join(stage.folder, "files"))).toEqual([]);
  await stop();
  await attachments.close();
});

test("bytes that a store cannot delete now are deleted later, and the rows do not wait", async () => {
  const { id } = await crashAt((ports) => ports);
  const ports = portsIn(stage.folder);
  let isAway = true;
  const files = {
    ...ports.files,
    async remove(gone: string) {
      if (isAway) throw unavailable("The store of files");
      await ports.files.remove(gone);
    },
  };
  const clock = createFakeClock(Date.now());
  const attachments = attachmentsOn(stage.store, { ...ports, files }, { clock });
  const conversationId = (await stage.store.attachment(id))?.conversationId ?? "";
  await stage.chats.endForAll(conversationId, "agent");
  await attachments.deleteOfEnded(Number.MAX_SAFE_INTEGER, new AbortController().signal);
  expect(await stage.store.filesToDelete()).toEqual([id]);
  expect((await stage.store.attachment(id))?.state).toBe("deleted");
  isAway = false;
  await vi.waitFor(
    async () => {
      clock.advance(5 * 60_000);
      expect(await stage.store.filesToDelete()).toEqual([]);
    },
    { timeout: 15_000, interval: 10 },
  );
  expect(await filesIn(join(stage.folder, "files"))).toEqual([]);
  await attachments.close();
});

/** Announces a file, and sends its bytes. @returns its id */
async function receiveNote(
  attachments: Attachments,
): Promise<{ id: string; takeBack(): Promise<void> }> {
  const { id: conversationId } = await stage.guest("Hello");
  const { guestMemberId: memberId } = await stage.conversation(conversationId);
  const by = { conversationId, memberId, side: "guest" } as const;
  const asked = { name: "note.txt", type: "text/plain", size: BYTES.length };
  const { id } = await attachments.announce(by, asked, null);
  await attachments.receive(id, Readable.from([BYTES]), BYTES.length);
  return { id, takeBack: () => attachments.takeBack(by, id) };
}

test("a row that cannot be written when the check ends is written when it can", async () => {
  const clock = createFakeClock(Date.now());
  let refusals = 2;
  const changeAttachment: SqlStore["changeAttachment"] = async (id, from, change) => {
    if (change.state === "ready" && refusals-- > 0) throw unavailable("The store");
    return stage.store.changeAttachment(id, from, change);
  };
  const store = { ...stage.store, changeAttachment };
  const attachments = attachmentsOn(store, portsIn(stage.folder), { clock });
  const { id } = await receiveNote(attachments);
  await vi.waitFor(async () => {
    clock.advance(1_000);
    expect((await stage.store.attachment(id))?.state).toBe("ready");
  });
  expect(clock.now() - Date.now()).toBeLessThan(60_000);
  await attachments.close();
});

test("a file that is taken back while a decoder works on it leaves nothing that the decoder writes", async () => {
  const ports = portsIn(stage.folder);
  let goOn = (): void => undefined;
  let decoding = (): void => undefined;
  const isDecoding = new Promise<void>((resolve) => (decoding = resolve));
  const attachments = attachmentsOn(stage.store, {
    ...ports,
    checker: {
      async check(file, ...more) {
        const checked = await ports.checker.check(file, ...more);
        await new Promise<void>((resolve) => {
          goOn = resolve;
          decoding();
        });
        writeFileSync(keptPath(ports.incoming.path(file.id)), "without metadata");
        return checked;
      },
    },
  });
  const { takeBack } = await receiveNote(attachments);
  await isDecoding;
  await takeBack();
  goOn();
  await attachments.close();
  expect(await filesIn(join(stage.folder, "files-in"))).toEqual([]);
  expect(await filesIn(join(stage.folder, "files"))).toEqual([]);
});

test("a store of files that is away at the start keeps no check waiting, and is looked through later", async () => {
  const { folder, id } = await crashAt((ports, die) => ({
    ...ports,
    checker: {
      async check(...call) {
        die();
        return ports.checker.check(...call);
      },
    },
  }));
  const ports = portsIn(folder);
  await ports.files.write("no-row", "file", ports.incoming.path(id));
  let isAway = true;
  const files: FilePorts["files"] = {
    ...ports.files,
    list() {
      if (isAway) throw unavailable("The store of files");
      return ports.files.list();
    },
  };
  const store = await openStore({ folder, syncData: syncAtOnce });
  const clock = createFakeClock(Date.now());
  const reported: unknown[] = [];
  const report = (error: unknown): void => void reported.push(error);
  const attachments = attachmentsOn(store, { ...ports, files }, { clock, report });
  await vi.waitFor(async () => expect((await store.attachment(id))?.state).toBe("ready"), {
    timeout: 15_000,
    interval: 10,
  });
  expect(reported).toMatchObject([{ code: "store-unavailable" }]);
  isAway = false;
  await vi.waitFor(async () => {
    clock.advance(5 * 60_000);
    expect(await filesIn(join(folder, "files"))).toEqual([id]);
  });
  await attachments.close();
  await store.close();
});
