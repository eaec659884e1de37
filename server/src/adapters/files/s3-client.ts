import type { IncomingMessage } from "node:http";
import { AwsV4Signer } from "aws4fetch";
import type { Clock } from "../../service/clock.ts";
import { send as sendByHttp, textOf, type Body, type Send } from "../http-send.ts";

const SILENCE_MS = 30_000;
const RETRY_PAUSES_MS = [250, 1_000, 3_000];
const MAX_ERROR_BYTES = 64 * 1024;

/** The place of the objects, as `PARLOR_S3_*` name it. */
export interface S3Options {
  /** `https://s3.example.com`, without a path. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly key: string;
  readonly secret: string;
  /** Comes before each name: `parlor/`, or an empty text. */
  readonly prefix: string;
  /** Whether the bucket stands in the path; otherwise it stands before the host. */
  readonly isPathStyle: boolean;
  readonly clock: Clock;
  /** Sends over the network if it is left out. */
  readonly send?: Send;
}

export interface S3Call {
  readonly method: "GET" | "HEAD" | "PUT" | "POST" | "DELETE";
  /** With the prefix; null for the bucket itself. */
  readonly key: string | null;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Body;
}

/** An answer that says no. */
export class S3Error extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = "S3Error";
    this.status = status;
  }
}

export interface S3Client {
  /**
   * Signs and sends a call, again when the store is away for a moment.
   * @returns the answer, whose body is still to be read; null for 404
   * @throws S3Error, and what the connection says
   */
  call(call: S3Call): Promise<IncomingMessage | null>;
}

export function createS3Client(options: S3Options): S3Client {
  const { clock, send = sendByHttp } = options;
  const once = async (call: S3Call): Promise<IncomingMessage | null> => {
    const url = addressOf(options, call);
    const headers = await signedHeaders(options, { ...call, url });
    const { method, body = null } = call;
    const response = await send({ method, url, headers, body, silenceMs: SILENCE_MS });
    const status = response.statusCode ?? 0;
    if (status >= 200 && status < 300) return response;
    const text = await textOf(response, MAX_ERROR_BYTES);
    if (status === 404 && !text.includes("NoSuchBucket")) return null;
    const code = /<Code>([^<]+)<\/Code>/.exec(text)?.[1] ?? "no code";
    throw new S3Error(status, `The store of files answered ${status} (${code}) to ${method}`);
  };
  return {
    async call(call) {
      for (const pauseMs of RETRY_PAUSES_MS) {
        try {
          return await once(call);
        } catch (error) {
          if (!isPassing(error)) throw error;
          await new Promise<void>((resolve) => clock.at(clock.now() + pauseMs, resolve));
        }
      }
      return await once(call);
    },
  };
}

/** Whether the same call may succeed in a moment; every call of ours can be repeated. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof S3Error)) return true;
  return error.status >= 500 || error.status === 429 || error.status === 408;
}

/** The address of an object, or of the bucket. */
export function addressOf(
  { endpoint, bucket, isPathStyle }: Pick<S3Options, "endpoint" | "bucket" | "isPathStyle">,
  { key, query = {} }: Pick<S3Call, "key" | "query">,
): URL {
  const url = new URL(endpoint);
  if (!isPathStyle) url.hostname = `${bucket}.${url.hostname}`;
  const folder = isPathStyle ? `/${bucket}` : "";
  // Signed and sent alike: what is not plain in a key is escaped, but for the slashes.
  const path = key === null ? "" : `/${key.split("/").map(escaped).join("/")}`;
  url.pathname = folder + path || "/";
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}

function escaped(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * The headers of a call with its signature, version 4. The body is not hashed: it is read once,
 * when it is sent.
 * @param datetime - `20261130T120000Z`; now if it is left out
 */
export async function signedHeaders(
  { region, key, secret }: Pick<S3Options, "region" | "key" | "secret">,
  call: Pick<S3Call, "method" | "headers"> & { readonly url: URL },
  datetime?: string,
): Promise<Readonly<Record<string, string>>> {
  const signer = new AwsV4Signer({
    method: call.method,
    url: call.url.href,
    headers: { ...call.headers, "x-amz-content-sha256": "UNSIGNED-PAYLOAD" },
    accessKeyId: key,
    secretAccessKey: secret,
    service: "s3",
    region,
    ...(datetime !== undefined && { datetime }),
  });
  const { headers } = await signer.sign();
  return Object.fromEntries(headers.entries());
}
