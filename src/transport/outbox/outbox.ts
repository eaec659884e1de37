import { cleanText } from "../clean-text.ts";
import type { ConversationEvent } from "../conversation/event.ts";
import type { IncomingMessage, MessageKey } from "../conversation/message.ts";
import { ParlorError, type ParlorErrorCode } from "../errors.ts";
import { backoff } from "../ports/backoff.ts";
import type { Clock } from "../ports/clock.ts";
import type { Random } from "../ports/random.ts";
import { newEntry, type EntryStorage, type OutboxEntry } from "./outbox-entry.ts";

/** After this many tries while connected, the row says "Not sent" and leaves it to the guest. */
const MAX_TRIES = 3;

export interface OutboxDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly storage: EntryStorage;
  readonly dispatch: (event: ConversationEvent) => void;
  /** Whether the event stream is live and the guest's own member connected. */
  readonly canSend: () => boolean;
  /** Whether this tab may still send: asked right before each attempt. */
  readonly confirm: () => boolean | Promise<boolean>;
  /** Whether the transcript already has the message from the server. */
  readonly isSent: (key: MessageKey) => boolean;
  /**
   * Returns the host's `beforeSend` hook, if there is one. The hook resolves
   * to null to refuse a text.
   */
  readonly beforeSend: () =>
    | ((message: { readonly text: string }) => Promise<{ readonly text: string } | null>)
    | undefined;
  readonly post: (key: MessageKey, body: string) => Promise<IncomingMessage>;
  /**
   * Searches the history for a message in doubt. Null when it is missing, or when a repeat is
   * harmless (extension `idempotency`).
   */
  readonly lookUp: (body: string) => Promise<IncomingMessage | null>;
}

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
  let entries: OutboxEntry[] = [];
  let isBusy = false;
  let isWaiting = false;
  let cancelWait = (): void => undefined;
  let lastAt = 0;
  /** Incremented by `forget()`: a send that was under way must not start another one afterwards. */
  let visit = 0;

  const drop = (key: MessageKey): void => {
    entries = entries.filter((entry) => entry.key !== key);
    storage.remove(key);
  };
  const insert = (entry: OutboxEntry): OutboxEntry => {
    entries = [...entries, entry].sort((a, b) => a.at - b.at);
    return entry;
  };
  const fail = (entry: OutboxEntry, code: ParlorErrorCode): void => {
    entry.failed = code;
    storage.save(entry);
    dispatch({ type: "delivery", key: entry.key, delivery: { kind: "failed", code } });
  };

  async function attempt(entry: OutboxEntry): Promise<IncomingMessage | null> {
    if (entry.isInDoubt) {
      const found = await deps.lookUp(entry.body);
      if (found !== null) return found;
      entry.isInDoubt = false;
    }
    // Meanwhile its echo may have confirmed it, or it was discarded.
    return deps.isSent(entry.key) || !entries.includes(entry)
      ? null
      : deps.post(entry.key, entry.body);
  }

  async function sendOne(entry: OutboxEntry): Promise<void> {
    const { key } = entry;
    const leads = deps.confirm();
    // No `await` when the lead is certain: the request then goes out before the row is drawn.
    if (leads !== true && !((await leads) && entries.includes(entry))) return;
    if (deps.isSent(key)) return drop(key);
    const ask = deps.beforeSend();
    // A message that may have arrived has passed the hook before.
    if (ask !== undefined && !entry.isInDoubt && !entry.isPassed) {
      let passed = "";
      try {
        passed = cleanText((await ask({ text: entry.body }))?.text ?? "");
      } catch {
        // A failing hook refuses the text.
      }
      if (!entries.includes(entry)) return;
      if (passed === "") return fail(entry, "message-refused");
      entry.body = passed;
      entry.isPassed = true;
    }
    const { body } = entry;
    dispatch({ type: "delivery", key, delivery: { kind: "sending", since: clock.now() }, body });
    // If the page goes away from now on, the next page cannot know whether the message arrived.
    storage.save(entry, true);
    try {
      const message = await attempt(entry);
      drop(key);
      if (message !== null) dispatch({ type: "accepted", key, message });
    } catch (error) {
      if (!entries.includes(entry)) return;
      if (deps.isSent(key)) return drop(key);
      const failure =
        error instanceof ParlorError
          ? error
          : new ParlorError("bad-response", "Send", { cause: error });
      if (failure.code === "aborted") return;
      if (!failure.retryable) return fail(entry, failure.code);
      entry.isInDoubt ||= failure.code !== "rate-limited" && failure.code !== "busy";
      storage.save(entry);
      // Being offline never counts as a try, nor does a limit whose end the server has announced.
      const isLimit = failure.code === "rate-limited" && failure.retryAfterMs !== null;
      if (deps.canSend() && failure.code !== "offline" && !isLimit) entry.tries++;
      if (entry.tries >= MAX_TRIES) return fail(entry, failure.code);
      dispatch({ type: "delivery", key, delivery: { kind: "unconfirmed" } });
      isWaiting = true;
      cancelWait = clock.after(
        failure.retryAfterMs ?? backoff(entry.tries, deps.random.next()),
        () => {
          isWaiting = false;
          pump();
        },
      );
    }
  }

  function pump(): void {
    const next = entries.find((entry) => entry.failed === null);
    if (isBusy || isWaiting || next === undefined || !deps.canSend()) return;
    isBusy = true;
    const mine = visit;
    void sendOne(next).then(() => {
      if (mine !== visit) return;
      isBusy = false;
      pump();
    });
  }

  return {
    add(body) {
      const key = deps.random.id() as MessageKey;
      // Messages are sent in the order of writing, even when the clock steps back.
      lastAt = Math.max(clock.now(), lastAt + 1);
      storage.save(insert(newEntry(key, body, lastAt)));
      dispatch({ type: "composed", key, body, at: lastAt });
      pump();
      return key;
    },
    adopt(key, body, at) {
      if (!entries.some((entry) => entry.key === key)) insert(newEntry(key, body, at));
      pump();
    },
    retry(key) {
      const entry = entries.find((one) => one.key === key);
      if (entry === undefined) return;
      entry.failed = null;
      entry.tries = 0;
      entry.isPassed = false;
      storage.save(entry);
      dispatch({ type: "delivery", key, delivery: { kind: "queued" } });
      pump();
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
      for (const { key, body, at, isInDoubt, failed } of entries) {
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
      cancelWait();
      isWaiting = false;
      for (const entry of entries) {
        // The next conversation cannot have received it.
        entry.isInDoubt = false;
        if (entry.failed === null) fail(entry, "conversation-ended");
      }
    },
    erase() {
      for (const key of storage.keys()) storage.remove(key);
    },
    forget() {
      cancelWait();
      isWaiting = isBusy = false;
      visit++;
      for (const { key } of entries) drop(key);
    },
  };
}
