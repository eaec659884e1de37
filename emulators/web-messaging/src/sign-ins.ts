import { randomBytes } from "node:crypto";
import type { Clock } from "./clock.ts";
import { jwtOf } from "./history-tokens.ts";
import type { WirePerson } from "./wire/messages.ts";

/** A person whom the host page's identity provider knows. */
export interface Identity extends WirePerson {
  /** The same for all devices of the person. */
  readonly id: string;
}

interface Grant {
  readonly identity: Identity;
  readonly until: number;
}

/** Codes of an identity provider, and the tokens that they are exchanged for. */
export class SignIns {
  readonly #clock: Clock;
  readonly #codes = new Map<string, Identity>();
  readonly #jwts = new Map<string, Grant>();
  readonly #refreshTokens = new Map<string, Identity>();
  /** Seconds that a token of the exchange lives. */
  jwtSeconds = 3_600;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A code as the identity provider hands it to the page; it works once. */
  issueCode(identity: Identity): string {
    const code = randomBytes(16).toString("hex");
    this.#codes.set(code, identity);
    return code;
  }

  /** The tokens for a code. Null: the code is unknown or was used. */
  exchange(code: string): { readonly jwt: string; readonly refreshToken: string } | null {
    const identity = this.#codes.get(code);
    if (identity === undefined) return null;
    this.#codes.delete(code);
    const refreshToken = randomBytes(24).toString("hex");
    this.#refreshTokens.set(refreshToken, identity);
    return { jwt: this.#issue(identity), refreshToken };
  }

  /** A new token. Null: the refresh token is unknown or was revoked. */
  refresh(refreshToken: string): string | null {
    const identity = this.#refreshTokens.get(refreshToken);
    return identity === undefined ? null : this.#issue(identity);
  }

  /** The person of a token. Null: it is unknown, revoked or has expired. */
  open(jwt: string): Identity | null {
    const grant = this.#jwts.get(jwt);
    return grant === undefined || grant.until <= this.#clock.now() ? null : grant.identity;
  }

  /** Revokes everything that the person of a token holds; returns the person. */
  revoke(jwt: string): Identity | null {
    const identity = this.open(jwt);
    if (identity === null) return null;
    for (const [key, grant] of this.#jwts)
      if (grant.identity.id === identity.id) this.#jwts.delete(key);
    for (const [key, { id }] of this.#refreshTokens)
      if (id === identity.id) this.#refreshTokens.delete(key);
    return identity;
  }

  #issue(identity: Identity): string {
    const until = this.#clock.now() + this.jwtSeconds * 1_000;
    const jwt = jwtOf({ exp: Math.floor(until / 1_000) });
    this.#jwts.set(jwt, { identity, until });
    return jwt;
  }
}
