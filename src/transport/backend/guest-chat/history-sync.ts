import type { IncomingMember } from "../../conversation/state.ts";
import { failureLogger } from "../../ports/log.ts";
import type { Ports } from "../../options.ts";
import { isFatal, type NoteTime, type Sink } from "../backend.ts";
import type { OwnMember } from "./own-member.ts";
import type { Page } from "./polling.ts";
import type { RestClient } from "./rest-client.ts";
import type { Json } from "./read-json.ts";
import type { SessionData } from "./session.ts";

export interface SyncDeps {
  readonly session: SessionData;
  readonly sink: Sink;
  readonly rest: RestClient;
  readonly ports: Ports;
  readonly signal: AbortSignal;
  readonly noteTime: NoteTime;
  /** Hands on what the server says of a file. */
  readonly onFile: (body: Json) => void;
}

/** Fetches and reports what the server has kept: members, messages and the place in the queue. */
export interface HistorySync {
  /** The newest message up to which everything is known without a gap; frames do not move it. */
  readonly lastId: () => string | null;
  /** Checks whether the guest is still in the conversation, and reports when not. */
  readonly checkOwn: () => void;
  /** Reports the loss of the session when the error means it. @returns whether it does */
  readonly lost: (error: unknown) => boolean;
  readonly applyPage: (page: Page) => Promise<void>;
  /**
   * Runs after every opening, to fetch what happened without a connection.
   * @returns whether the connection can be used
   */
  readonly catchUp: () => Promise<boolean>;
}

const isPresentAgent = ({ role, state }: IncomingMember): boolean =>
  role === "agent" && state === "connected";

export function createHistorySync(deps: SyncDeps, own: OwnMember): HistorySync {
  const { session, sink, rest, ports, signal } = deps;
  let lastId: string | null = null;

  function lost(error: unknown): boolean {
    if (!isFatal(error)) return false;
    sink.lost(error);
    return true;
  }
  /** Asks how the guest's part has ended, and reports it. Rejects if the server does not answer. */
  async function reportEnd(): Promise<void> {
    const end = await rest.ownEnd(session, signal);
    if (end !== null) sink.ended(end.reason === "system" ? own.endReason() : end.reason);
  }
  async function applyPage({ members, messages, ...page }: Page): Promise<void> {
    sink.members(members);
    await sink.messages(messages, page);
    lastId = messages.at(-1)?.id ?? lastId;
    sink.mediaChanged();
    if (members.some(({ id, state }) => id === session.memberId && state === "disconnected"))
      await reportEnd().catch((error: unknown) => {
        if (!lost(error)) sink.ended(own.endReason());
      });
  }
  return {
    lastId: () => lastId,
    checkOwn: () => void reportEnd().catch(lost),
    lost,
    applyPage,
    async catchUp() {
      try {
        const asked = rest.members(session, signal);
        // The newest page is enough at first; older messages are fetched on request.
        let [members, page, place] = await Promise.all([
          asked,
          lastId === null
            ? rest.messagesBefore(session, null, signal)
            : rest.messagesAfter(session, lastId, signal).then((messages) => ({ messages })),
          // A guest with an agent has no place: the server answers 404, which consoles show.
          asked.then((list) =>
            session.extensions.includes("queue") && !list.some(isPresentAgent)
              ? rest.queue(session, signal)
              : null,
          ),
        ]);
        // The sender of a message may have joined between the two answers.
        if (!page.messages.every(({ senderId }) => members.some(({ id }) => id === senderId)))
          members = await rest.members(session, signal);
        await applyPage({ members, ...page });
        sink.queue(sink.state().phase.kind === "talking" ? null : place);
        return true;
      } catch (error) {
        failureLogger(ports.log, "Catching up")(error);
        return lost(error);
      }
    },
  };
}
