import type { IncomingMessage } from "node:http";
import { textOf } from "../http-send.ts";
import type { S3Call, S3Client } from "./s3-client.ts";

const MAX_ANSWER_BYTES = 64 * 1024;

/** A file that goes to the store in parts. */
export interface LargeFile {
  readonly key: string;
  readonly path: string;
  readonly size: number;
  /** Of each part but the last one; stores accept 5 MiB or more. */
  readonly partBytes: number;
}

/** Writes an object in parts, one after the other; a failure leaves none of them. */
export async function writeInParts(client: S3Client, file: LargeFile): Promise<void> {
  const { key } = file;
  const begun = await textFrom(client, { method: "POST", key, query: { uploads: "" } });
  const uploadId = /<UploadId>([^<]+)<\/UploadId>/.exec(begun)?.[1];
  if (uploadId === undefined) throw new Error("The store of files gave no UploadId");
  try {
    const tags = await writeParts(client, file, uploadId);
    const parts = tags.map(
      (tag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${tag}</ETag></Part>`,
    );
    const done = await textFrom(client, {
      method: "POST",
      key,
      query: { uploadId },
      headers: { "content-type": "application/xml" },
      body: `<CompleteMultipartUpload>${parts.join("")}</CompleteMultipartUpload>`,
    });
    // The status is sent before the work is done, so that it may be 200 over an error.
    if (/<Error>/.test(done)) throw new Error("The store of files could not join the parts");
  } catch (error) {
    await abort(client, key, uploadId);
    throw error;
  }
}

/** @returns the tags of the parts, in their order */
async function writeParts(
  client: S3Client,
  { key, path, size, partBytes }: LargeFile,
  uploadId: string,
): Promise<readonly string[]> {
  const tags: string[] = [];
  for (let start = 0; start < size; start += partBytes) {
    const query = { partNumber: String(tags.length + 1), uploadId };
    const body = { path, start, length: Math.min(partBytes, size - start) };
    const response = found(await client.call({ method: "PUT", key, query, body }));
    response.resume();
    const tag = response.headers.etag;
    if (tag === undefined) throw new Error("The store of files gave no ETag");
    tags.push(tag);
  }
  return tags;
}

async function abort(client: S3Client, key: string, uploadId: string): Promise<void> {
  try {
    (await client.call({ method: "DELETE", key, query: { uploadId } }))?.resume();
  } catch {
    // The first error says more. A bucket's own rule removes what is left.
  }
}

async function textFrom(client: S3Client, call: S3Call): Promise<string> {
  return textOf(found(await client.call(call)), MAX_ANSWER_BYTES);
}

function found(response: IncomingMessage | null): IncomingMessage {
  if (response === null) throw new Error("The bucket or the upload is not there");
  return response;
}
