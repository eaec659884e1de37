import { lookup as lookUp, type LookupAddress } from "node:dns";
import { request as requestHttps } from "node:https";
import type { IncomingMessage } from "node:http";
import { isIP, type LookupFunction } from "node:net";
import type { FetchPicture, RemotePicture } from "../service/remote-picture.ts";
import { isPublicAddress } from "./public-address.ts";

const MAX_BYTES = 2 * 1024 * 1024;
const MAX_REDIRECTS = 3;
const SILENCE_MS = 8_000;

/** SVG is none of them: it can run code. */
const types: ReadonlySet<string> = new Set(["image/png", "image/jpeg", "image/webp", "image/gif"]);

export interface FetchPictureDeps {
  /** Resolves a host to all of its addresses. Default: the system's */
  readonly resolve?: (host: string) => Promise<readonly LookupAddress[]>;
  /** Sends the request. Default: over https */
  readonly request?: typeof requestHttps;
}

const systemResolve = (host: string): Promise<readonly LookupAddress[]> =>
  new Promise((resolve, reject) =>
    lookUp(host, { all: true, verbatim: true }, (error, all) =>
      error === null ? resolve(all) : reject(error),
    ),
  );

/**
 * Creates the fetcher of pictures. The address that was checked is the one that is connected to, so
 * that a name cannot change between both; each redirect is checked anew.
 */
export function createFetchPicture(deps: FetchPictureDeps = {}): FetchPicture {
  const { resolve = systemResolve, request = requestHttps } = deps;

  async function hop(url: URL, signal: AbortSignal): Promise<IncomingMessage | null> {
    if (url.protocol !== "https:" || url.username !== "" || url.password !== "") return null;
    const host = url.hostname.replace(/^\[|\]$/g, "");
    const all = isIP(host) === 0 ? await resolve(host) : [{ address: host, family: isIP(host) }];
    const [first] = all;
    // A host with one private address is not public.
    if (first === undefined || !all.every(({ address }) => isPublicAddress(address))) return null;
    const lookup: LookupFunction = (_, options, callback) =>
      options.all === true ? callback(null, [first]) : callback(null, first.address, first.family);
    return new Promise((answer, reject) => {
      const sent = request(url, {
        lookup,
        signal,
        headers: { accept: [...types].join(", ") },
        agent: false,
      });
      sent.setTimeout(SILENCE_MS, () => sent.destroy(new Error("No answer")));
      sent.on("response", answer).on("error", reject).end();
    });
  }

  async function follow(
    url: URL,
    signal: AbortSignal,
    redirects: number,
  ): Promise<RemotePicture | null> {
    const answer = await hop(url, signal);
    if (answer === null) return null;
    try {
      const { statusCode = 0, headers } = answer;
      if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined)
        return redirects === 0
          ? null
          : await follow(new URL(headers.location, url), signal, redirects - 1);
      const type = (headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
      if (statusCode !== 200 || !types.has(type)) return null;
      const bytes = await bytesOf(answer);
      return bytes === null ? null : { type, bytes };
    } finally {
      answer.destroy();
    }
  }

  return async (url, signal) => {
    try {
      return await follow(new URL(url), signal, MAX_REDIRECTS);
    } catch {
      // The other side does not answer, or not with a picture: the page leaves it out.
      return null;
    }
  };
}

/** Null when there are too many. */
async function bytesOf(answer: IncomingMessage): Promise<Uint8Array | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of answer) {
    const bytes: unknown = chunk;
    if (!Buffer.isBuffer(bytes)) continue;
    length += bytes.length;
    if (length > MAX_BYTES) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
