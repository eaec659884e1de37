import { cleanText } from "../clean-text.ts";
import type { ConversationEvent } from "../conversation/event.ts";
import type { IncomingMessage, MessageKey, SentContent } from "../conversation/message.ts";
import { asParlorError, type ParlorErrorCode } from "../errors.ts";
import { backoff } from "../ports/backoff.ts";
import type { Clock } from "../ports/clock.ts";
import { createPause } from "../ports/pause.ts";
import type { Random } from "../ports/random.ts";
import type { EntryStorage, OutboxEntry } from "./outbox-entry.ts";

/** After this many tries while connected, the row says "Not sent" and leaves it to the guest. */
const MAX_TRIES = 3;

export interface SenderDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly storage: EntryStorage;
  readonly dispatch: (event: ConversationEvent) => void;
  /** Whether the event stream is live and the guest's own member connected. */
  readonly canSend: () => boolean;
  /** Whether this tab may still send: asked right before each attempt. */
  readonly confirm: () => boolean | Promise<boolean>;
  /** The server's time of the newest message in the transcript; 0 for none. */
  readonly newestAt: () => number;
  /** Whether the transcript already has the message from the server. */
  readonly isSent: (key: MessageKey) => boolean;
  /**
   * Returns the host's `beforeSend` hook, if there is one. The hook resolves
   * to null to refuse a text.
   */
  readonly beforeSend: () =>
    | ((message: { readonly text: string }) => Promise<{ readonly text: string } | null>)
    | undefined;
  readonly post: (
    key: MessageKey,
    body: string,
    content: readonly SentContent[],
  ) => Promise<IncomingMessage>;
  /**
   * Searches the history for a message in doubt. Null when it is missing, or when a repeat is
   * harmless (extension `idempotency`).
   */
  readonly lookUp: (
    body: string,
    content: readonly SentContent[],
  ) => Promise<IncomingMessage | null>;
}

/** Sends the messages of an outbox, one at a time and in order. */
export interface Sender {
  /** Starts the next send, if there is a message and it can be sent now. */
  readonly pump: () => void;
  /** The conversation is over: pending messages fail, and stay for the next conversation. */
  readonly stop: () => void;
  /**
   * Forgets this tab's messages and the send under way.
   * Other stored messages stay: they may belong to the next person.
   */
  readonly forget: () => void;
}

type Entries = () => readonly OutboxEntry[];
type Drop = (key: MessageKey) => void;
type BeforeSend = NonNullable<ReturnType<SenderDeps["beforeSend"]>>;

/** Runs the host's hook. Returns an empty text when the hook refuses it or fails. */
async function passHook(ask: BeforeSend, text: string): Promise<string> {
  try {
    return cleanText((await ask({ text }))?.text ?? "");
  } catch {
    // A failing hook refuses the text.
    return "";
  }
}

async function attempt(
  entry: OutboxEntry,
  deps: SenderDeps,
  entries: Entries,
): Promise<IncomingMessage | null> {
  if (entry.isInDoubt) {
    const found = await deps.lookUp(entry.body, entry.content);
    if (found !== null) return found;
    entry.isInDoubt = false;
  }
  // Meanwhile its echo may have confirmed it, or it was discarded.
  return deps.isSent(entry.key) || !entries().includes(entry)
    ? null
    : deps.post(entry.key, entry.body, entry.content);
}

/** @param drop - removes a message from the outbox */
export function createSender(deps: SenderDeps, entries: Entries, drop: Drop): Sender {
  const { clock, storage, dispatch } = deps;
  let isBusy = false;
  const pause = createPause(clock);
  /** Incremented by `forget()`: a send that was under way must not start another one afterwards. */
  let visit = 0;

  function fail(entry: OutboxEntry, code: ParlorErrorCode): void {
    entry.failed = code;
    storage.save(entry);
    dispatch({ type: "delivery", key: entry.key, delivery: { kind: "failed", code } });
  }
  function handleFailure(entry: OutboxEntry, cause: unknown): void {
    const { key } = entry;
    if (!entries().includes(entry)) return;
    if (deps.isSent(key)) return drop(key);
    const { code, retryable, retryAfterMs } = asParlorError(cause, "bad-response", "Send");
    if (code === "aborted") return;
    if (!retryable) return fail(entry, code);
    entry.isInDoubt ||= code !== "rate-limited" && code !== "busy";
    storage.save(entry);
    // Being offline never counts as a try, nor does a limit whose end the server has announced.
    const isLimit = code === "rate-limited" && retryAfterMs !== null;
    if (deps.canSend() && code !== "offline" && !isLimit) entry.tries++;
    if (entry.tries >= MAX_TRIES) return fail(entry, code);
    dispatch({ type: "delivery", key, delivery: { kind: "unconfirmed" } });
    void pause.start(retryAfterMs ?? backoff(entry.tries, deps.random.next())).then(pump);
  }
  async function sendOne(entry: OutboxEntry): Promise<void> {
    const { key } = entry;
    const leads = deps.confirm();
    // No `await` when the lead is certain: the request then goes out before the row is drawn.
    if (leads !== true && !((await leads) && entries().includes(entry))) return;
    if (deps.isSent(key)) return drop(key);
    const ask = deps.beforeSend();
    // A message that may have arrived has passed the hook before; one of files alone has no text.
    if (ask !== undefined && !entry.isInDoubt && !entry.isPassed && entry.body !== "") {
      const passed = await passHook(ask, entry.body);
      if (!entries().includes(entry)) return;
      if (passed === "") return fail(entry, "message-refused");
      entry.body = passed;
      entry.isPassed = true;
    }
    const { body } = entry;
    const after = (entry.after ??= deps.newestAt());
    const delivery = { kind: "sending", since: clock.now() } as const;
    dispatch({ type: "delivery", key, delivery, body, after });
    // If the page goes away from now on, the next page cannot know whether the message arrived.
    storage.save(entry, true);
    try {
      const message = await attempt(entry, deps, entries);
      drop(key);
      if (message !== null) dispatch({ type: "accepted", key, message });
    } catch (error) {
      handleFailure(entry, error);
    }
  }
  function pump(): void {
    const next = entries().find((entry) => entry.failed === null);
    if (isBusy || pause.isOn() || next === undefined || !deps.canSend()) return;
    isBusy = true;
    const mine = visit;
    void sendOne(next).then(() => {
      if (mine !== visit) return;
      isBusy = false;
      pump();
    });
  }
  return {
    pump,
    stop() {
      pause.end();
      for (const entry of entries()) {
        // The next conversation cannot have received it.
        entry.isInDoubt = false;
        if (entry.failed === null) fail(entry, "conversation-ended");
      }
    },
    forget() {
      pause.end();
      isBusy = false;
      visit++;
      for (const { key } of entries()) drop(key);
    },
  };
}
