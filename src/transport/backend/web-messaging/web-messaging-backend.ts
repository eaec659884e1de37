import { ParlorError } from "../../errors.ts";
import type { GuestChatOptions, GuestProfile, JourneyContext, Ports } from "../../options.ts";
import type { Backend, Connection, NoteTime, Session, Sink } from "../backend.ts";
import { attributesOf, createPendingAttributes, latestOf, type Attributes } from "./attributes.ts";
import { createCalls, createShortLink } from "./calls.ts";
import { openConnection } from "./connection.ts";
import { createEndedLog } from "./ended-log.ts";
import { asUuid } from "./files.ts";
import type { Link } from "./link.ts";
import { sessionOf, type SessionData } from "./session.ts";
import { createShared, type Shared, type WebMessagingOptions } from "./shared.ts";

/** The chat's own means. */
export interface ChatMeans {
  /** Empties the log; unsent messages stay. */
  readonly restartLog: () => void;
}

/** The facts that the page knows of the guest, as they were at the start and as they are now. */
function createGuestFacts(options: GuestChatOptions) {
  const current = (): Attributes => attributesOf(options.profile ?? {});
  let [start, before] = [current(), current()];
  return {
    begin(profile: GuestProfile | undefined) {
      before = current();
      start = attributesOf({ ...options.profile, ...profile });
    },
    latest: () => latestOf(start, before, current()),
  };
}

/** A sink that tells how a conversation is over: it can be read, or everything is forgotten. */
const watched = (sink: Sink, keep: () => void, forget: () => void): Sink => ({
  ...sink,
  ended(reason) {
    if (reason === "agent") keep();
    else forget();
    sink.ended(reason);
  },
  lost(error) {
    forget();
    sink.lost(error);
  },
});

/** Calls of a tab that does not listen, or of a session that cannot be used: they reject then. */
const callsOver = (
  { account, connect, config, overLink, read }: Shared,
  session: Session,
  ports: Ports,
) =>
  createCalls({
    ...ports,
    account,
    connect: () => connect(read(session), { isPatient: true }),
    canClear: async () => (await config.fetch()).canClear,
    filesOver: (link) => overLink(link).files.calls,
  });

/** Begins a session. @returns its link, which is connected */
async function begin(
  { config, connect, endpoints, tellTrouble }: Shared,
  data: SessionData,
  startNew: boolean,
  journeyContext: JourneyContext | undefined,
  signal: AbortSignal,
): Promise<{ readonly link: Link; readonly session: Session }> {
  const link = connect(data, { isPatient: false, startNew }, journeyContext);
  const abort = (): void => link.close();
  signal.addEventListener("abort", abort);
  try {
    const [facts, { status }] = await Promise.all([link.first, link.config]);
    if (status === "inactive") {
      tellTrouble("inactive");
      throw new ParlorError("deployment-disabled", "The deployment is inactive");
    }
    return { link, session: sessionOf(data, endpoints().key, config.current(), facts) };
  } catch (error) {
    link.close();
    throw error;
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

/**
 * Web Messaging: one websocket, straight to the service, and its history over REST.
 * @param options - read at each start, so that they can change between two conversations
 */
export function createWebMessagingBackend(
  place: () => WebMessagingOptions,
  options: GuestChatOptions,
  ports: Ports,
  noteTime: NoteTime,
  { restartLog }: ChatMeans,
): Backend {
  const shared = createShared(place, options, ports);
  const { account, config, connect, overLink, read, tellTrouble } = shared;
  /** The links of sessions that have been started and not opened yet. */
  const started = new Map<string, Link>();
  /** The links of open conversations, by which their resumption is told. */
  const open = new Map<string, Link>();
  /** A conversation that has been ended by the other side goes on as a new one. */
  let ended: SessionData | null = null;
  const facts = createGuestFacts(options);

  const forget = (): void => {
    ended = null;
    account.forget();
  };

  function listenTo(session: Session, sink: Sink, signal: AbortSignal): Connection {
    const data = read(session);
    const begun = started.get(data.conversationId);
    const link = begun ?? connect(data, { isPatient: true });
    started.delete(data.conversationId);
    open.set(data.conversationId, link);
    // After a reset there is another visitor.
    signal.addEventListener("abort", forget);
    const keep = (): void => void (ended = data);
    return openConnection({
      ...overLink(link),
      session,
      sink: watched(sink, keep, forget),
      account,
      link,
      restartLog,
      ports,
      noteTime,
      signal,
      isResumed: begun === undefined,
      config: config.current,
      configured: link.config,
      attributes: createPendingAttributes(facts.latest, (bytes) =>
        ports.log.warn(`${bytes} bytes of custom attributes are left out`),
      ),
      onSignIn: () => tellTrouble("sign-in"),
    });
  }

  return {
    forgetsOwnEnd: true,
    async start({ profile, journeyContext }, signal) {
      const from = ended;
      ended = null;
      if (from === null) account.begin();
      const token = from?.token ?? asUuid(ports.random.id());
      const data = { token, conversationId: ports.random.id() };
      facts.begin(profile);
      const begun = await begin(shared, data, from !== null, journeyContext, signal);
      started.set(data.conversationId, begun.link);
      return begun.session;
    },
    async resume(session) {
      const { conversationId } = read(session);
      const link = open.get(conversationId);
      if (link === undefined) throw new ParlorError("no-conversation", "It is not open");
      const facts = await link.first;
      return facts.isReadOnly ? { reason: "agent", at: Number.NaN } : null;
    },
    open: (session, sink, signal) =>
      sink === null || !isUsable(shared, session)
        ? callsOver(shared, session, ports)
        : listenTo(session, sink, signal),
    openEnded(session: Session, sink, signal) {
      const data = read(session);
      ended = data;
      signal.addEventListener("abort", forget);
      const link = createShortLink({ ...ports, connect: () => connect(data, { isPatient: true }) });
      return createEndedLog({ ...overLink(link), session, sink, signal, ports, noteTime });
    },
  };
}

function isUsable({ read }: Shared, session: Session): boolean {
  try {
    return read(session).token !== "";
  } catch {
    // The reason is told to a caller that needs the session.
    return false;
  }
}
