import { askStatus as askGuestChat } from "./backend/guest-chat/status.ts";
import type { AskStatus } from "./backend/backend.ts";
import { withLife, type Chat } from "./chat.ts";
import type { ServiceStatus } from "./conversation/service-status.ts";
import { codeOf } from "./errors.ts";
import { followServerClock } from "./session/server-clock.ts";

/* The part of a chat that is needed only before its first conversation, fetched on demand. */

/** Time in ms after which a server that does not answer counts as one that does not know. */
const LIMIT_MS = 3_000;

/**
 * Asks for the state of the service; null when the server does not know it or cannot be reached.
 * @throws ParlorError `aborted`
 */
export async function askStatus(
  chat: Chat,
  signal: AbortSignal | undefined,
  ask: AskStatus = askGuestChat,
): Promise<ServiceStatus | null> {
  const { options, ports } = chat;
  const limit = new AbortController();
  const stopWaiting = ports.clock.after(LIMIT_MS, () => limit.abort());
  const abort = (): void => limit.abort();
  signal?.addEventListener("abort", abort);
  try {
    const noteTime = followServerClock(chat);
    return await withLife(chat, limit.signal, (both) => ask(options, ports, both, noteTime));
  } catch (error) {
    if (signal?.aborted === true || chat.run.life.signal.aborted) throw error;
    ports.log.warn(`The server does not say whether somebody is there: ${codeOf(error)}`);
    return null;
  } finally {
    stopWaiting();
    signal?.removeEventListener("abort", abort);
  }
}
