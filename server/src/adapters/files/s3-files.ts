import type { IncomingMessage } from "node:http";
import { stat } from "node:fs/promises";
import { unavailable } from "../../domain/errors.ts";
import type { Files } from "../../service/files.ts";
import { textOf } from "../http-send.ts";
import { idOfStoredName, storedName } from "./file-names.ts";
import { createS3Client, type S3Client, type S3Options } from "./s3-client.ts";
import { writeInParts } from "./s3-parts.ts";

/** Above it, a file goes in parts of this size. */
const PART_BYTES = 8 * 1024 * 1024;
const MAX_PAGE_BYTES = 4 * 1024 * 1024;

/** Files in a bucket of a store that speaks S3. The objects are private: we sign no address. */
export function createS3Files(options: S3Options): Files {
  const client = createS3Client(options);
  const keyOf = (id: string, variant: "file" | "thumb"): string =>
    options.prefix + storedName(id, variant);
  return {
    write: (id, variant, path) => {
      const key = keyOf(id, variant);
      return orUnavailable(() => write(client, key, path));
    },
    read: (id, variant, range) => {
      const key = keyOf(id, variant);
      const headers: Readonly<Record<string, string>> =
        range === undefined ? {} : { range: `bytes=${range.start}-${range.end}` };
      return orUnavailable(async () => {
        const response = await client.call({ method: "GET", key, headers });
        if (response === null || range === undefined || response.statusCode === 206)
          return response;
        response.destroy();
        throw new Error("The store of files does not know ranges");
      });
    },
    remove: (id) => {
      // The file goes last: as long as it is there, `list` names it.
      const keys = [keyOf(id, "thumb"), keyOf(id, "file")];
      return orUnavailable(async () => {
        for (const key of keys) (await client.call({ method: "DELETE", key }))?.resume();
      });
    },
    stat: (id, variant) => {
      const key = keyOf(id, variant);
      return orUnavailable(async () => {
        const response = await client.call({ method: "HEAD", key });
        response?.resume();
        return response && { size: sizeIn(response) };
      });
    },
    list: () => list(client, options.prefix),
  };
}

async function orUnavailable<Value>(act: () => Promise<Value>): Promise<Value> {
  try {
    return await act();
  } catch (error) {
    throw unavailable("The store of files", error);
  }
}

/** A gateway may leave the length out of an answer without a body. */
function sizeIn({ headers }: IncomingMessage): number {
  const length = headers["content-length"];
  if (length === undefined) throw new Error("The store of files does not say how long a file is");
  return Number(length);
}

async function write(client: S3Client, key: string, path: string): Promise<void> {
  const { size } = await stat(path);
  if (size > PART_BYTES) return writeInParts(client, { key, path, size, partBytes: PART_BYTES });
  const response = await client.call({
    method: "PUT",
    key,
    body: { path, start: 0, length: size },
  });
  if (response === null) throw new Error("The bucket is not there");
  response.resume();
}

async function* list(client: S3Client, prefix: string): AsyncIterable<string> {
  let token: string | undefined = "";
  while (token !== undefined) {
    const page: string = await pageOf(client, prefix, token);
    for (const [, key = ""] of page.matchAll(/<Key>([^<]*)<\/Key>/g)) {
      const id = idOfStoredName(key.slice(prefix.length));
      if (id !== null) yield id;
    }
    token = /<NextContinuationToken>([^<]+)</.exec(page)?.[1];
  }
}

function pageOf(client: S3Client, prefix: string, token: string): Promise<string> {
  const query = {
    "list-type": "2",
    prefix,
    ...(token !== "" && { "continuation-token": plainXml(token) }),
  };
  return orUnavailable(async () => {
    const response = await client.call({ method: "GET", key: null, query });
    if (response === null) throw new Error("The bucket is not there");
    return textOf(response, MAX_PAGE_BYTES);
  });
}

/** The text of an element; our own names need no entities, but a token may. */
function plainXml(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#34;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");
}
