import {
  isFatal,
  type Backend,
  type EndedConnection,
  type Session,
  type Sink,
} from "../backend/backend.ts";
import type { Chat } from "../chat.ts";
import type { End } from "../conversation/state.ts";
import { failureLogger } from "../ports/log.ts";
import { serverNow } from "./server-clock.ts";
import { createSink, type SessionParts } from "./sink.ts";

/** The log of a conversation that has ended. */
export interface EndedLog {
  /** Null where there is no session, or a log cannot be read after the end. */
  readonly open: () => EndedConnection | null;
  /** Shows a conversation that a page has ended already. */
  readonly show: (stored: Session, end: End) => Promise<void>;
  /** Ends a conversation that has ended while no page listened, after its last messages. */
  readonly end: (stored: Session, end: End) => Promise<void>;
}

interface EndedLogParts extends SessionParts {
  readonly backend: Backend;
  /** Closes the connection. */
  readonly silence: () => void;
  /** Ends the conversation. */
  readonly finish: (end: End) => void;
}

export function createEndedLog(chat: Chat, parts: EndedLogParts): EndedLog {
  const { dispatch, ports, run, sessions, store } = chat;
  const ignore = (): void => undefined;

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
    };
    return parts.backend.openEnded?.(session, own, life.signal) ?? null;
  }
  /** @returns false when the server does not let the guest read the conversation any more */
  async function read(): Promise<boolean> {
    try {
      await open()?.read(run.life.signal);
      return true;
    } catch (error) {
      failureLogger(ports.log, "Reading an ended conversation")(error);
      return !isFatal(error);
    }
  }
  return {
    open,
    async show(stored, end) {
      dispatch({ type: "phase", phase: { kind: "ended", ...end } });
      const since = ports.clock.now();
      dispatch({ type: "stream", status: { kind: "connecting", attempt: 0, since } });
      const canBeRead = await read();
      if (run.session !== stored) return;
      if (!canBeRead) sessions.erase();
      dispatch({ type: "stream", status: { kind: "idle" } });
    },
    async end(stored, end) {
      parts.silence();
      await read();
      if (run.session !== stored) return;
      const { messages, order } = store.get();
      const lastAt = order.map((key) => messages.get(key)?.at).at(-1);
      parts.finish({ ...end, at: end.at || lastAt || serverNow(chat) });
    },
  };
}
