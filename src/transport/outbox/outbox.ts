import type { MessageKey, SentContent } from "../conversation/message.ts";
import type { UploadKey } from "../conversation/upload.ts";
import { newEntry, type OutboxEntry } from "./outbox-entry.ts";
import { createSender, type Sender, type SenderDeps } from "./sender.ts";

/** Messages of the guest that the server has not acknowledged. Sends one at a time, in order. */
export interface Outbox extends Sender {
  /** @param uploads - the uploads that have become the files of the message */
  add(body: string, content?: readonly SentContent[], uploads?: readonly UploadKey[]): MessageKey;
  /** Adds a message that was written in another tab. */
  adopt(key: MessageKey, body: string, at: number, content?: readonly SentContent[]): void;
  retry(key: MessageKey): void;
  discard(key: MessageKey): void;
  /**
   * Loads messages that an earlier page or the previous leading tab left unsent, and dispatches
   * all messages of the outbox.
   */
  restore(): void;
  /** Erases the stored messages; those in memory stay and are still sent. */
  erase(): void;
}

export function createOutbox(deps: SenderDeps): Outbox {
  const { clock, storage, dispatch } = deps;
  let entries: readonly OutboxEntry[] = [];
  let lastAt = 0;

  const insert = (entry: OutboxEntry): OutboxEntry => {
    entries = [...entries, entry].sort((a, b) => a.at - b.at);
    return entry;
  };
  const drop = (key: MessageKey): void => {
    entries = entries.filter((entry) => entry.key !== key);
    storage.remove(key);
  };
  const sender = createSender(deps, () => entries, drop);

  return {
    ...sender,
    add(body, content = [], uploads = []) {
      const key = deps.random.id() as MessageKey;
      // Messages are sent in the order of writing, even when the clock steps back.
      lastAt = Math.max(clock.now(), lastAt + 1);
      storage.save(insert(newEntry(key, body, lastAt, content)));
      dispatch({ type: "composed", key, body, at: lastAt, content, uploads });
      sender.pump();
      return key;
    },
    adopt(key, body, at, content) {
      if (!entries.some((entry) => entry.key === key)) insert(newEntry(key, body, at, content));
      sender.pump();
    },
    retry(key) {
      const entry = entries.find((one) => one.key === key);
      if (entry === undefined) return;
      entry.failed = null;
      entry.tries = 0;
      entry.isPassed = false;
      storage.save(entry);
      dispatch({ type: "delivery", key, delivery: { kind: "queued" } });
      sender.pump();
    },
    discard(key) {
      drop(key);
      dispatch({ type: "discarded", key });
    },
    restore() {
      for (const key of storage.keys()) {
        if (entries.some((entry) => entry.key === key)) continue;
        const entry = storage.load(key, clock.now());
        if (entry !== null) insert(entry);
      }
      for (const { key, body, at, content, isInDoubt, failed, after } of entries) {
        lastAt = Math.max(lastAt, at);
        dispatch({ type: "composed", key, body, at, content });
        if (failed !== null)
          dispatch({ type: "delivery", key, delivery: { kind: "failed", code: failed } });
        // It may have arrived before the page went away: then it is in the history, from which the
        // row gets its id.
        else if (isInDoubt)
          dispatch({ type: "delivery", key, delivery: { kind: "unconfirmed" }, after });
      }
    },
    erase() {
      for (const key of storage.keys()) storage.remove(key);
    },
  };
}
