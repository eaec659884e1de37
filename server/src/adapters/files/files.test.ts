import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Files } from "../../service/files.ts";
import { startS3Server, type S3Server } from "../../testing/s3-server.ts";
import type { Send } from "../http-send.ts";
import { createDiskFiles } from "./disk-files.ts";
import { createS3Files } from "./s3-files.ts";

let folder: string;
let s3: S3Server;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parlor-files-"));
  s3 = await startS3Server();
});
afterAll(async () => {
  await s3.close();
  await rm(folder, { recursive: true, force: true });
});

const stores: readonly (readonly [string, () => Files])[] = [
  ["a folder", () => createDiskFiles(join(folder, "files"))],
  ["S3, the bucket in the path", () => createS3Files(s3.options("path"))],
  ["S3, the bucket in the host", () => createS3Files(s3.options("virtual host", "host/"))],
  ["S3 with a prefix", () => createS3Files(s3.options("path", "parlor/live env/"))],
];

describe.each(stores)("files in %s", (_, open) => {
  const written = async (bytes: Buffer): Promise<string> => {
    const path = join(folder, `${randomUUID()}.part`);
    await writeFile(path, bytes);
    return path;
  };
  const bytesOf = async (files: Files, id: string, variant: "file" | "thumb") => {
    const stream = await files.read(id, variant);
    return stream && (await buffer(stream));
  };

  test("a file can be read, measured and removed after it was written", async () => {
    const files = open();
    const id = randomUUID();
    const [file, thumbnail] = [randomBytes(100_000), randomBytes(500)];
    const path = await written(file);
    await files.write(id, "file", path);
    await files.write(id, "thumb", await written(thumbnail));
    expect(await bytesOf(files, id, "file")).toEqual(file);
    expect(await bytesOf(files, id, "thumb")).toEqual(thumbnail);
    expect(await files.stat(id, "file")).toEqual({ size: 100_000 });
    expect(await files.stat(id, "thumb")).toEqual({ size: 500 });
    // The source stays, for a check that has to be repeated.
    expect((await stat(path)).size).toBe(100_000);
    await files.remove(id);
    for (const variant of ["file", "thumb"] as const) {
      expect(await files.stat(id, variant)).toBeNull();
      expect(await files.read(id, variant)).toBeNull();
    }
  });

  test("a repeated write replaces what is there", async () => {
    const files = open();
    const id = randomUUID();
    const path = await written(Buffer.from("first"));
    await files.write(id, "file", path);
    await files.write(id, "file", path);
    expect(await bytesOf(files, id, "file")).toEqual(Buffer.from("first"));
    await files.write(id, "file", await written(Buffer.from("second")));
    expect(await bytesOf(files, id, "file")).toEqual(Buffer.from("second"));
  });

  test.each([
    [0, 1],
    [0, 99],
    [17, 50],
    [99, 99],
  ])("bytes %i to %i are read alone", async (start, end) => {
    const files = open();
    const id = randomUUID();
    const bytes = randomBytes(100);
    await files.write(id, "file", await written(bytes));
    const stream = await files.read(id, "file", { start, end });
    expect(stream && (await buffer(stream)).toString("hex")).toBe(
      bytes.subarray(start, end + 1).toString("hex"),
    );
  });

  test("a file of more than one part comes back whole", async () => {
    const files = open();
    const id = randomUUID();
    const bytes = randomBytes(9 * 1024 * 1024 + 1);
    await files.write(id, "file", await written(bytes));
    expect(await files.stat(id, "file")).toEqual({ size: bytes.length });
    expect((await bytesOf(files, id, "file"))?.equals(bytes)).toBe(true);
    const end = 8 * 1024 * 1024 + 4;
    const stream = await files.read(id, "file", { start: end - 9, end });
    expect(stream && (await buffer(stream)).toString("hex")).toBe(
      bytes.subarray(end - 9, end + 1).toString("hex"),
    );
    await files.remove(id);
  });

  test("removing what is not there is no trouble", async () => {
    const files = open();
    await files.remove(randomUUID());
    expect(await files.read(randomUUID(), "file")).toBeNull();
  });

  test("the list has each file once, and no small picture", async () => {
    const files = open();
    const ids = [randomUUID(), randomUUID()];
    for (const id of ids) {
      await files.write(id, "file", await written(Buffer.from("x")));
      await files.write(id, "thumb", await written(Buffer.from("y")));
    }
    const listed: string[] = [];
    for await (const id of files.list()) listed.push(id);
    expect(listed.filter((id) => ids.some((one) => one === id)).toSorted()).toEqual(ids.toSorted());
    expect(new Set(listed).size).toBe(listed.length);
    expect(listed.every((id) => /^[\da-f-]{36}$/.test(id))).toBe(true);
  });

  test.each(["../../x", "a/b/c/d", "", "abc", "x".repeat(65), "abcd.thumb"])(
    "%j is no id of a file",
    async (id) => {
      const files = open();
      const failed = async (act: () => Promise<unknown>): Promise<unknown> => {
        try {
          return await act();
        } catch (error) {
          return error;
        }
      };
      for (const act of [
        () => files.read(id, "file"),
        () => files.stat(id, "file"),
        () => files.remove(id),
        () => files.write(id, "file", "/etc/hostname"),
      ])
        expect(await failed(act)).toBeInstanceOf(RangeError);
    },
  );
});

test("on the disk, folders and files are their owner's alone", async () => {
  const files = createDiskFiles(join(folder, "own"));
  const source = join(folder, "source.part");
  await writeFile(source, "x", { mode: 0o644 });
  await files.write("abcdef", "file", source);
  const path = join(folder, "own", "ab", "cd", "abcdef");
  expect(await readFile(path, "utf8")).toBe("x");
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  for (const name of ["own", "own/ab", "own/ab/cd"])
    expect((await stat(join(folder, name))).mode & 0o777).toBe(0o700);
});

test("a folder that cannot be written is trouble of the store", async () => {
  await writeFile(join(folder, "blocked"), "");
  const files = createDiskFiles(join(folder, "blocked"));
  await expect(files.write("abcdef", "file", join(folder, "blocked"))).rejects.toMatchObject({
    code: "store-unavailable",
  });
});

test("an answer without the length of a file is trouble of the store", async () => {
  const send: Send = (outgoing) => {
    const response = new IncomingMessage(new Socket());
    response.statusCode = 200;
    response.push(null);
    expect(outgoing.method).toBe("HEAD");
    return Promise.resolve(response);
  };
  const files = createS3Files({ ...s3.options("path"), send });
  await expect(files.stat("abcdef", "file")).rejects.toMatchObject({ code: "store-unavailable" });
});
