import { ParlorError } from "../errors.ts";
import type { ConversationEvent } from "../conversation/event.ts";
import type { MessageKey } from "../conversation/message.ts";
import type { Clock } from "../ports/clock.ts";
import type { Random } from "../ports/random.ts";
import type { Storage } from "../ports/storage.ts";
import { backoff } from "../stream/backoff.ts";
import type { WireMessage } from "../wire/decode.ts";

/** After this many tries while connected, the row says "Not sent" and leaves it to the guest. */
const MAX_TRIES = 3;

export interface OutboxDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly storage: Storage;
  readonly storageKey: string;
  readonly dispatch: (event: ConversationEvent) => void;
  /** Whether the event stream is live and the guest's own member connected. */
  readonly canSend: () => boolean;
  readonly post: (key: MessageKey, body: string) => Promise<WireMessage>;
  /** Looks whether the history has it after all. Null when it does not; undefined when a repeat is harmless (extension `idempotency`). */
  readonly lookUp: (body: string) => Promise<WireMessage | null> | undefined;
}

/** What the guest has written and the server has not acknowledged. One send at a time, in order. */
export interface Outbox {
  add(body: string): MessageKey;
  retry(key: MessageKey): void;
  discard(key: MessageKey): void;
  /** Takes up what an earlier page left unsent. */
  restore(): void;
  /** Looks whether there is something to send now. */
  pump(): void;
  /** Nothing more can be sent: what waits has failed, and stays. */
  stop(): void;
  erase(): void;
  /** Starts anew: nothing is written, nothing is kept. */
  reset(): void;
}

interface Entry {
  readonly key: MessageKey;
  readonly body: string;
  readonly at: number;
  tries: number;
  /** It was sent without an answer: the server may have it. */
  isInDoubt: boolean;
  hasFailed: boolean;
}

export function createOutbox(deps: OutboxDeps): Outbox {
  const { clock, dispatch } = deps;
  let entries: Entry[] = [];
  let isBusy = false;
  let cancelWait = (): void => undefined;
  let isWaiting = false;

  const save = (underWay?: MessageKey): void => {
    if (entries.length === 0) deps.storage.remove(deps.storageKey);
    else {
      const kept = entries.map(({ key, body, at, isInDoubt }) => ({
        key,
        body,
        at,
        isInDoubt: isInDoubt || key === underWay,
      }));
      deps.storage.set(deps.storageKey, JSON.stringify({ version: 1, entries: kept }));
    }
  };
  const drop = (key: MessageKey): void => {
    entries = entries.filter((entry) => entry.key !== key);
    save();
  };
  const fail = (entry: Entry, code: ParlorError["code"]): void => {
    entry.hasFailed = true;
    dispatch({ type: "delivery", key: entry.key, delivery: { kind: "failed", code } });
  };

  async function attempt(entry: Entry): Promise<WireMessage> {
    if (entry.isInDoubt) {
      const found = await deps.lookUp(entry.body);
      if (found != null) return found;
      entry.isInDoubt = false;
    }
    return deps.post(entry.key, entry.body);
  }

  async function sendOne(entry: Entry): Promise<void> {
    dispatch({
      type: "delivery",
      key: entry.key,
      delivery: { kind: "sending", since: clock.now() },
    });
    // Should the page go away from here on, the next one cannot know whether it arrived.
    save(entry.key);
    try {
      const message = await attempt(entry);
      drop(entry.key);
      dispatch({ type: "accepted", key: entry.key, message });
    } catch (error) {
      if (!entries.includes(entry)) return;
      const failure =
        error instanceof ParlorError
          ? error
          : new ParlorError("bad-response", "Send", { cause: error });
      if (!failure.retryable) return fail(entry, failure.code);
      entry.isInDoubt ||= failure.code !== "rate-limited";
      save();
      // Offline never counts as a try.
      if (deps.canSend() && failure.code !== "offline") entry.tries++;
      if (entry.tries >= MAX_TRIES) return fail(entry, failure.code);
      dispatch({ type: "delivery", key: entry.key, delivery: { kind: "unconfirmed" } });
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
    const next = entries.find((entry) => !entry.hasFailed);
    if (isBusy || isWaiting || next === undefined || !deps.canSend()) return;
    isBusy = true;
    void sendOne(next).then(() => {
      isBusy = false;
      pump();
    });
  }

  return {
    add(body) {
      const key = deps.random.id() as MessageKey;
      const at = clock.now();
      entries.push({ key, body, at, tries: 0, isInDoubt: false, hasFailed: false });
      save();
      dispatch({ type: "composed", key, body, at });
      pump();
      return key;
    },
    retry(key) {
      const entry = entries.find((one) => one.key === key);
      if (entry === undefined) return;
      entry.hasFailed = false;
      entry.tries = 0;
      dispatch({ type: "delivery", key, delivery: { kind: "queued" } });
      pump();
    },
    discard(key) {
      drop(key);
      dispatch({ type: "discarded", key });
    },
    restore() {
      for (const { key, body, at, isInDoubt } of read(deps.storage.get(deps.storageKey))) {
        if (entries.some((entry) => entry.key === key)) continue;
        entries.push({ key, body, at, tries: 0, isInDoubt, hasFailed: false });
        dispatch({ type: "composed", key, body, at });
        // It may have arrived before the page went away: then the history has it, and its row takes the id.
        if (isInDoubt) dispatch({ type: "delivery", key, delivery: { kind: "unconfirmed" } });
      }
    },
    pump,
    stop() {
      cancelWait();
      isWaiting = false;
      for (const entry of entries) if (!entry.hasFailed) fail(entry, "conversation-ended");
    },
    erase() {
      deps.storage.remove(deps.storageKey);
    },
    reset() {
      entries = [];
      save();
    },
  };
}

function read(
  text: string | null,
): { key: MessageKey; body: string; at: number; isInDoubt: boolean }[] {
  try {
    const json = JSON.parse(text ?? "null") as { version?: unknown; entries?: unknown } | null;
    if (json?.version !== 1 || !Array.isArray(json.entries)) return [];
    return (json.entries as Partial<Entry>[]).flatMap(({ key, body, at, isInDoubt }) =>
      typeof key === "string" && typeof body === "string" && typeof at === "number"
        ? [{ key, body, at, isInDoubt: isInDoubt === true }]
        : [],
    );
  } catch {
    return [];
  }
}
