import { cleanText } from "../clean-text.ts";
import type { ConversationEvent } from "../conversation/event.ts";
import type { MessageKey } from "../conversation/message.ts";
import { ParlorError, type ParlorErrorCode } from "../errors.ts";
import type { Clock } from "../ports/clock.ts";
import type { Random } from "../ports/random.ts";
import type { Storage } from "../ports/storage.ts";
import { backoff } from "../stream/backoff.ts";
import type { WireMessage } from "../wire/decode.ts";

/** After this many tries while connected, the row says "Not sent" and leaves it to the guest. */
const MAX_TRIES = 3;
const VERSION = 1;
/** About the year 9900. */
const LAST_AT = 2.5e14;

export interface OutboxDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly storage: Storage;
  /** What the storage keys begin with; each message has its own, so that tabs cannot overwrite one another's. */
  readonly prefix: string;
  readonly dispatch: (event: ConversationEvent) => void;
  /** Whether the event stream is live and the guest's own member connected. */
  readonly canSend: () => boolean;
  /** Whether this tab may still send: asked right before each attempt. */
  readonly confirm: () => boolean | Promise<boolean>;
  /** Whether the transcript has it from the server already. */
  readonly isSent: (key: MessageKey) => boolean;
  /** The host's own word on a text before it goes out; null refuses it. Undefined when there is none. */
  readonly beforeSend: () =>
    | ((message: { readonly text: string }) => Promise<{ readonly text: string } | null>)
    | undefined;
  readonly post: (key: MessageKey, body: string) => Promise<WireMessage>;
  /** Looks whether the history has it after all. Null when it does not, or when a repeat is harmless (extension `idempotency`). */
  readonly lookUp: (body: string) => Promise<WireMessage | null>;
}

/** What the guest has written and the server has not acknowledged. One send at a time, in order. */
export interface Outbox {
  add(body: string): MessageKey;
  /** Takes over what another tab has written. */
  adopt(key: MessageKey, body: string, at: number): void;
  retry(key: MessageKey): void;
  discard(key: MessageKey): void;
  /** Takes up what an earlier page, or the tab that led before, left unsent; and tells of all that is here. */
  restore(): void;
  /** Looks whether there is something to send now. */
  pump(): void;
  /** The conversation is over: what waits has failed, and stays for the next one. */
  stop(): void;
  /** Erases what is stored; what is here goes on. */
  erase(): void;
  /** Forgets what is here and what is under way. What else is stored may be of whoever came after. */
  forget(): void;
}

interface Entry {
  readonly key: MessageKey;
  body: string;
  readonly at: number;
  tries: number;
  /** The host's own word on it was heard. */
  isPassed: boolean;
  /** It was sent without an answer: the server may have it. */
  isInDoubt: boolean;
  failed: ParlorErrorCode | null;
}

