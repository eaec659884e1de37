import { cleanText } from "../clean-text.ts";
import type { ConversationEvent } from "../conversation/event.ts";
import type { IncomingMessage, MessageKey } from "../conversation/message.ts";
import { ParlorError, type ParlorErrorCode } from "../errors.ts";
import { backoff } from "../ports/backoff.ts";
import type { Clock } from "../ports/clock.ts";
import type { Random } from "../ports/random.ts";
import type { EntryStorage, OutboxEntry } from "./outbox-entry.ts";

/** After this many tries while connected, the row says "Not sent" and leaves it to the guest. */
const MAX_TRIES = 3;

/** Access of the outbox to the rest of the chat. */
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

/** The outbox, as one send needs it. */
export interface Queue extends OutboxDeps {
  /** Whether the entry is still in the outbox. */
  includes(entry: OutboxEntry): boolean;
  drop(key: MessageKey): void;
  fail(entry: OutboxEntry, code: ParlorErrorCode): void;
  /** Starts no further send for so long. */
  waitFor(ms: number): void;
}

/** Runs the host's hook on a text. @returns whether the entry may be sent */
async function passHook(entry: OutboxEntry, queue: Queue): Promise<boolean> {
  const ask = queue.beforeSend();
  // A message that may have arrived has passed the hook before.
  if (ask === undefined || entry.isInDoubt || entry.isPassed) return true;
  let passed = "";
  try {
    passed = cleanText((await ask({ text: entry.body }))?.text ?? "");
  } catch {
    // A failing hook refuses the text.
  }
  if (!queue.includes(entry)) return false;
  if (passed === "") {
    queue.fail(entry, "message-refused");
    return false;
  }
  entry.body = passed;
  return (entry.isPassed = true);
}

async function attempt(entry: OutboxEntry, queue: Queue): Promise<IncomingMessage | null> {
  if (entry.isInDoubt) {
    const found = await queue.lookUp(entry.body);
    if (found !== null) return found;
    entry.isInDoubt = false;
  }
  // Meanwhile its echo may have confirmed it, or it was discarded.
  return queue.isSent(entry.key) || !queue.includes(entry)
    ? null
    : queue.post(entry.key, entry.body);
}

/** Decides whether a failed attempt is repeated. */
function handleFailure(entry: OutboxEntry, error: unknown, queue: Queue): void {
  const { key } = entry;
  if (!queue.includes(entry)) return;
  if (queue.isSent(key)) return queue.drop(key);
  const failure =
    error instanceof ParlorError
      ? error
      : new ParlorError("bad-response", "Send", { cause: error });
  const { code, retryAfterMs } = failure;
  if (code === "aborted") return;
  if (!failure.retryable) return queue.fail(entry, code);
  entry.isInDoubt ||= code !== "rate-limited" && code !== "busy";
  queue.storage.save(entry);
  // Being offline never counts as a try, nor does a limit whose end the server has announced.
  const isLimit = code === "rate-limited" && retryAfterMs !== null;
  if (queue.canSend() && code !== "offline" && !isLimit) entry.tries++;
  if (entry.tries >= MAX_TRIES) return queue.fail(entry, code);
  queue.dispatch({ type: "delivery", key, delivery: { kind: "unconfirmed" } });
  queue.waitFor(retryAfterMs ?? backoff(entry.tries, queue.random.next()));
}

/** Sends one entry, unless another tab leads meanwhile or the host's hook refuses it. */
export async function sendEntry(entry: OutboxEntry, queue: Queue): Promise<void> {
  const { key } = entry;
  const leads = queue.confirm();
  // No `await` when the lead is certain: the request then goes out before the row is drawn.
  if (leads !== true && !((await leads) && queue.includes(entry))) return;
  if (queue.isSent(key)) return queue.drop(key);
  const isPassed = queue.beforeSend() === undefined || (await passHook(entry, queue));
  if (!isPassed) return;
  const { body } = entry;
  const delivery = { kind: "sending", since: queue.clock.now() } as const;
  queue.dispatch({ type: "delivery", key, delivery, body });
  // If the page goes away from now on, the next page cannot know whether the message arrived.
  queue.storage.save(entry, true);
  try {
    const message = await attempt(entry, queue);
    queue.drop(key);
    if (message !== null) queue.dispatch({ type: "accepted", key, message });
  } catch (error) {
    handleFailure(entry, error, queue);
  }
}
