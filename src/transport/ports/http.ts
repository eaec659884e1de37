import { ParlorError } from "../errors.ts";
import { toJson } from "./json.ts";
import type { Clock } from "./clock.ts";

/** One request. @public */
export interface HttpRequest {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal: AbortSignal;
}

/** One answer, whatever its status. @public */
export interface HttpAnswer {
  readonly status: number;
  header(name: string): string | null;
  /** The parsed JSON; null for an empty body, undefined for one that is not JSON. */
  readonly body: unknown;
}

/** Sends a request. @throws ParlorError `offline`, `timeout`, `aborted` @public */
export type Http = (request: HttpRequest) => Promise<HttpAnswer>;

/** The vendor's own widget times out after the same time. */
const TIMEOUT_MS = 12_000;

/** `fetch`, with a limit on how long an answer may take. */
export const fetchHttp =
  (clock: Clock): Http =>
  async ({ method, url, headers, body, signal }) => {
    const limit = new AbortController();
    const stopWaiting = clock.after(TIMEOUT_MS, () => limit.abort());
    const abort = (): void => limit.abort();
    signal.addEventListener("abort", abort);
    try {
      if (signal.aborted) abort();
      const response = await fetch(method === "GET" ? uncached(url, clock.now()) : url, {
        method,
        cache: "no-store",
        headers,
        signal: limit.signal,
        // The server gets neither the page's cookies nor its address.
        credentials: "omit",
        referrerPolicy: "no-referrer",
        ...(body !== undefined && { body: toJson(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        header: (name) => response.headers.get(name),
        body: fromJson(text),
      };
    } catch (cause) {
      if (signal.aborted) throw new ParlorError("aborted", "Aborted", { cause });
      if (limit.signal.aborted) throw new ParlorError("timeout", "No answer in time", { cause });
      throw new ParlorError("offline", "No connection", { cause });
    } finally {
      stopWaiting();
      signal.removeEventListener("abort", abort);
    }
  };

/**
 * The same address with the time in it: a service worker that keeps every answer by its address
 * would hide new messages.
 */
const uncached = (url: string, now: number): string =>
  `${url}${url.includes("?") ? "&" : "?"}_=${now}`;

/** Parses the body of an answer. */
export function fromJson(text: string): unknown {
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
