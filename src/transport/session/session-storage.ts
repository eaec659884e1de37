import type { RestoreSession, Session } from "../backend/backend.ts";
import { toJson } from "../ports/json.ts";
import type { Logger } from "../ports/log.ts";
import type { Storage } from "../ports/storage.ts";

/** The stored session, by which a conversation is resumed. */
export interface SessionStorage {
  /** The stored session; null when there is none, or none that can be read or used. */
  load(nowMs: number): Session | null;
  save(session: Session): void;
  erase(): void;
}

/** Storage key of a deployment's session. The loader checks it before it loads anything else. */
export const sessionKey = (deploymentId: string): string => `parlor:session:${deploymentId}`;

export function createSessionStorage(
  storage: Storage,
  deploymentId: string,
  restore: RestoreSession,
  log: Logger,
): SessionStorage {
  const key = sessionKey(deploymentId);
  /**
   * Returns null for content that is corrupt, foreign, of a later version or unusable.
   * Such content stays in storage until a newer session replaces it.
   */
  const read = (text: string): Session | null => {
    let session: Session | null = null;
    try {
      session = restore(JSON.parse(text));
    } catch {
      // It is not JSON.
    }
    if (session === null) log.warn("The stored session cannot be used");
    return session;
  };
  return {
    load(nowMs) {
      const text = storage.get(key);
      const session = text === null ? null : read(text);
      if (session === null || session.expiresAt === null || session.expiresAt > nowMs)
        return session;
      storage.remove(key);
      return null;
    },
    save: ({ data }) => void storage.set(key, toJson(data)),
    erase: () => storage.remove(key),
  };
}
