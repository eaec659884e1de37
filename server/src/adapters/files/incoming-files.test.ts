import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createFakeClock } from "../../testing/fake-clock.ts";
import { createIncomingFiles } from "./incoming-files.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "parlor-incoming-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const stage = () => {
  const clock = createFakeClock(1_000);
  return { clock, incoming: createIncomingFiles(join(folder, "in"), clock) };
};
const sourceOf = (bytes: Buffer, chunk = 10_000): Readable => {
  let at = 0;
  return new Readable({
    read() {
      this.push(at >= bytes.length ? null : bytes.subarray(at, (at += chunk)));
    },
  });
};

test("the bytes are written as they came, and hashed", async () => {
  const { incoming } = stage();
  const bytes = randomBytes(300_000);
  expect(await incoming.receive("file-1", sourceOf(bytes), bytes.length)).toEqual({
    kind: "received",
    size: 300_000,
    sha256: createHash("sha256").update(bytes).digest("hex"),
  });
  expect(await readFile(incoming.path("file-1"))).toEqual(bytes);
  expect((await stat(incoming.path("file-1"))).mode & 0o777).toBe(0o600);
  expect((await stat(join(folder, "in"))).mode & 0o777).toBe(0o700);
});

test.each([
  ["empty", 10, 0],
  ["too-short", 10, 9],
  ["too-large", 10, 11],
  ["too-large", 10, 500_000],
] as const)("%s: %i bytes were announced and %i came", async (because, announced, came) => {
  const { incoming } = stage();
  const source = sourceOf(Buffer.alloc(came, 1));
  expect(await incoming.receive("file-1", source, announced)).toEqual({ kind: "refused", because });
  expect(await readdir(join(folder, "in"))).toEqual([]);
});

test("a refused stream is paused and left open, so that the caller can answer", async () => {
  const { incoming } = stage();
  const source = new PassThrough();
  source.write(Buffer.alloc(20));
  expect(await incoming.receive("file-1", source, 10)).toMatchObject({ because: "too-large" });
  expect(source.destroyed).toBe(false);
  expect(source.isPaused()).toBe(true);
});

test("a connection that breaks off leaves nothing", async () => {
  const { incoming } = stage();
  const source = new PassThrough();
  const received = incoming.receive("file-1", source, 10);
  source.write(Buffer.alloc(5));
  await expect.poll(() => readdir(join(folder, "in"))).toEqual(["file-1.part"]);
  source.destroy(new Error("reset"));
  expect(await received).toEqual({ kind: "refused", because: "too-short" });
  expect(await readdir(join(folder, "in"))).toEqual([]);
});

test("30 seconds without a byte are too slow, 29 are not", async () => {
  const { incoming, clock } = stage();
  const source = new PassThrough();
  const received = incoming.receive("file-1", source, 10);
  const sizeOfPart = async () => (await stat(incoming.path("file-1"))).size;
  for (const size of [1, 2]) {
    await expect.poll(() => source.listenerCount("readable")).toBe(1);
    clock.advance(29_000);
    source.write(Buffer.alloc(1));
    await expect.poll(sizeOfPart).toBe(size);
  }
  await expect.poll(() => source.listenerCount("readable")).toBe(1);
  clock.advance(30_000);
  expect(await received).toEqual({ kind: "refused", because: "too-slow" });
  expect(await readdir(join(folder, "in"))).toEqual([]);
});

test("a byte every 20 seconds is too slow after 10 minutes", async () => {
  const { incoming, clock } = stage();
  const source = new PassThrough();
  const received = incoming.receive("file-1", source, 1_000);
  for (let size = 1; size < 30; size++) {
    await expect.poll(() => source.listenerCount("readable"), { interval: 1 }).toBe(1);
    clock.advance(20_000);
    source.write(Buffer.alloc(1));
    await expect
      .poll(async () => (await stat(incoming.path("file-1"))).size, { interval: 1 })
      .toBe(size);
  }
  await expect.poll(() => source.listenerCount("readable")).toBe(1);
  clock.advance(20_000);
  expect(await received).toEqual({ kind: "refused", because: "too-slow" });
});

