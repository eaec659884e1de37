import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import fc from "fast-check";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemClock } from "../../service/clock.ts";
import type { CheckedFile, FileCheckRules, IncomingFiles } from "../../service/files.ts";
import type { Scanner, ScanVerdict } from "../../service/scanner.ts";
import { createFakeClock } from "../../testing/fake-clock.ts";
import { docx, gif, gifComment, pdf, png, pngText, zip } from "../../testing/hostile-files.ts";
import { createFileChecker } from "./file-checker.ts";
import { createIncomingFiles } from "./incoming-files.ts";
import { createPictures, type Pictures } from "./pictures.ts";

let folder: string;
let incoming: IncomingFiles;
let pictures: Pictures;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parlor-checker-"));
  incoming = createIncomingFiles(folder, systemClock);
  const created = await createPictures(systemClock);
  if (created === null) throw new Error("sharp is not installed");
  pictures = created;
});
afterAll(async () => {
  await pictures.close();
  await rm(folder, { recursive: true, force: true });
  // sharp sets it in each thread that loads it, also in that of the tests.
  delete process.env["VIPSHOME"];
});

const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const all: FileCheckRules = { types: ["*/*"], stripPictureMetadata: true };
const never = new AbortController().signal;
let count = 0;

interface Given {
  readonly rules?: Partial<FileCheckRules>;
  readonly scanner?: Scanner;
  readonly pictures?: Pictures | null;
}

/** Checks bytes that have come in under a name and a type. */
async function check(
  bytes: Buffer | string,
  type: string,
  given: Given = {},
): Promise<CheckedFile> {
  const id = `file-${count++}`;
  const content = Buffer.from(bytes);
  const received = await incoming.receive(
    id,
    Readable.from([content], { objectMode: false }),
    content.length,
  );
  if (received.kind === "refused") throw new Error(received.because);
  const checker = createFileChecker({
    incoming,
    pictures: given.pictures === undefined ? pictures : given.pictures,
    scanner: given.scanner ?? null,
    clock: systemClock,
  });
  const { size, sha256 } = received;
  return checker.check(
    { id, name: "a.bin", type, size, sha256 },
    { ...all, ...given.rules },
    never,
  );
}

const refusedType = { kind: "refused", because: "type-not-allowed" };
const unreadable = { kind: "refused", because: "unreadable" };

