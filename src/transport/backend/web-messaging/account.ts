import { asParlorError, ParlorError } from "../../errors.ts";
import type { AuthCode, GetAuthCode, Ports } from "../../options.ts";
import { fromJson, type HttpAnswer } from "../../ports/http.ts";
import { toJson } from "../../ports/json.ts";
import type { Config } from "./config.ts";
import type { Endpoints } from "./endpoints.ts";
import { object, text } from "./read.ts";

/*
 * A signed-in visitor: the page's code becomes a JWT, by which the service knows the person. The
 * JWT is in memory only; the token that renews it is stored beside the session.
 */

const MAX_REFRESHES = 3;
/** Refusals within this time belong to one attempt. */
const ATTEMPT_MS = 60_000;

/** Storage key of the token that renews a sign-in; it is erased together with the session. */
const accountKey = (deploymentId: string): string => `parlor:account:${deploymentId}`;

/** The person whom the sessions of one backend belong to. */
export interface Account {
  /** A new session begins: it belongs to the person of the page, if the page signs visitors in. */
  begin(): void;
  /**
   * A JWT for the session; null for that of a guest.
   * @param config - the deployment's: one without sign-in has guests only
   * @throws ParlorError `authentication-failed`
   */
  jwt(config: Promise<Config>): Promise<string | null>;
  /** Asks the page for a code, for a session that has been a guest's. @throws ParlorError */
  exchange(): Promise<string>;
  /** The service has taken the JWT: the session belongs to the person. */
  accept(): void;
  /** The service does not take the JWT any more: the next one is another. */
  reject(): void;
  /** Revokes all tokens of the person, on all devices; of a guest nothing. @throws ParlorError */
  revoke(): Promise<void>;
  /** Forgets the person in this page; the stored token goes with the stored session. */
  forget(): void;
  isSignedIn(): boolean;
}

export interface AccountDeps {
  readonly endpoints: () => Endpoints;
  readonly deploymentId: string;
  /** The page's own function, as it is now. */
  readonly getAuthCode: () => GetAuthCode | undefined;
  readonly ports: Pick<Ports, "clock" | "http" | "storage">;
}

const failed = (message: string, cause?: unknown): ParlorError =>
  new ParlorError("authentication-failed", message, { cause });

/** The error of an answer that brings no token. */
function errorOf({ status }: HttpAnswer): ParlorError {
  if (status === 429) return new ParlorError("rate-limited", "Too many sign-ins");
  return status >= 500
    ? new ParlorError("server-error", `Signing in was answered ${status}`)
    : failed(`Signing in was answered ${status}`);
}

/** A code in the form that the service takes. @throws ParlorError */
function oauthOf(given: AuthCode): object {
  const { code, redirectUri, codeVerifier, nonce, maxAge, iss, idToken } = object(given);
  if (text(idToken) !== "" && text(nonce) !== "") return { idToken, nonce };
  if (text(code) === "" || text(redirectUri) === "")
    throw failed("getAuthCode gave neither { code, redirectUri } nor { idToken, nonce }");
  return { code, redirectUri, codeVerifier, nonce, maxAge, iss };
}

/** The calls for tokens. */
function createTokenCalls({ endpoints, deploymentId, ports: { http } }: AccountDeps) {
  const post = (path: string, body: object, signal: AbortSignal): Promise<HttpAnswer> =>
    http({
      method: "POST",
      url: `${endpoints().api}/api/v2/webdeployments/token/${path}`,
      headers: { "Content-Type": "application/json" },
      body,
      signal,
    });
  return {
    exchange: (oauth: object, signal: AbortSignal) =>
      post("oauthcodegrantjwtexchange", { deploymentId, oauth }, signal),
    refresh: (refreshToken: string, signal: AbortSignal) =>
      post("refresh", { deploymentId, refreshToken }, signal),
    revoke: (jwt: string, signal: AbortSignal) =>
      http({
        method: "DELETE",
        url: `${endpoints().api}/api/v2/webdeployments/token/revoke`,
        headers: { Authorization: `Bearer ${jwt}` },
        signal,
      }),
  };
}

