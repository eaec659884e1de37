import type { Storage } from "../ports/storage.ts";
import { object } from "../backend/guest-chat/decode.ts";
import { decodeSession, expiryOf } from "../backend/guest-chat/session.ts";
import { toJson } from "../ports/json.ts";

/**
 * Data needed to resume a conversation.
 * Two of the fields are secrets: they are stored, and never disclosed.
 */
export interface Session {
  readonly conversationId: string;
  readonly memberId: string;
  readonly jwt: string;
  readonly eventStreamUri: string;
  readonly extensions: readonly string[];
}

export interface SessionVault {
  /** The stored session; null when there is none, or none that can be read or used. */
  load(nowMs: number): Session | null;
  save(session: Session): void;
  erase(): void;
}

const VERSION = 1;

/** Storage key of a deployment's session. The loader checks it before it loads anything else. */
export const sessionKey = (deploymentId: string): string => `parlor:session:${deploymentId}`;

export function createSessionVault(storage: Storage, deploymentId: string): SessionVault {
  const key = sessionKey(deploymentId);
  return {
    load(nowMs) {
      const session = read(storage.get(key));
      if (session === null) return null;
      const expiresAt = expiryOf(session.jwt);
      if (expiresAt === null || expiresAt > nowMs) return session;
      storage.remove(key);
      return null;
    },
    save: (session) => void storage.set(key, toJson({ version: VERSION, ...session })),
    erase: () => storage.remove(key),
  };
}

/**
 * Returns null for content that is corrupt, foreign, of a later version or unusable.
 * Such content stays in storage until a newer session replaces it.
 */
function read(text: string | null): Session | null {
  try {
    const json = object(JSON.parse(text ?? "null"));
    return json["version"] === VERSION ? decodeSession(json) : null;
  } catch {
    return null;
  }
}
