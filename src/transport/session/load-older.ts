import type { Connection } from "../backend/backend.ts";
import { isOver, type Chat } from "../chat.ts";
import { ParlorError } from "../errors.ts";
import { backoff } from "../ports/backoff.ts";
import { failureLogger } from "../ports/log.ts";

/** Limits on loading a page of older messages, which the visitor waits for. */
const MAX_TRIES = 3;
const MAX_WAIT_MS = 15_000;

/**
 * Loads a page of older messages; tries again when the server could not be asked.
 * @param openLog - opens the connection to a conversation that has ended
 * @throws ParlorError after the last try
 */
export async function loadOlder(
  { run, store, ports }: Chat,
  openLog: () => Connection | null,
): Promise<void> {
  const { clock, random, log } = ports;
  for (let tries = 1; store.get().hasOlder; tries++) {
    try {
      const connection = isOver(store.get()) ? openLog() : run.connection;
      // A caller that goes on until there is nothing older must not ask for ever.
      if (connection === null) throw new ParlorError("no-conversation", "There is no connection");
      return await connection.loadOlder(run.life.signal);
    } catch (error) {
      if (!(error instanceof ParlorError) || !error.retryable || tries === MAX_TRIES) throw error;
      const waitMs = error.retryAfterMs ?? backoff(tries - 1, random.next());
      if (waitMs > MAX_WAIT_MS) throw error;
      failureLogger(log, "Loading older messages")(error);
      await new Promise<void>((resolve) => void clock.after(waitMs, resolve));
    }
  }
}
