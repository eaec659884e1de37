import type { Conversation } from "./conversation.ts";
import { Refusal } from "./refusal.ts";

/** As the vendor's: about a working day. */
const LIFETIME_MS = 21 * 60 * 60 * 1000;

/** The guests' tokens: a client reads nothing of them but when they expire, and nobody signs them. */
export interface GuestTokens {
  issue(conversation: Conversation): string;
  /** @throws Refusal 401 `bad.credentials`, `credentials.expired` */
  read(jwt: string): Conversation;
  /** From now on every token is dead. */
  revokeAll(): void;
}

export function createGuestTokens(now: () => number): GuestTokens {
  const issued = new Map<string, { conversation: Conversation; expiresAt: number }>();
  return {
    issue(conversation) {
      const iat = Math.floor(now() / 1000);
      const exp = iat + LIFETIME_MS / 1000;
      // It stands in an address; of digits and names base64 makes nothing that has to be escaped there.
      const jwt = `guest.${btoa(JSON.stringify({ iat, exp })).replaceAll("=", "")}.${conversation.id}`;
      issued.set(jwt, { conversation, expiresAt: exp * 1000 });
      return jwt;
    },
    read(jwt) {
      const found = issued.get(jwt);
      if (found === undefined)
        throw new Refusal(401, "bad.credentials", "Invalid login credentials.");
      if (found.expiresAt <= now())
        throw new Refusal(401, "credentials.expired", "The credentials are expired.");
      return found.conversation;
    },
    revokeAll: () => issued.clear(),
  };
}
