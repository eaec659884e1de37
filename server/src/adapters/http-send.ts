import { createReadStream } from "node:fs";
import { request as requestHttp, type IncomingMessage, type RequestOptions } from "node:http";
import { request as requestHttps } from "node:https";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** Bytes of a file, or text that is in memory. */
export type Body =
  | { readonly path: string; readonly start: number; readonly length: number }
  | string
  | null;

export interface Outgoing {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
  /** How long the connection may be silent. */
  readonly silenceMs: number;
  readonly signal?: AbortSignal;
}

/** One request; the answer's body is still to be read, or to be destroyed. */
export type Send = (outgoing: Outgoing) => Promise<IncomingMessage>;

/**
 * Sends a request whose body is streamed with its length. Redirects are not followed.
 * @throws what the connection says, and the reason of the signal
 */
export const send: Send = (outgoing) => sendTo(outgoing, {});

/**
 * @param options - of the connection, such as another host to connect to; the header `Host` stays
 *   that of the address
 */
export function sendTo(outgoing: Outgoing, options: RequestOptions): Promise<IncomingMessage> {
  const { method, url, headers, body, silenceMs, signal } = outgoing;
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method,
      headers: { ...headers, host: url.host, "content-length": lengthOf(body) },
      ...(signal !== undefined && { signal }),
      ...options,
    });
    sent.setTimeout(silenceMs, () => {
      sent.destroy(new Error(`No answer within ${silenceMs / 1000} s`));
    });
    sent.on("response", resolve).on("error", reject);
    // An answer may come before the end of the body, and is worth more than the broken pipe.
    pipeline(streamOf(body), sent).catch(() => "told by the request's own error");
  });
}

function lengthOf(body: Body): number {
  if (body === null) return 0;
  return typeof body === "string" ? Buffer.byteLength(body) : body.length;
}

function streamOf(body: Body): Readable {
  if (body === null || typeof body === "string")
    return Readable.from(body === null ? [] : [body], { objectMode: false });
  if (body.length === 0) return Readable.from([]);
  const { path, start, length } = body;
  return createReadStream(path, { start, end: start + length - 1 });
}

/** @throws Error when the text is longer than `maxBytes` */
export async function textOf(response: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    const bytes: unknown = chunk;
    if (!Buffer.isBuffer(bytes)) continue;
    length += bytes.length;
    if (length > maxBytes) throw new Error(`The answer is longer than ${maxBytes} bytes`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString("utf8");
}
