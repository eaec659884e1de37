import { z } from "zod";
import type { ParlorSettings } from "../settings.ts";
import type { ApiRequest } from "./api-request.ts";
import { CallFailure, failureOf, ownFailure } from "./call-failure.ts";

const TIMEOUT_MS = 10_000;
const MAX_REPLY_BYTES = 1_048_576;
const UNAUTHORIZED = 401;
const TOKEN_PATH = "/oauth/token";

const tokenReply = z.object({ access_token: z.string().min(1) });
const refusal = z.object({ error: z.string() });

interface Answer {
  readonly status: number;
  /** Null for an empty body, undefined for one that is no JSON. */
  readonly body: unknown;
  readonly retryAfter: string | null;
}

/** The answer to a request that was carried out. */
export type Reply = Omit<Answer, "retryAfter">;

/** The agent API of one Parlor server, as one client of its configuration. */
export class ParlorClient {
  readonly #settings: ParlorSettings;
  readonly #timeoutMs: number;
  /** The access token, or the sign-in that brings it. */
  #token: Promise<string> | null = null;

  constructor(settings: ParlorSettings, timeoutMs: number = TIMEOUT_MS) {
    this.#settings = settings;
    this.#timeoutMs = timeoutMs;
  }

  /**
   * Carries out a request. A token that is not accepted any more is replaced once.
   * @throws CallFailure
   */
  async call(request: ApiRequest, signal?: AbortSignal): Promise<Reply> {
    const first = await this.#authorized(request, signal);
    const { status, body, retryAfter } =
      first.status === UNAUTHORIZED ? await this.#authorized(request, signal) : first;
    if (status < 200 || status >= 300) throw failureOf(status, body, retryAfter);
    if (body === undefined) throw ownFailure("bad.reply");
    return { status, body };
  }

  async #authorized({ method, path, body }: ApiRequest, signal?: AbortSignal): Promise<Answer> {
    const signIn = this.#signedIn();
    const token = await signIn;
    const answer = await this.#fetch(path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal !== undefined && { signal }),
    });
    if (answer.status === UNAUTHORIZED) this.#forget(signIn);
    return answer;
  }

  /** One sign-in serves all calls that need a token at the same time. */
  #signedIn(): Promise<string> {
    if (this.#token !== null) return this.#token;
    const signIn = this.#signIn();
    this.#token = signIn;
    // Its callers are told; the next call signs in again.
    signIn.catch(() => this.#forget(signIn));
    return signIn;
  }

  #forget(signIn: Promise<string>): void {
    // Another call may have signed in anew meanwhile.
    if (this.#token === signIn) this.#token = null;
  }

  async #signIn(): Promise<string> {
    const { clientId, clientSecret } = this.#settings;
    const { status, body, retryAfter } = await this.#fetch(TOKEN_PATH, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: clientId,
        client_secret: clientSecret,
      }),
    });
    const token = tokenReply.safeParse(body);
    if (token.success) return token.data.access_token;
    if (refusal.safeParse(body).success) throw ownFailure("invalid.client");
    throw failureOf(status, body, retryAfter);
  }

  async #fetch(path: string, init: RequestInit): Promise<Answer> {
    const timeout = AbortSignal.timeout(this.#timeoutMs);
    const signal = AbortSignal.any([timeout, ...(init.signal ? [init.signal] : [])]);
    try {
      // A redirect could lead the secret elsewhere.
      const response = await fetch(`${this.#settings.url}${path}`, {
        ...init,
        redirect: "manual",
        signal,
      });
      const text = await textOf(response);
      return {
        status: response.status,
        body: text === "" ? null : parsed(text),
        retryAfter: response.headers.get("retry-after"),
      };
    } catch (error) {
      if (error instanceof CallFailure) throw error;
      // The error itself may name the address and is not told.
      throw ownFailure(timeout.aborted ? "timeout" : "unreachable", "", error);
    }
  }
}

/** @throws CallFailure `result.too.large` without reading on */
async function textOf({ body }: Response): Promise<string> {
  if (body === null) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > MAX_REPLY_BYTES) throw ownFailure("result.too.large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** Undefined for a text that is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The status says whether that is a failure of its own.
    return undefined;
  }
}
