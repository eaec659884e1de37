import {
  isFatal,
  type Backend,
  type Connection,
  type EndedConnection,
  type Session,
  type Sink,
} from "../backend/backend.ts";
import { isOver, type Chat } from "../chat.ts";
import type { ConversationState, End } from "../conversation/state.ts";
import { ParlorError } from "../errors.ts";
import { backoff } from "../ports/backoff.ts";
import { failureLogger } from "../ports/log.ts";
import { serverNow } from "./server-clock.ts";
import { createSink, type SessionParts } from "./sink.ts";

/*
 * Loaded on demand: most visitors need neither older messages nor an ended conversation.
 */

/** The log of a conversation that has ended, and the older messages of any. */
export interface EndedLog {
  /**
   * Loads a page of older messages, also of a running conversation.
   * @throws ParlorError after the last try
   */
  readonly loadOlder: () => Promise<void>;
  /** Reads the members and the newest messages; the session goes if the server refuses it. */
  readonly read: (stored: Session) => Promise<void>;
  /** Ends a conversation that has ended while no page listened, after its last messages. */
  readonly end: (stored: Session, end: End) => Promise<void>;
}

export interface EndedLogParts extends SessionParts {
  readonly backend: Backend;
  /** Closes the connection. */
  readonly silence: () => void;
  /** Ends the conversation. */
  readonly finish: (end: End) => void;
}

export function createEndedLog(chat: Chat, parts: EndedLogParts): EndedLog {
  const { ports, run, sessions, store } = chat;
  const ignore = (): void => undefined;

  /** Null where there is no session, or a log cannot be read after the end. */
  function open(): EndedConnection | null {
    const { session, life } = run;
    if (session === null) return null;
    const { sink } = createSink({ ...parts, chat, ended: ignore, lost: ignore });
    // A late answer must not change the next conversation.
    const isCurrent = (): boolean => run.session?.conversationId === session.conversationId;
    const own: Sink = {
      ...sink,
      messages: async (...page) => (isCurrent() ? sink.messages(...page) : undefined),
      members: (list) => (isCurrent() ? sink.members(list) : undefined),
      missed: (missed) => (isCurrent() ? sink.missed(missed) : undefined),
    };
    return parts.backend.openEnded?.(session, own, life.signal) ?? null;
  }
  async function read(stored: Session): Promise<void> {
    try {
      const connection = open();
      await connection?.read(run.life.signal);
      // The server has no entry for one that was answered, and consoles show its 404.
      if (!isAnswered(store.get())) await connection?.readMissed?.(run.life.signal);
    } catch (error) {
      failureLogger(ports.log, "Reading an ended conversation")(error);
      if (isFatal(error) && run.session === stored) sessions.erase();
    }
  }
  return {
    read,
    loadOlder: () => loadOlder(chat, open),
    async end(stored, end) {
      parts.silence();
      await read(stored);
      if (run.session !== stored) return;
      const { messages, order } = store.get();
      const lastAt = order.map((key) => messages.get(key)?.at).at(-1);
      parts.finish({ ...end, at: end.at || lastAt || serverNow(chat) });
    },
  };
}

/** Whether an agent has written, as far as the messages are known. */
const isAnswered = ({ messages, members }: ConversationState): boolean =>
  [...messages.values()].some(
    ({ kind, senderId }) =>
      kind === "text" && senderId !== null && members.get(senderId)?.role === "agent",
  );

/** Limits on loading a page of older messages, which the visitor waits for. */
const MAX_TRIES = 3;
const MAX_WAIT_MS = 15_000;

/**
 * Loads a page of older messages; tries again when the server could not be asked.
 * @param openLog - opens the connection to a conversation that has ended
 * @throws ParlorError after the last try
 */
async function loadOlder(
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
