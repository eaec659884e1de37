import { randomBytes } from "node:crypto";
import type { Clock } from "./clock.ts";
import type { Session } from "./session.ts";

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A text in the form of a JWT. Its signature is random: the emulator remembers its tokens. */
export const jwtOf = (claims: object): string =>
  `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}.${randomBytes(32).toString("base64url")}`;

/** The tokens that open the history of one session for about a minute. */
export class HistoryTokens {
  readonly #clock: Clock;
  readonly #tokens = new Map<string, { readonly session: Session; readonly until: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  issue(session: Session): { readonly jwt: string; readonly exp: number } {
    const now = this.#clock.now();
    for (const [jwt, { until }] of this.#tokens) if (until <= now) this.#tokens.delete(jwt);
    const exp = Math.floor(now / 1_000) + session.settings.jwtSeconds;
    const jwt = jwtOf({ exp });
    this.#tokens.set(jwt, { session, until: exp * 1_000 });
    return { jwt, exp };
  }

  /** The session of a token that has not expired. */
  open(jwt: string): Session | undefined {
    const token = this.#tokens.get(jwt);
    return token === undefined || token.until <= this.#clock.now() ? undefined : token.session;
  }

  forget(session: Session): void {
    for (const [jwt, token] of this.#tokens)
      if (token.session === session) this.#tokens.delete(jwt);
  }
}
