import type { Conversation } from "./conversation.ts";
import { Refusal } from "./refusal.ts";

/** As the vendor's: about a working day. */
const LIFETIME_MS = 21 * 60 * 60 * 1000;

interface Entry {
  readonly conversation: Conversation;
  readonly expiresAt: number;
}

/** The guests' tokens: shaped like the contract's JWT, because a client reads when it expires; signed by nobody. */
export interface GuestTokens {
  issue(conversation: Conversation): string;
  /** @throws Refusal 401 `bad.credentials`, `credentials.expired` */
  read(jwt: string): Conversation;
  /** From now on every token is dead. */
  revokeAll(): void;
}

const part = (json: object): string => {
  const bytes = new TextEncoder().encode(JSON.stringify(json));
  const encoded = btoa(String.fromCharCode(...bytes));
  return encoded.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};

export function createGuestTokens(now: () => number): GuestTokens {
  const entries = new Map<string, Entry>();
  return {
    issue(conversation) {
      const { id, guestId, wish } = conversation;
      const expiresAt = now() + LIFETIME_MS;
      const jwt = [
        part({ alg: "none", typ: "JWT" }),
        part({
          data: { conv: id, did: wish.deploymentId, sub: guestId },
          org: wish.organizationId,
          iss: "urn:purecloud:webchat",
          iat: Math.floor(now() / 1000),
          exp: Math.floor(expiresAt / 1000),
        }),
        "fake",
      ].join(".");
      entries.set(jwt, { conversation, expiresAt });
      return jwt;
    },
    read(jwt) {
      const entry = entries.get(jwt);
      if (entry === undefined)
        throw new Refusal(401, "bad.credentials", "Invalid login credentials.");
      if (entry.expiresAt <= now())
        throw new Refusal(401, "credentials.expired", "The credentials are expired.");
      return entry.conversation;
    },
    revokeAll: () => entries.clear(),
  };
}
