import { ParlorError } from "../../errors.ts";
import type { Ports } from "../../options.ts";
import type { EndedConnection, NoteTime, Session, Sink } from "../backend.ts";
import type { Files } from "./files.ts";
import { PAGE_SIZE, type History } from "./history.ts";
import { createReports } from "./reports.ts";

/* A conversation that has ended: its messages can be read. */

export interface EndedLogDeps {
  readonly session: Session;
  readonly sink: Sink;
  readonly signal: AbortSignal;
  readonly history: History;
  readonly files: Files;
  readonly ports: Ports;
  readonly noteTime: NoteTime;
}

export function createEndedLog(deps: EndedLogDeps): EndedConnection {
  const { sink, history, files, session } = deps;
  const reports = createReports({ ...deps, ownId: session.ownId, clock: deps.ports.clock });
  const over = (): Promise<never> =>
    Promise.reject(new ParlorError("conversation-ended", "The conversation has ended"));

  /** Reports pages from this one on, until one has something new. */
  async function report(from: number, signal: AbortSignal): Promise<void> {
    for (let number = from; ; number++) {
      const page = await history.page(number, signal);
      const known = sink.state().messages;
      const keys = new Set<string>(known.keys());
      const isNew = page.messages.some(({ key, isShown }) => isShown && !keys.has(key));
      const hasOlder = !page.isEmpty && !(number * PAGE_SIZE >= page.total);
      await reports.messages(page.messages, { hasOlder });
      if (isNew || !hasOlder) return;
    }
  }
  return {
    read: (signal) => report(1, signal),
    loadOlder: (signal) => report(2, signal),
    isReady: () => false,
    send: over,
    lookUp: async () => null,
    typing: () => undefined,
    end: async () => undefined,
    files: async () => files.calls,
    wake: () => undefined,
    close: () => reports.close(),
  };
}