/** The tokens of a person, who may be forgotten at any time. */
function createTokens(deps: AccountDeps) {
  const { storage } = deps.ports;
  const key = accountKey(deps.deploymentId);
  const calls = createTokenCalls(deps);
  let [jwt, refreshToken] = ["", ""];
  /** Another visitor gets another one. */
  let life = new AbortController();

  /** Takes the tokens of an answer, unless another visitor has come meanwhile. */
  function take({ body }: HttpAnswer, signal: AbortSignal): string {
    if (signal.aborted) throw new ParlorError("aborted", "Aborted");
    const given = object(body);
    if (text(given["jwt"]) === "") throw failed("Signing in was answered without a token");
    jwt = text(given["jwt"]);
    refreshToken = text(given["refreshToken"]) || refreshToken;
    return jwt;
  }
  return {
    current: () => jwt,
    isKept: () => storage.get(key) !== null,
    keep: () => storage.set(key, toJson(refreshToken === "" ? {} : { refreshToken })),
    erase: () => storage.remove(key),
    forget() {
      life.abort();
      life = new AbortController();
      [jwt, refreshToken] = ["", ""];
    },
    /** Asks the page for a code. @throws ParlorError */
    async exchange(): Promise<string> {
      const { signal } = life;
      const get = deps.getAuthCode();
      if (get === undefined)
        throw new ParlorError("authentication-required", "The page gives no code");
      const code = await get(signal).catch((cause: unknown) => {
        throw signal.aborted
          ? asParlorError(cause, "aborted", "Aborted")
          : failed("getAuthCode failed", cause);
      });
      const answer = await calls.exchange(oauthOf(code), signal);
      if (answer.status !== 200) throw errorOf(answer);
      refreshToken = "";
      return take(answer, signal);
    },
    /** A JWT by the stored token; null when the service does not know it any more. */
    async refreshed(): Promise<string | null> {
      const { signal } = life;
      const token = refreshToken || text(object(fromJson(storage.get(key) ?? ""))["refreshToken"]);
      if (token === "") return null;
      const answer = await calls.refresh(token, signal);
      if (answer.status === 200) return take(answer, signal);
      if (answer.status === 429 || answer.status >= 500) throw errorOf(answer);
      if (!signal.aborted) [jwt, refreshToken] = ["", ""];
      return null;
    },
    revoke: calls.revoke,
  };
}

/** Renews tokens: at most three times by the stored one, and then by a new code. */
function createRenewal({ ports: { clock } }: AccountDeps, tokens: ReturnType<typeof createTokens>) {
  let [refreshes, hasAsked, renewedAt] = [0, false, Number.NEGATIVE_INFINITY];
  return {
    async renew(): Promise<string> {
      const now = clock.now();
      if (Math.abs(now - renewedAt) >= ATTEMPT_MS) [refreshes, hasAsked] = [0, false];
      renewedAt = now;
      if (refreshes++ < MAX_REFRESHES) {
        const jwt = await tokens.refreshed();
        if (jwt !== null) return jwt;
      }
      if (hasAsked) throw failed("The service does not take the page's code");
      hasAsked = true;
      return tokens.exchange();
    },
    forget() {
      [refreshes, hasAsked, renewedAt] = [0, false, Number.NEGATIVE_INFINITY];
    },
  };
}

export function createAccount(deps: AccountDeps): Account {
  const tokens = createTokens(deps);
  const renewal = createRenewal(deps, tokens);
  /** A new session of a page that signs visitors in. */
  let isWanted = false;
  let isRejected = false;
  let pending: Promise<string> | null = null;

  const isSignedIn = (): boolean => tokens.current() !== "" || tokens.isKept();
  async function get(): Promise<string> {
    if (!isRejected) return tokens.current() || (await tokens.refreshed()) || tokens.exchange();
    isRejected = false;
    return renewal.renew();
  }
  /** Two connections share one request. */
  function current(): Promise<string> {
    const mine = (pending ??= get().finally(() => {
      if (pending === mine) pending = null;
    }));
    return mine;
  }
  function forget(): void {
    pending = null;
    isWanted = isRejected = false;
    tokens.forget();
    renewal.forget();
  }
  return {
    isSignedIn,
    exchange: () => tokens.exchange(),
    forget,
    begin() {
      forget();
      tokens.erase();
      isWanted = deps.getAuthCode() !== undefined;
    },
    async jwt(config) {
      const isPerson = isSignedIn() || (isWanted && (await config).signIn !== false);
      return isPerson ? current() : null;
    },
    accept() {
      isWanted = false;
      tokens.keep();
    },
    reject() {
      isRejected = true;
    },
    async revoke() {
      if (!isSignedIn()) return;
      // The service tells the end before it answers, and the person is forgotten with it.
      const { signal } = new AbortController();
      for (let isSecond = false; ; isSecond = true) {
        const answer = await tokens.revoke(await current(), signal);
        if (answer.status >= 200 && answer.status < 300) break;
        if (answer.status !== 401 || isSecond) throw errorOf(answer);
        isRejected = true;
      }
      tokens.erase();
      forget();
    },
  };
}
