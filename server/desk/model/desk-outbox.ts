import { signal } from "@preact/signals";
import type { DeskMessage } from "../api/agent-client.ts";
import { memoryStorage, webStorage } from "../../../src/transport/ports/storage.ts";
import { createOutbox, type Heard, type Outbox, type OutboxDeps } from "./outbox.ts";
import { postMessage } from "../api/post-message.ts";
import type { Unfinished } from "./unfinished.ts";

const PREFIX = "parlor:desk:unfinished:";

const version = signal(0);

/** The outbox's callbacks into the desk. */
export interface OutboxHooks {
  readonly history: (conversationId: string) => Promise<readonly Heard[]>;
  /** The server has taken this message. */
  readonly sent: (conversationId: string, message: DeskMessage) => void;
  /** A message of this conversation was not sent. */
  readonly notSent: (conversationId: string) => void;
}

const make = (deps: Pick<OutboxDeps, "storage" | "prefix">, hooks: OutboxHooks): Outbox =>
  createOutbox({
    ...deps,
    now: () => Date.now(),
    newKey: () => crypto.randomUUID(),
    post: (id, legId, key, body) =>
      postMessage(id, legId, key, body, (message) => hooks.sent(id, message)),
    history: (id) => hooks.history(id),
    changed(id, hasFailed) {
      version.value++;
      if (hasFailed) hooks.notSent(id);
    },
  });

/** Until somebody has signed in, nothing is kept. */
const nobody = (): Outbox =>
  make(
    { storage: memoryStorage(), prefix: "" },
    { history: async () => [], sent: () => undefined, notSent: () => undefined },
  );

let current = nobody();
let owner = "";

export const outbox = (): Outbox => current;

/**
 * The unfinished work in a conversation. A component that reads it renders again when it changes.
 */
export function unfinished(conversationId: string): Unfinished {
  void version.value;
  return current.of(conversationId);
}

/** Counts what signing out would erase. */
export function countUnfinished(): { readonly messages: number; readonly drafts: number } {
  void version.value;
  const all = current.conversations().map((id) => current.of(id));
  return {
    messages: all.reduce((sum, { unsent }) => sum + unsent.length, 0),
    drafts: all.filter(
      ({ draft, transferNote, wrapUp }) => `${draft}${transferNote}${wrapUp.note}` !== "",
    ).length,
  };
}

/**
 * Opens the work that this user has left in the tab, and erases that of other users: on a shared
 * computer nobody may read what somebody else was writing.
 */
export function openOutbox(organizationId: string, userId: string, hooks: OutboxHooks): void {
  const prefix = `${PREFIX}${JSON.stringify([organizationId, userId])}:`;
  if (owner === prefix) return;
  current.close();
  const storage = webStorage("sessionStorage");
  for (const key of storage.keys(PREFIX)) if (!key.startsWith(prefix)) storage.remove(key);
  owner = prefix;
  current = make({ storage, prefix }, hooks);
  version.value++;
  current.resume();
}

/**
 * Closes the outbox at sign-out. With `isOwnWish` the stored work is erased; otherwise it stays for
 * the same user.
 */
export function closeOutbox(isOwnWish: boolean): void {
  if (isOwnWish) current.erase();
  else current.close();
  current = nobody();
  owner = "";
  version.value++;
}
