import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { png } from "../../server/src/testing/hostile-files.ts";
import { endAll, start, type BuiltGuest, type BuiltServer } from "./built-server.ts";
import {
  announce,
  bodyOf,
  bytesAt,
  expectSound,
  filesBelow,
  messagesOf,
  openGuest,
  PATIENCE,
  put,
  putPart,
  sendFiles,
  startScanner,
  stateOf,
  takeBack,
  untilState,
  type Sample,
  type SentMessage,
  type StandInScanner,
} from "./file-calls.ts";

// The machine may be busy.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

/*
 * The server is killed at each step in the life of a file: after a restart each file that is ready
 * has its bytes, all bytes have a row, and each message has its files.
 */

const note: Sample = {
  name: "note.txt",
  type: "text/plain",
  bytes: Buffer.from("All aboard. ".repeat(200_000)),
};
/** Its decoding takes a while. */
const poster: Sample = { name: "poster.png", type: "image/png", bytes: png(6_000, 6_000) };

let folder: string;
let server: BuiltServer;
let guest: BuiltGuest;
let scanner: StandInScanner | null;

const begin = async (settings: Readonly<Record<string, string>> = {}): Promise<void> => {
  server = await start({
    PARLOR_DATA: folder,
    PARLOR_FILES_MIN_FREE_MB: "0",
    PARLOR_KEEP_BUILDS_DAYS: "0",
    ...settings,
  });
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parlor-files-kill-"));
  scanner = null;
});
afterEach(async () => {
  await endAll();
  await scanner?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function kill(): Promise<void> {
  server.signal("SIGKILL");
  await server.ended;
}
async function stopWell(): Promise<void> {
  server.signal("SIGTERM");
  await server.ended;
}

async function untilNothingComesIn(): Promise<void> {
  await vi.waitFor(
    async () => expect(await filesBelow(join(folder, "files-in"))).toEqual([]),
    PATIENCE,
  );
}

/** Sends a file that is ready, and expects it in its message and in the folder. */
async function expectSendable(id: string, { bytes }: Sample): Promise<void> {
  const ready = await untilState(server.port, guest, id, "ready");
  if (bytes === note.bytes)
    expect((await bytesAt(server.port, ready.url)).equals(bytes)).toBe(true);
  bodyOf(await sendFiles(server.port, guest, [id], "Here", `send ${id}`));
  const messages = await messagesOf(server.port, guest);
  expect(messages.map(({ attachments }) => attachments?.map((file) => file.id))).toEqual([[id]]);
  await untilNothingComesIn();
  await stopWell();
  expect(await expectSound(folder)).toEqual(["sent"]);
}

test("killed after a file was announced: the same announcement gives it again, and its bytes are taken", async () => {
  await begin();
  guest = await openGuest(server.port);
  const announced = await announce(server.port, guest, note, "upload");
  await kill();
  await begin();
  const again = await announce(server.port, guest, note, "upload");
  expect(again.id).toBe(announced.id);
  // The address of before is as good: its key is kept.
  expect((await put(server.port, announced, note.bytes)).status).toBe(200);
  await expectSendable(announced.id, note);
});

test("killed while the bytes come: they are taken again, or taken back with what came", async () => {
  await begin();
  guest = await openGuest(server.port);
  const files = [
    await announce(server.port, guest, note, "again"),
    await announce(server.port, guest, note, "back"),
  ] as const;
  for (const file of files) {
    await putPart(server.port, file, note.bytes, 0.5);
    const part = join(folder, "files-in", `${file.id}.part`);
    await vi.waitFor(() => expect(statSync(part).size).toBeGreaterThan(0), PATIENCE);
  }
  await kill();
  await begin();
  const [again, back] = files;
  expect((await stateOf(server.port, guest, again.id)).state).toBe("awaiting");
  expect((await takeBack(server.port, guest, back.id)).status).toBe(204);
  expect((await put(server.port, again, note.bytes)).status).toBe(200);
  await expectSendable(again.id, note);
});

test.each([
  ["a text", note],
  ["a picture", poster],
])("killed while %s is checked: it is checked again, and ready", async (_, sample) => {
  await begin();
  guest = await openGuest(server.port);
  const file = await announce(server.port, guest, sample, "upload");
  expect((await put(server.port, file, sample.bytes)).status).toBe(200);
  await kill();
  await begin();
  await expectSendable(file.id, sample);
});

test("killed while the scanner looks at it: the scanner is asked again, and it is ready", async () => {
  scanner = await startScanner(null);
  await begin({ PARLOR_SCAN: scanner.url });
  guest = await openGuest(server.port);
  const file = await announce(server.port, guest, note, "upload");
  await put(server.port, file, note.bytes);
  await vi.waitFor(() => expect(scanner?.asked()).toBe(1), PATIENCE);
  await kill();
  await scanner.close();
  scanner = await startScanner({ verdict: "clean" });
  await begin({ PARLOR_SCAN: scanner.url });
  await expectSendable(file.id, note);
  expect(scanner.asked()).toBe(1);
});

test("killed before the scanner has found something: after the restart it is refused, and no byte is left", async () => {
  scanner = await startScanner(null);
  await begin({ PARLOR_SCAN: scanner.url });
  guest = await openGuest(server.port);
  const file = await announce(server.port, guest, note, "upload");
  await put(server.port, file, note.bytes);
  await vi.waitFor(() => expect(scanner?.asked()).toBe(1), PATIENCE);
  await kill();
  await scanner.close();
  scanner = await startScanner({ verdict: "infected", name: "Parlor.Test.Eicar" });
  await begin({ PARLOR_SCAN: scanner.url });
  expect(await untilState(server.port, guest, file.id, "refused")).toMatchObject({
    code: "attachment.refused",
  });
  await stopWell();
  expect(await expectSound(folder)).toEqual(["refused"]);
  expect(await filesBelow(join(folder, "files-in"))).toEqual([]);
});

test("killed between the bytes in their place and their row: it is checked again, and ready", async () => {
  await begin();
  guest = await openGuest(server.port);
  const file = await announce(server.port, guest, poster, "upload");
  await put(server.port, file, poster.bytes);
  await server.switch("disk", { refuseWrites: true });
  await vi.waitFor(
    async () => expect(await filesBelow(join(folder, "files"))).toHaveLength(2),
    PATIENCE,
  );
  await kill();
  await begin();
  await expectSendable(file.id, poster);
});

test("killed when a file is ready, and when its message is stored: both are there after the restart", async () => {
  await begin();
  guest = await openGuest(server.port);
  const file = await announce(server.port, guest, note, "upload");
  await put(server.port, file, note.bytes);
  await untilState(server.port, guest, file.id, "ready");
  await kill();
  await begin();
  const sent = bodyOf<SentMessage>(await sendFiles(server.port, guest, [file.id], "Here", "key"));
  await kill();
  await begin();
  const again = bodyOf<SentMessage>(await sendFiles(server.port, guest, [file.id], "Here", "key"));
  expect(again.id).toBe(sent.id);
  const messages = await messagesOf(server.port, guest);
  expect(messages.map(({ id, attachments }) => [id, attachments?.[0]?.id])).toEqual([
    [sent.id, file.id],
  ]);
  const bytes = await bytesAt(server.port, messages[0]?.attachments?.[0]?.url);
  expect(bytes.equals(note.bytes)).toBe(true);
  await stopWell();
  expect(await expectSound(folder)).toEqual(["sent"]);
});

test("killed at any moment of a message and of a file that is taken back: the message is there with its file, or neither is", async () => {
  await begin();
  guest = await openGuest(server.port);
  const sent: string[] = [];
  for (let round = 0; round < 5; round++) {
    const [kept, back] = [
      await announce(server.port, guest, note, `kept ${round}`),
      await announce(server.port, guest, note, `back ${round}`),
    ];
    for (const file of [kept, back]) {
      await put(server.port, file, note.bytes);
      await untilState(server.port, guest, file.id, "ready");
    }
    const calls = Promise.allSettled([
      sendFiles(server.port, guest, [kept.id], `message ${round}`, `message ${round}`),
      takeBack(server.port, guest, back.id),
    ]);
    await new Promise((resolve) => setTimeout(resolve, 2 * round));
    await kill();
    await calls;
    await begin();
    bodyOf(await sendFiles(server.port, guest, [kept.id], `message ${round}`, `message ${round}`));
    expect([204, 404]).toContain((await takeBack(server.port, guest, back.id)).status);
    sent.push(kept.id);
  }
  const messages = await messagesOf(server.port, guest);
  expect(messages.map(({ attachments }) => attachments?.map(({ id }) => id))).toEqual(
    sent.map((id) => [id]),
  );
  await untilNothingComesIn();
  await stopWell();
  const states = await expectSound(folder);
  expect(states.filter((state) => state === "sent")).toHaveLength(sent.length);
  expect(states.filter((state) => state === "ready")).toEqual([]);
});