describe("a file of another kind than announced is refused", () => {
  test.each<readonly [string, Buffer | string]>([
    ["HTML", "<!DOCTYPE html><script>alert(1)</script>"],
    ["SVG", '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ["SVG with a declaration", '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'],
    ["JavaScript", "alert(document.cookie)"],
    ["PHP", "<?php system($_GET['c']); ?>"],
    ["EXE", Buffer.concat([Buffer.from("MZ"), Buffer.alloc(200, 0x90)])],
    ["PDF", pdf],
    ["JPEG without an end", Buffer.from("ffd8ffe000104a46494600", "hex")],
    ["nothing but zeros", Buffer.alloc(100)],
    ["BMP", Buffer.concat([Buffer.from("BM"), Buffer.alloc(60)])],
  ])("%s called .png", async (_, bytes) => {
    expect(await check(bytes, "image/png")).toEqual(refusedType);
  });

  test("a zip bomb, or any other archive, called .docx", async () => {
    const bomb = zip({ "lib 0.zip": Buffer.alloc(30_000_000), "lib 1.zip": Buffer.alloc(1_000) });
    expect(bomb.length).toBeLessThan(42_000);
    expect(await check(bomb, DOCX)).toEqual(refusedType);
    const list = zip({
      "[Content_Types].xml": Buffer.alloc(30_000_000, " "),
      "word/document.xml": "",
    });
    expect(await check(list, DOCX)).toEqual(refusedType);
  });

  test("a document with macros called .docx", async () => {
    const types = `<Types><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>`;
    const document = zip({ "[Content_Types].xml": types, "word/document.xml": "<w/>" });
    expect(await check(document, DOCX)).toEqual(refusedType);
  });

  test("a picture called .pdf, and a document called .txt", async () => {
    expect(await check(png(10, 10), "application/pdf")).toEqual(refusedType);
    expect(await check(docx(), "text/plain")).toEqual(refusedType);
  });
});

describe("a text", () => {
  const bom = (...bytes: number[]): Buffer => Buffer.from(bytes);
  test.each<readonly [string, Buffer | string]>([
    ["with a NUL", "a\0b"],
    ["with a NUL after 1 MiB", `${"x".repeat(1_100_000)}\0`],
    ["with <script in its first 1 KiB", `${" ".repeat(1_000)}<ScRiPt src=x>`],
    ["with <html", "\n\n<HTML>"],
    ["with <!doctype html", "<!DOCTYPE HTML>"],
    ["with <svg", "x <svg onload=alert(1)>"],
    ["that is no UTF-8", Buffer.from([0x61, 0xe4, 0x62])],
    ["that ends within a character", Buffer.from([0x61, 0xe2, 0x82])],
    ["in UTF-16 without a mark", Buffer.from("hello", "utf16le")],
    ["in UTF-16 with a half character", Buffer.concat([bom(0xff, 0xfe), bom(0x61)])],
    ["in UTF-16 with <script", Buffer.concat([bom(0xff, 0xfe), Buffer.from("<script", "utf16le")])],
  ])("%s is refused", async (_, bytes) => {
    expect(await check(bytes, "text/plain")).toEqual(refusedType);
  });

  test.each<readonly [string, Buffer | string]>([
    ["in UTF-8", "Grüße, 日本 🎫\r\n"],
    ["in UTF-8 with its mark", "\ufeffa;b;c"],
    ["in UTF-16 with its mark", Buffer.concat([bom(0xff, 0xfe), Buffer.from("Grüße", "utf16le")])],
    [
      "in big-endian UTF-16",
      Buffer.concat([bom(0xfe, 0xff), Buffer.from("Hi", "utf16le").swap16()]),
    ],
    ["that mentions <script after 1 KiB", `${"x".repeat(1_100)}<script`],
    ["that begins like a picture", "BMW is broken"],
    ["with a character on the border of two reads", `${"x".repeat(65_535)}€`],
  ])("%s passes", async (_, bytes) => {
    expect(await check(bytes, "Text/Plain; charset=utf-8")).toMatchObject({
      kind: "clean",
      type: "text/plain",
      width: null,
      height: null,
      thumbnailPath: null,
    });
  });

  test("never passes as a page, whatever it was announced as", async () => {
    expect(await check("no marks", "text/html")).toMatchObject({ type: "text/plain" });
    expect(await check("a,b", "text/csv")).toMatchObject({ type: "text/csv" });
    expect(await check("just text", "application/octet-stream")).toEqual(refusedType);
  });
});

test("a document is found as one although its list of contents is not first", async () => {
  const bytes = docx();
  expect(bytes.length).toBeGreaterThan(8_000);
  expect(await check(bytes, DOCX)).toMatchObject({
    kind: "clean",
    type: DOCX,
    size: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
  });
});

test("the kind as found has to be allowed", async () => {
  const only = { rules: { types: ["image/*", "application/pdf"] } };
  expect(await check(pdf, "application/pdf", only)).toMatchObject({ type: "application/pdf" });
  expect(await check(png(4, 4), "image/x-png", only)).toMatchObject({ type: "image/png" });
  expect(await check("text", "text/plain", only)).toEqual(refusedType);
  expect(await check(docx(), DOCX, only)).toEqual(refusedType);
});

const pixelsOf = (path: string | Buffer) => sharp(path, { animated: true }).raw().toBuffer();
const keptOf = (checked: CheckedFile) => {
  if (checked.kind === "refused") throw new Error(checked.because);
  return checked;
};

describe("a picture", () => {
  const photo = (width: number, height: number): ReturnType<typeof sharp> =>
    sharp({
      create: { width, height, channels: 3, background: "white", noise: { type: "gaussian" } },
    } as never);

  test("is turned upright, loses where it was taken, and gets a small picture", async () => {
    const original = await photo(1_000, 600)
      .withExif({ IFD0: { Copyright: "secret place" }, IFD3: { GPSLatitude: "51/1 30/1 0/1" } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const kept = keptOf(await check(original, "image/jpeg"));
    expect(kept).toMatchObject({ type: "image/jpeg", width: 600, height: 1_000 });
    const bytes = await readFile(kept.path);
    expect(kept.size).toBe(bytes.length);
    expect(kept.sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
    const now = await sharp(bytes).metadata();
    expect(now).toMatchObject({ width: 600, height: 1_000, format: "jpeg" });
    expect([now.exif, now.orientation, now.icc, now.xmp]).toEqual(Array(4).fill(undefined));
    expect(await sharp(kept.thumbnailPath ?? "").metadata()).toMatchObject({
      format: "webp",
      width: 288,
      height: 480,
    });
  });

  test("keeps its bytes where metadata stays, and is measured as it is shown", async () => {
    const original = await photo(100, 60).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const rules = { stripPictureMetadata: false };
    const kept = keptOf(await check(original, "image/jpeg", { rules }));
    expect(kept).toMatchObject({ width: 60, height: 100, size: original.length });
    expect(await readFile(kept.path)).toEqual(original);
    expect(await sharp(kept.thumbnailPath ?? "").metadata()).toMatchObject({
      width: 60,
      height: 100,
    });
  });

  test.each([8, 16])("of %i bits as PNG keeps every pixel", async (bits) => {
    const raw = Buffer.alloc(40 * 30 * 3 * (bits / 8), 0);
    for (let at = 0; at < raw.length; at++) raw[at] = (at * 73) % 256;
    const input = bits === 16 ? new Uint16Array(raw.buffer, raw.byteOffset, raw.length / 2) : raw;
    const source = sharp(input, { raw: { width: 40, height: 30, channels: 3 } });
    const original = await (bits === 16 ? source.toColourspace("rgb16") : source).png().toBuffer();
    const kept = keptOf(await check(original, "image/png"));
    const depthOf = async (one: string | Buffer) => (await sharp(one).metadata()).depth;
    expect(await depthOf(original)).toBe(bits === 16 ? "ushort" : "uchar");
    expect(await depthOf(kept.path)).toBe(await depthOf(original));
    const deep = (one: string | Buffer) =>
      sharp(one)
        .toColourspace(bits === 16 ? "rgb16" : "srgb")
        .raw({ depth: bits === 16 ? "ushort" : "uchar" })
        .toBuffer();
    expect((await deep(kept.path)).equals(await deep(original))).toBe(true);
  });

  test("that moves keeps each pixel of each frame as GIF, and how often it repeats", async () => {
    const raw = Buffer.alloc(30 * 60 * 3);
    for (let at = 0; at < raw.length; at++) raw[at] = (at * 31) % 251;
    const original = await sharp(raw, {
      raw: { width: 30, height: 60, channels: 3, pageHeight: 30 },
    })
      .gif({ loop: 3, delay: [100, 200], dither: 0, reuse: false })
      .toBuffer();
    const noted = Buffer.concat([
      original.subarray(0, -1),
      gifComment("my home"),
      original.subarray(-1),
    ]);
    const kept = keptOf(await check(noted, "image/gif"));
    const bytes = await readFile(kept.path);
    expect(bytes.includes("my home")).toBe(false);
    expect(await sharp(bytes).metadata()).toMatchObject({ pages: 2, loop: 3, delay: [100, 200] });
    expect((await pixelsOf(bytes)).equals(await pixelsOf(noted))).toBe(true);
    expect(kept).toMatchObject({ width: 30, height: 30 });
    expect(await sharp(kept.thumbnailPath ?? "").metadata()).toMatchObject({ height: 30 });
  });

  test("that moves stays a moving WebP", async () => {
    const raw = Buffer.alloc(30 * 60 * 3, 90);
    raw.fill(200, raw.length / 2);
    const original = await sharp(raw, {
      raw: { width: 30, height: 60, channels: 3, pageHeight: 30 },
    })
      .webp({ delay: [100, 200] })
      .toBuffer();
    const kept = keptOf(await check(original, "image/webp"));
    expect(await sharp(kept.path).metadata()).toMatchObject({ pages: 2, delay: [100, 200] });
    expect(kept).toMatchObject({ width: 30, height: 30 });
  });

  test.each<readonly [string, Buffer, string, string]>([
    [
      "PNG with JavaScript after it",
      Buffer.concat([png(9, 9), Buffer.from("\n;alert(1)//")]),
      "image/png",
      "alert",
    ],
    [
      "PNG with a page in a comment",
      png(9, 9, pngText("<script>alert(1)</script>")),
      "image/png",
      "script",
    ],
    [
      "GIF with JavaScript in a comment",
      gif(1, gifComment("*/=1;alert(1)//")),
      "image/gif",
      "alert",
    ],
    [
      "GIF with JavaScript after it",
      Buffer.concat([gif(1), Buffer.from("*/=1;alert(1)//")]),
      "image/gif",
      "alert",
    ],
  ])("that is a %s becomes a mere picture", async (_, bytes, type, hidden) => {
    expect(bytes.includes(hidden)).toBe(true);
    const kept = keptOf(await check(bytes, type));
    expect((await readFile(kept.path)).includes(hidden)).toBe(false);
    expect((await pixelsOf(kept.path)).equals(await pixelsOf(bytes))).toBe(true);
  });

  test.each<readonly [string, () => Buffer | Promise<Buffer>, string]>([
    ["of 30,000 × 30,000 pixels", () => png(30_000, 30_000), "image/png"],
    ["just above 40 megapixels", () => png(8_000, 5_001), "image/png"],
    ["with 10,000 frames", () => gif(10_000), "image/gif"],
    ["with 101 frames", () => gif(101), "image/gif"],
    [
      "that ends too early",
      async () => (await photo(200, 200).jpeg().toBuffer()).subarray(0, 900),
      "image/jpeg",
    ],
    ["whose end is missing", () => gif(1).subarray(0, -1), "image/gif"],
    ["of which only the beginning is there", () => png(10, 10).subarray(0, 45), "image/png"],
  ])("%s is refused, and nothing stays", async (_, bytes, type) => {
    const id = `file-${count}`;
    expect(await check(await bytes(), type)).toEqual(unreadable);
    expect((await readdir(folder)).filter((name) => name.startsWith(`${id}.`))).toEqual([
      `${id}.part`,
    ]);
  });

  test.each<readonly [string, () => Buffer, string]>([
    ["40 megapixels", () => png(8_000, 5_000), "image/png"],
    ["100 frames", () => gif(100), "image/gif"],
  ])("of %s passes", async (_, bytes, type) => {
    expect(await check(bytes(), type)).toMatchObject({ kind: "clean", type });
  });

  test("that takes longer than 10 seconds is refused, and the next one is decoded", async () => {
    const clock = createFakeClock(0);
    const slow = await createPictures(clock);
    if (slow === null) throw new Error("sharp is not installed");
    const path = join(folder, "slow.part");
    const job = {
      input: path,
      format: "png",
      kept: join(folder, "slow.kept"),
      thumbnail: join(folder, "slow.thumb"),
      isStripping: true,
    } as const;
    await incoming.receive(
      "slow",
      Readable.from([png(8_000, 5_000)], { objectMode: false }),
      png(8_000, 5_000).length,
    );
    const first = slow.process(job);
    const second = slow.process(job);
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(10_000);
    expect(await first).toBeNull();
    expect(await second).toEqual({ width: 8_000, height: 5_000 });
    await slow.close();
  });

  test("stays as it came, unmeasured, where sharp is not installed", async () => {
    expect(await createPictures(systemClock, "a-package-that-is-not-there")).toBeNull();
    const rules = { stripPictureMetadata: false };
    const bytes = png(10, 10);
    const kept = keptOf(await check(bytes, "image/png", { rules, pictures: null }));
    expect(kept).toMatchObject({
      width: null,
      height: null,
      thumbnailPath: null,
      size: bytes.length,
    });
  });
});

test("a polyglot of PDF and HTML is a PDF, and passes as nothing else", async () => {
  const both = Buffer.concat([pdf, Buffer.from("<html><script>alert(1)</script></html>")]);
  expect(await check(both, "application/pdf")).toMatchObject({ type: "application/pdf" });
  expect(await check(both, "text/html")).toEqual(refusedType);
});

describe("the scanner", () => {
  const answering = (...verdicts: readonly ScanVerdict[]) => {
    const asked: { size: number; type: string; bytes: Buffer }[] = [];
    const scanner: Scanner = {
      async scan(path, { size, type }) {
        asked.push({ size, type, bytes: await readFile(path) });
        return verdicts[Math.min(asked.length, verdicts.length) - 1] ?? { kind: "clean" };
      },
      problem: () => Promise.resolve(null),
    };
    return { scanner, asked };
  };
  const away: ScanVerdict = { kind: "unavailable", because: "away" };

  test("judges the bytes that will be served", async () => {
    const { scanner, asked } = answering({ kind: "clean" });
    const kept = keptOf(await check(png(9, 9, pngText("where I live")), "image/png", { scanner }));
    expect(asked).toEqual([
      { size: kept.size, type: "image/png", bytes: await readFile(kept.path) },
    ]);
    expect(asked[0]?.bytes.includes("where I live")).toBe(false);
  });

  test("refuses what it finds, by the name of the find", async () => {
    const { scanner } = answering({ kind: "infected", found: "Eicar" });
    expect(await check("text", "text/plain", { scanner })).toEqual({
      kind: "refused",
      because: "infected",
      found: "Eicar",
    });
  });

  /** A check whose clock the test moves. */
  const slowCheck = async (scanner: Scanner, signal = never) => {
    const clock = createFakeClock(0);
    const id = `slow-${count++}`;
    await incoming.receive(id, Readable.from(["text"], { objectMode: false }), 4);
    const checker = createFileChecker({ incoming, pictures, scanner, clock });
    const file = { id, name: "a.txt", type: "text/plain", size: 4, sha256: "" };
    return { clock, outcome: checker.check(file, all, signal) };
  };

  test("that is away is asked after 1, 2, 4 … 60 seconds for 10 minutes, then the file is refused", async () => {
    const { scanner, asked } = answering(away);
    const { clock, outcome } = await slowCheck(scanner);
    const pauses = [1, 2, 4, 8, 16, 32, ...Array<number>(8).fill(60)];
    for (const [index, seconds] of pauses.entries()) {
      await expect.poll(() => asked.length).toBe(index + 1);
      // The pause begins in a later turn than the answer.
      await new Promise((resolve) => setImmediate(resolve));
      clock.advance(seconds * 1_000 - 1);
      await new Promise((resolve) => setImmediate(resolve));
      expect(asked.length).toBe(index + 1);
      clock.advance(1);
    }
    expect(await outcome).toEqual({ kind: "refused", because: "unavailable" });
    expect(asked.length).toBe(pauses.length + 1);
  });

  test("that comes back gives its verdict", async () => {
    const { scanner, asked } = answering(away, { kind: "clean" });
    const { clock, outcome } = await slowCheck(scanner);
    await expect.poll(() => asked.length).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(1_000);
    expect(await outcome).toMatchObject({ kind: "clean", type: "text/plain" });
  });

  test("is not waited for when the server stops", async () => {
    const stop = new AbortController();
    const { scanner, asked } = answering(away);
    const { outcome } = await slowCheck(scanner, stop.signal);
    await expect.poll(() => asked.length).toBe(1);
    stop.abort(new Error("stopping"));
    await expect(outcome).rejects.toThrow("stopping");
  });
});

test("no bytes make the checks fail in another way than by a refusal", async () => {
  const seeds = [png(12, 9), gif(2), pdf, docx(), Buffer.from("text, more text")];
  const types = [
    "image/png",
    "image/gif",
    "image/jpeg",
    "image/webp",
    "application/pdf",
    DOCX,
    "text/plain",
  ];
  const bytes = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 200 }).map((array) => Buffer.from(array)),
    fc
      .tuple(
        fc.constantFrom(...seeds),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }),
        fc.nat(),
      )
      .map(([seed, changes, cut]) => {
        const copy = Buffer.from(seed);
        for (const [at, value] of changes) copy[at % copy.length] = value;
        return copy.subarray(0, Math.max(1, copy.length - (cut % 20)));
      }),
  );
  await fc.assert(
    fc.asyncProperty(bytes, fc.constantFrom(...types), async (content, type) => {
      const checked = await check(content, type);
      expect(["clean", "refused"]).toContain(checked.kind);
      if (checked.kind === "clean") expect(checked.type).toBe(type);
      await incoming.remove(`file-${count - 1}`);
    }),
    { numRuns: 150 },
  );
}, 60_000);
