import { ApiProblem } from "./api-problem.ts";

/**
 * The path under which a proxy has this server: what comes before `/desk` in the page's address.
 */
export const serverPath = (): string =>
  /^(.*)\/desk(\/|$)/.exec(globalThis.location?.pathname ?? "")?.[1] ?? "";

const KEY = "parlor:desk:token";
/** After this a request counts as lost, in ms. */
const GIVE_UP_MS = 30_000;

/** The place of the token, which goes with the tab. */
export interface TokenStorage {
  get(key: string): string | null;
  set(key: string, value: string): unknown;
  remove(key: string): void;
}

export interface CallOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A reply that is no JSON comes from something between this page and the server. */
function parse(text: string, reply: Response): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch (error) {
    if (reply.ok) throw error;
    return undefined;
  }
}

const field = (value: unknown, name: string): string => {
  const found: unknown =
    typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
  return typeof found === "string" ? found : "";
};

/** Calls the agent API with the agent's token. The token lives in the tab. */
export class RestCall {
  readonly #storage: TokenStorage;
  readonly #noteTime: (at: number) => void;

  /** @param noteTime - takes the time of each answer by the server's clock, in ms since 1970 */
  constructor(storage: TokenStorage, noteTime: (at: number) => void = () => undefined) {
    this.#storage = storage;
    this.#noteTime = noteTime;
  }

  get isSignedIn(): boolean {
    return this.#token() !== null;
  }

  forgetToken(): void {
    this.#storage.remove(KEY);
  }

  /** Exchanges a client's id and secret for a token of 12 hours. @throws ApiProblem */
  async signIn(id: string, secret: string): Promise<void> {
    const reply = await fetch(`${serverPath()}/oauth/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: id,
        client_secret: secret,
      }),
    });
    const body: unknown = await reply.json();
    const token = field(body, "access_token");
    if (token === "")
      throw new ApiProblem(reply.status, field(body, "error"), field(body, "error_description"));
    this.#storage.set(KEY, token);
  }

  /**
   * Resolves with undefined for an empty reply. `Answer` is the operation's own view.
   * @throws ApiProblem for a refusal; TypeError, SyntaxError or TimeoutError when no answer came
   *   that can be read
   */
  async call<Answer>(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const { body, headers } = options;
    const token = this.#token();
    const reply = await fetch(serverPath() + path, {
      method,
      signal: AbortSignal.timeout(GIVE_UP_MS),
      headers: {
        authorization: `Bearer ${token ?? ""}`,
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    this.#noteTime(Date.parse(reply.headers.get("date") ?? ""));
    const json = parse(await reply.text(), reply);
    // The page and the server come from one build: the contract's tests hold the answers.
    if (reply.ok) return json as Answer;
    const isOfOldToken = token !== this.#token();
    throw new ApiProblem(reply.status, field(json, "code"), field(json, "message"), isOfOldToken);
  }

  #token(): string | null {
    return this.#storage.get(KEY);
  }
}