export function createOutbox(deps: OutboxDeps): Outbox {
  const { clock, storage, prefix, dispatch } = deps;
  let entries: Entry[] = [];
  let isBusy = false;
  let isWaiting = false;
  let cancelWait = (): void => undefined;
  let lastAt = 0;
  /** Counts up when everything is forgotten: what was under way then says nothing any more. */
  let visit = 0;

  const save = ({ key, body, at, isInDoubt, failed }: Entry, isUnderWay = false): void =>
    void storage.set(
      prefix + key,
      JSON.stringify({ version: VERSION, body, at, isInDoubt: isInDoubt || isUnderWay, failed }),
    );
  const drop = (key: MessageKey): void => {
    entries = entries.filter((entry) => entry.key !== key);
    storage.remove(prefix + key);
  };
  const insert = (key: MessageKey, body: string, at: number): Entry => {
    const entry = { key, body, at, tries: 0, isPassed: false, isInDoubt: false, failed: null };
    entries = [...entries, entry].sort((a, b) => a.at - b.at);
    return entry;
  };
  const fail = (entry: Entry, code: ParlorErrorCode): void => {
    entry.failed = code;
    save(entry);
    dispatch({ type: "delivery", key: entry.key, delivery: { kind: "failed", code } });
  };

  async function attempt(entry: Entry): Promise<WireMessage | null> {
    if (entry.isInDoubt) {
      const found = await deps.lookUp(entry.body);
      if (found !== null) return found;
      entry.isInDoubt = false;
    }
    // Its echo may have said meanwhile that it had arrived; or nobody wants it any more.
    return deps.isSent(entry.key) || !entries.includes(entry)
      ? null
      : deps.post(entry.key, entry.body);
  }

  async function sendOne(entry: Entry): Promise<void> {
    const { key } = entry;
    const leads = deps.confirm();
    // Not a moment is lost: the request goes out before the row is drawn.
    if (leads !== true && !((await leads) && entries.includes(entry))) return;
    if (deps.isSent(key)) return drop(key);
    const ask = deps.beforeSend();
    // What may have arrived already has been asked for before.
    if (ask !== undefined && !entry.isInDoubt && !entry.isPassed) {
      let passed = "";
      try {
        passed = cleanText((await ask({ text: entry.body }))?.text ?? "");
      } catch {
        // A hook that fails refuses.
      }
      if (!entries.includes(entry)) return;
      if (passed === "") return fail(entry, "message-refused");
      entry.body = passed;
      entry.isPassed = true;
    }
    const { body } = entry;
    dispatch({ type: "delivery", key, delivery: { kind: "sending", since: clock.now() }, body });
    // Should the page go away from here on, the next one cannot know whether it arrived.
    save(entry, true);
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
      save(entry);
      // Offline never counts as a try, and neither does a limit of which the server says when it is over.
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

  /** Keys in storage that are of messages here, and not of a deployment whose name begins like this one's. */
  const stored = (): readonly string[] =>
    storage.keys(prefix).filter((key) => !key.includes(":", prefix.length));

  return {
    add(body) {
      const key = deps.random.id() as MessageKey;
      // The order of writing is the order of sending, also when the clock steps back.
      lastAt = Math.max(clock.now(), lastAt + 1);
      save(insert(key, body, lastAt));
      dispatch({ type: "composed", key, body, at: lastAt });
      pump();
      return key;
    },
    adopt(key, body, at) {
      if (!entries.some((entry) => entry.key === key)) insert(key, body, at);
      pump();
    },
    retry(key) {
      const entry = entries.find((one) => one.key === key);
      if (entry === undefined) return;
      entry.failed = null;
      entry.tries = 0;
      entry.isPassed = false;
      save(entry);
      dispatch({ type: "delivery", key, delivery: { kind: "queued" } });
      pump();
    },
    discard(key) {
      drop(key);
      dispatch({ type: "discarded", key });
    },
    restore() {
      for (const name of stored()) {
        const key = name.slice(prefix.length) as MessageKey;
        if (!entries.some((entry) => entry.key === key)) read(storage.get(name), key);
      }
      for (const { key, body, at, isInDoubt, failed } of entries) {
        lastAt = Math.max(lastAt, at);
        dispatch({ type: "composed", key, body, at });
        if (failed !== null)
          dispatch({ type: "delivery", key, delivery: { kind: "failed", code: failed } });
        // It may have arrived before the page went away: then the history has it, and its row takes the id.
        else if (isInDoubt) dispatch({ type: "delivery", key, delivery: { kind: "unconfirmed" } });
      }
    },
    pump,
    stop() {
      cancelWait();
      isWaiting = false;
      for (const entry of entries) {
        // The next conversation has never seen it.
        entry.isInDoubt = false;
        if (entry.failed === null) fail(entry, "conversation-ended");
      }
    },
    erase,
    forget() {
      cancelWait();
      isWaiting = isBusy = false;
      visit++;
      for (const { key } of entries) drop(key);
    },
  };

  function erase(): void {
    for (const key of stored()) storage.remove(key);
  }

  /** Corrupt, foreign and future content is left alone. */
  function read(text: string | null, key: MessageKey): void {
    try {
      const json = JSON.parse(text ?? "null") as (Partial<Entry> & { version?: unknown }) | null;
      // The key goes into a header.
      if (json?.version !== VERSION || !/^[\w-]+$/.test(key)) return;
      const { at, isInDoubt, failed } = json;
      const body = cleanText(json.body ?? "");
      if (body === "" || typeof at !== "number") return;
      // A time that no calendar has would end every drawing of its row.
      Object.assign(insert(key, body, at >= 0 && at < LAST_AT ? at : clock.now()), {
        isInDoubt: isInDoubt === true,
        failed: typeof failed === "string" ? failed : null,
      });
    } catch {
      // Not ours, or damaged.
    }
  }
}
