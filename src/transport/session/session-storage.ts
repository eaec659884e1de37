import type { RestoreSession, Session } from "../backend/backend.ts";
import type { Routing } from "../options.ts";
import type { End, EndReason } from "../conversation/state.ts";
import { toJson } from "../ports/json.ts";
import type { Logger } from "../ports/log.ts";
import type { Storage } from "../ports/storage.ts";

/** The stored session, by which a conversation is resumed or, after its end, read again. */
export interface SessionStorage {
  /**
   * The stored session; null when there is none, or none that can be read or used. Whether its
   * token is still valid is the server's to say.
   */
  load(): Session | null;
  save(session: Session): void;
  /**
   * Notes that stored messages wait for a conversation that is being created, in place of its
   * session: the next page creates it, if this one goes away before.
   */
  hold(routing: Routing | undefined): void;
  /** The queue of that conversation, empty for that of the options; null when nothing waits. */
  held(): string | null;
  /** Marks the stored session as ended; it has no text of the conversation. */
  keep(session: Session, end: End): void;
  /**
   * Moves an ended session to a key of its own, so that a page does not resume it by itself any
   * more.
   */
  setAside(): void;
  erase(): void;
}

/** Storage key of a deployment's session. The loader checks it before it loads anything else. */
export const sessionKey = (deploymentId: string): string => `parlor:session:${deploymentId}`;
/** Storage key of an ended session whose end the visitor has seen. */
export const endedKey = (deploymentId: string): string => `parlor:ended:${deploymentId}`;

/** Storage key of the uploads of a deployment's conversation. */
export const uploadsKey = (deploymentId: string): string => `parlor:uploads:${deploymentId}`;

const reasons: readonly EndReason[] = ["guest", "agent", "idle", "lost", "system"];
/** Milliseconds that a Date can represent. */
const MAX_TIME = 8.64e15;

/** Reads the mark of an ended session; undefined for a conversation that goes on. */
function readEnd(ended: unknown): End | undefined {
  if (ended === undefined) return undefined;
  const { reason, at }: Partial<Record<keyof End, unknown>> = Object(ended);
  return {
    // A later version may know more reasons.
    reason: reasons.find((one) => one === reason) ?? "system",
    at: typeof at === "number" && Math.abs(at) <= MAX_TIME ? at : 0,
  };
}

function heldIn(text: string | null): string | null {
  try {
    const { held } = JSON.parse(text ?? "{}");
    return typeof held === "string" ? held : null;
  } catch {
    return null;
  }
}

export function createSessionStorage(
  storage: Storage,
  deploymentId: string,
  restore: RestoreSession,
  log: Logger,
): SessionStorage {
  const key = sessionKey(deploymentId);
  const aside = endedKey(deploymentId);
  /**
   * Returns null for content that is corrupt, foreign, of a later version or unusable.
   * Such content stays in storage until a newer session replaces it.
   */
  const read = (text: string): Session | null => {
    try {
      const { ended, ...data }: { ended?: unknown } = Object(JSON.parse(text));
      const session = restore(data);
      const end = readEnd(ended);
      if (session !== null) return end === undefined ? session : { ...session, end };
    } catch {
      // It is not JSON.
    }
    if (heldIn(text) === null) log.warn("The stored session cannot be used");
    return null;
  };
  const loadFrom = (name: string): Session | null => {
    const text = storage.get(name);
    return text === null ? null : read(text);
  };
  return {
    load: () => loadFrom(key) ?? (heldIn(storage.get(key)) === null ? loadFrom(aside) : null),
    save({ data }) {
      storage.remove(aside);
      storage.set(key, toJson(data));
    },
    keep({ data }, ended) {
      // Another tab may have forgotten the visitor meanwhile.
      if (storage.get(key) !== null) storage.set(key, toJson({ ...data, ended }));
    },
    setAside() {
      const session = loadFrom(key);
      if (session?.end === undefined) return;
      storage.set(aside, toJson({ ...session.data, ended: session.end }));
      storage.remove(key);
    },
    erase() {
      // A signed-in visitor's token is the backend's, which may not be loaded.
      for (const one of [key, aside, uploadsKey(deploymentId), `parlor:account:${deploymentId}`])
        storage.remove(one);
    },
    hold: (routing) => storage.set(key, toJson({ held: routing?.queue ?? "" })),
    held: () => heldIn(storage.get(key)),
  };
}
