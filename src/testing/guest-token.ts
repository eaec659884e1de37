import type { Conversation } from "./conversation.ts";
import { refusal } from "./refusal.ts";

/** The vendor's lifetime: about a working day. */
const LIFETIME_MS = 21 * 60 * 60 * 1000;

/** The guests' tokens. A client reads nothing but the expiry time, so they are not signed. */
export interface GuestTokens {
  issue(conversation: Conversation): string;
  /** @throws Refusal 401 `bad.credentials`, `credentials.expired` */
  read(jwt: string): Conversation;
  /** Invalidates every token that has been issued. */
  revokeAll(): void;
}

export function createGuestTokens(now: () => number): GuestTokens {
  const issued = new Map<string, { conversation: Conversation; expiresAt: number }>();
  return {
    issue(conversation) {
      const iat = Math.floor(now() / 1000);
      const exp = iat + LIFETIME_MS / 1000;
      // The token is part of an address. Base64 of this payload has no characters that need
      // escaping.
      const jwt = `guest.${btoa(JSON.stringify({ iat, exp })).replaceAll("=", "")}.${conversation.id}`;
      issued.set(jwt, { conversation, expiresAt: exp * 1000 });
      return jwt;
    },
    read(jwt) {
      const found = issued.get(jwt);
      if (found === undefined) throw refusal("bad.credentials");
      if (found.expiresAt <= now()) throw refusal("credentials.expired");
      return found.conversation;
    },
    revokeAll: () => issued.clear(),
  };
}
