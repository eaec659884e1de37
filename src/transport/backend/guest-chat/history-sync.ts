import { codeOf, ParlorError } from "../../errors.ts";
import type { Ports } from "../../options.ts";
import { fatalCodes, type Sink } from "../backend.ts";
import type { OwnMember } from "./own-member.ts";
import type { Page } from "./polling.ts";
import type { RestClient } from "./rest-client.ts";
import type { SessionData } from "./session.ts";

export interface SyncDeps {
  readonly session: SessionData;
  readonly sink: Sink;
  readonly rest: RestClient;
  readonly ports: Ports;
  readonly signal: AbortSignal;
}

/** Fetches members and messages after each connection, and reports them. */
export interface HistorySync {
  /** The newest message up to which everything is known without a gap; frames do not move it. */
  readonly lastId: () => string | null;
  /** Fetches what happened without a connection. @returns whether the connection can be used */
  readonly catchUp: () => Promise<boolean>;
  readonly applyPage: (page: Page) => Promise<void>;
  /** Checks whether the guest is still in the conversation, and reports when not. */
  readonly checkOwn: () => void;
  /** Reports the loss of the session when the error means it. @returns whether it does */
  readonly lost: (error: unknown) => boolean;
}

export function createHistorySync(
  { session, sink, rest, ports, signal }: SyncDeps,
  own: OwnMember,
): HistorySync {
  let lastId: string | null = null;

  function lost(error: unknown): boolean {
    const isFatal = error instanceof ParlorError && fatalCodes.includes(error.code);
    if (isFatal) sink.lost(error);
    return isFatal;
  }
  const checkOwn = (): void =>
    void rest.member(session, session.memberId, signal).then(({ state }) => {
      if (state === "disconnected") sink.ended(own.endReason());
    }, lost);

  async function applyPage({ members, messages, ...page }: Page): Promise<void> {
    sink.members(members);
    await sink.messages(messages, page);
    lastId = messages.at(-1)?.id ?? lastId;
    sink.mediaChanged();
    if (members.some(({ id, state }) => id === session.memberId && state === "disconnected"))
      sink.ended(own.endReason());
  }

  async function catchUp(): Promise<boolean> {
    try {
      const isTalking = (): boolean => sink.state().phase.kind === "talking";
      // The newest page is enough at first; older messages are fetched on request.
      const [members, page, place] = await Promise.all([
        rest.members(session, signal),
        lastId === null
          ? rest.messagesBefore(session, null, signal)
          : rest.messagesAfter(session, lastId, signal).then((messages) => ({ messages })),
        session.extensions.includes("queue") && !isTalking() ? rest.queue(session, signal) : null,
      ]);
      await applyPage({ members, ...page });
      sink.queue(isTalking() ? null : place);
      return true;
    } catch (error) {
      ports.log.warn(`Catching up failed: ${codeOf(error)}`);
      return lost(error);
    }
  }

  return { lastId: () => lastId, catchUp, applyPage, checkOwn, lost };
}