test("a second stream for the same file is refused while the first is on its way", async () => {
  const { incoming } = stage();
  const first = new PassThrough();
  const received = incoming.receive("file-1", first, 3);
  expect(await incoming.receive("file-1", sourceOf(Buffer.alloc(3)), 3)).toEqual({
    kind: "refused",
    because: "busy",
  });
  first.end("abc");
  expect(await received).toMatchObject({ kind: "received", size: 3 });
  expect(await readFile(incoming.path("file-1"), "utf8")).toBe("abc");
});

test("a slow disk holds the sender back: nothing is read ahead of the stream's buffer", async () => {
  const { incoming } = stage();
  let handedOut = 0;
  let most = 0;
  const source = new Readable({
    highWaterMark: 64 * 1024,
    read() {
      if (handedOut >= 8_000_000) this.push(null);
      else {
        handedOut += 16_384;
        this.push(Buffer.alloc(16_384));
      }
      most = Math.max(most, this.readableLength);
    },
  });
  const received = await incoming.receive("file-1", source, handedOut + 10_000_000);
  expect(received).toMatchObject({ because: "too-short" });
  expect(most).toBeLessThanOrEqual(256 * 1024);
});

test("files that come at the same time take turns, and a fast one does not keep a slow one out", async () => {
  const { incoming } = stage();
  const size = 8_000_000;
  const fast = sourceOf(Buffer.alloc(size, 1), 64 * 1024);
  const slow = new PassThrough();
  const ended: string[] = [];
  const all = [
    incoming.receive("fast-1", fast, size).then(() => ended.push("fast")),
    incoming.receive("slow-1", slow, 3).then(() => ended.push("slow")),
  ];
  slow.end("abc");
  await Promise.all(all);
  expect(ended).toEqual(["slow", "fast"]);
});

test("a file is brought to the disk in pieces, so that a message does not wait for all of it", async () => {
  const turns = { taken: 0 };
  const incoming = createIncomingFiles(join(folder, "in"), createFakeClock(1_000), {
    take(work) {
      turns.taken++;
      return work();
    },
  });
  const size = 8 * 1024 * 1024;
  await incoming.receive("file-1", sourceOf(Buffer.alloc(size, 1), 64 * 1024), size);
  // A turn ends after half a mebibyte and what came with its last bytes.
  expect(turns.taken).toBeGreaterThanOrEqual(12);
});

test("a folder that cannot be written is trouble of the store, and not of the sender", async () => {
  await writeFile(join(folder, "in"), "a file where the folder should be");
  const { incoming } = stage();
  await expect(incoming.receive("file-1", sourceOf(Buffer.alloc(3)), 3)).rejects.toMatchObject({
    code: "store-unavailable",
  });
});

test("a leftover is listed once for each file, and is removed with all that belongs to it", async () => {
  const { incoming } = stage();
  expect(await incoming.leftovers()).toEqual([]);
  await incoming.receive("file-1", sourceOf(Buffer.alloc(3)), 3);
  for (const name of ["file-1.kept", "file-1.thumb", "other-2.kept", "note.txt"])
    await writeFile(join(folder, "in", name), "");
  const found = await incoming.leftovers();
  expect(found.map(({ id }) => id).toSorted()).toEqual(["file-1", "other-2"]);
  expect(Date.now() - (found[0]?.at ?? 0)).toBeLessThan(60_000);
  await incoming.remove("file-1");
  await incoming.remove("other-2");
  expect(await readdir(join(folder, "in"))).toEqual(["note.txt"]);
});

test("an id that leads elsewhere is no id", async () => {
  const { incoming } = stage();
  for (const id of ["../../x", "a/b/c", "", "a", "x".repeat(65), "a.b.c", "abc\0d"])
    expect(() => incoming.path(id)).toThrow(RangeError);
});

test("the free bytes of the disk are known", async () => {
  const { incoming } = stage();
  expect(await incoming.freeBytes()).toBeGreaterThan(0);
});
