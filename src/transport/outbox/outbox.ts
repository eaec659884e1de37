import type { MessageKey } from "../conversation/message.ts";
import type { ParlorErrorCode } from "../errors.ts";
import { createEntryList, newEntry, type EntryList, type OutboxEntry } from "./outbox-entry.ts";
import { sendEntry, type OutboxDeps, type Queue } from "./send-entry.ts";

/** Messages of the guest that the server has not acknowledged. Sends one at a time, in order. */
export interface Outbox {
  add(body: string): MessageKey;
  /** Adds a message that was written in another tab. */
  adopt(key: MessageKey, body: string, at: number): void;
  retry(key: MessageKey): void;
  discard(key: MessageKey): void;
  /**
   * Loads messages that an earlier page or the previous leading tab left unsent, and dispatches
   * all messages of the outbox.
   */
  restore(): void;
  /** Starts the next send, if there is a message and it can be sent now. */
  pump(): void;
  /** The conversation is over: pending messages fail, and stay for the next conversation. */
  stop(): void;
  /** Erases the stored messages; those in memory stay and are still sent. */
  erase(): void;
  /**
   * Forgets this tab's messages and the send under way.
   * Other stored messages stay: they may belong to the next person.
   */
  forget(): void;
}

export function createOutbox(deps: OutboxDeps): Outbox {
  const { clock, storage, dispatch } = deps;
  const entries = createEntryList(storage);
  let lastAt = 0;

  const fail = (entry: OutboxEntry, code: ParlorErrorCode): void => {
    entry.failed = code;
    storage.save(entry);
    dispatch({ type: "delivery", key: entry.key, delivery: { kind: "failed", code } });
  };

  const { pump, stopWaiting, forget } = createPump(deps, entries, fail);

  return {
    add(body) {
      const key = deps.random.id() as MessageKey;
      // Messages are sent in the order of writing, even when the clock steps back.
      lastAt = Math.max(clock.now(), lastAt + 1);
      const entry = newEntry(key, body, lastAt);
      entries.insert(entry);
      storage.save(entry);
      dispatch({ type: "composed", key, body, at: lastAt });
      pump();
      return key;
    },
    adopt(key, body, at) {
      if (entries.find(key) === undefined) entries.insert(newEntry(key, body, at));
      pump();
    },
    retry(key) {
      const entry = entries.find(key);
      if (entry === undefined) return;
      entry.failed = null;
      entry.tries = 0;
      entry.isPassed = false;
      storage.save(entry);
      dispatch({ type: "delivery", key, delivery: { kind: "queued" } });
      pump();
    },
    discard(key) {
      entries.drop(key);
      dispatch({ type: "discarded", key });
    },
    restore() {
      entries.restore(clock.now());
      for (const { key, body, at, isInDoubt, failed } of entries.all()) {
        lastAt = Math.max(lastAt, at);
        dispatch({ type: "composed", key, body, at });
        if (failed !== null)
          dispatch({ type: "delivery", key, delivery: { kind: "failed", code: failed } });
        // It may have arrived before the page went away: then it is in the history, from which the
        // row gets its id.
        else if (isInDoubt) dispatch({ type: "delivery", key, delivery: { kind: "unconfirmed" } });
      }
    },
    pump,
    stop() {
      stopWaiting();
      for (const entry of entries.all()) {
        // The next conversation cannot have received it.
        entry.isInDoubt = false;
        if (entry.failed === null) fail(entry, "conversation-ended");
      }
    },
    erase() {
      for (const key of storage.keys()) storage.remove(key);
    },
    forget() {
      forget();
      for (const { key } of entries.all()) entries.drop(key);
    },
  };
}

/** Starts sends, one at a time. */
function createPump(deps: OutboxDeps, entries: EntryList, fail: Queue["fail"]) {
  let isBusy = false;
  let isWaiting = false;
  let cancelWait = (): void => undefined;
  /** Incremented by `forget()`: a send that was under way must not start another one afterwards. */
  let visit = 0;

  const stopWaiting = (): void => {
    cancelWait();
    isWaiting = false;
  };
  const queue: Queue = {
    ...deps,
    includes: (entry) => entries.all().includes(entry),
    drop: entries.drop,
    fail,
    waitFor(ms) {
      isWaiting = true;
      cancelWait = deps.clock.after(ms, () => {
        isWaiting = false;
        pump();
      });
    },
  };
  function pump(): void {
    const next = entries.all().find((entry) => entry.failed === null);
    if (isBusy || isWaiting || next === undefined || !deps.canSend()) return;
    isBusy = true;
    const mine = visit;
    void sendEntry(next, queue).then(() => {
      if (mine !== visit) return;
      isBusy = false;
      pump();
    });
  }
  const forget = (): void => {
    stopWaiting();
    isBusy = false;
    visit++;
  };
  return { pump, stopWaiting, forget };
}
