import { asParlorError, ParlorError } from "../../errors.ts";
import type { GetAuthCode, GuestChatOptions, JourneyContext, Ports } from "../../options.ts";
import { createAccount } from "./account.ts";
import type { Backend, Connection, NoteTime, Session, Sink } from "../backend.ts";
import { attributesOf, createPendingAttributes, latestOf, type Attributes } from "./attributes.ts";
import { createCalls, createShortLink } from "./calls.ts";
import { fetchConfig, unknownConfig, type Config } from "./config.ts";
import { openConnection } from "./connection.ts";
import { createEndedLog } from "./ended-log.ts";
import { endpointsOf, type Endpoints, type Place } from "./endpoints.ts";
import { asUuid, createFiles } from "./files.ts";
import { createHistory } from "./history.ts";
import { Link } from "./link.ts";
import { ownerLine, type Trouble } from "./owner-lines.ts";
import { dataOf, sessionOf, type SessionData } from "./session.ts";

/** The chat's own means. */
export interface ChatMeans {
  /** Empties the log; unsent messages stay. */
  readonly restartLog: () => void;
}

/** Options of this protocol. */
export interface WebMessagingOptions extends Place {
  /** Tells the owner of the site, in one line, what has to be changed. Default: the log. */
  readonly tellOwner?: (line: string) => void;
  /** Gives the code of a visitor who is signed in on the page; absent: all are guests. */
  readonly getAuthCode?: GetAuthCode | undefined;
}

/** Reads the addresses once, and names a wrong region to the owner of the site. */
function createPlace(place: () => Place, tellOwner: (line: string) => void): () => Endpoints {
  let known: Endpoints | null = null;
  return () => {
    try {
      return (known ??= endpointsOf(place()));
    } catch (error) {
      tellOwner(asParlorError(error, "invalid-options", "Options").message);
      throw error;
    }
  };
}

/** The configuration, fetched again for each session that begins. */
interface ConfigReader {
  readonly current: () => Config;
  readonly fetch: () => Promise<Config>;
}

function createConfigReader(
  endpoints: () => Endpoints,
  options: GuestChatOptions,
  ports: Ports,
): ConfigReader {
  let current = unknownConfig;
  return {
    current: () => current,
    async fetch() {
      const { deploymentId } = options;
      const read = await fetchConfig({ endpoints: endpoints(), deploymentId, ports });
      // A configuration that could not be read again is the one of before.
      if (read.status !== "unknown" || current.status === "unknown") current = read;
      return current;
    },
  };
}

/** Parts that sessions of one backend share. */
function createShared(place: () => WebMessagingOptions, options: GuestChatOptions, ports: Ports) {
  const tellOwner = (line: string): void => {
    const { tellOwner: tell } = place();
    if (tell === undefined) ports.log.warn(line);
    else tell(line);
  };
  const endpoints = createPlace(place, tellOwner);
  const config = createConfigReader(endpoints, options, ports);
  const account = createAccount({
    endpoints,
    deploymentId: options.deploymentId,
    getAuthCode: () => place().getAuthCode,
    ports,
  });
  const tellTrouble = (trouble: Trouble): void =>
    tellOwner(ownerLine(trouble, { ...options, endpoints: endpoints() }));
  function connect(
    { token }: SessionData,
    more: { readonly isPatient: boolean; readonly startNew?: boolean },
    journeyContext: JourneyContext | undefined = options.journeyContext,
  ): Link {
    const { deploymentId } = options;
    return new Link({
      endpoints: endpoints(),
      deploymentId,
      application: place().application ?? "parlor",
      token,
      journeyContext,
      startNew: false,
      ports,
      config: config.fetch(),
      account,
      tellOwner,
      ...more,
    });
  }
  function overLink(link: Link | (() => Promise<Link>)) {
    const give = typeof link === "function" ? link : async () => link;
    const history = createHistory({
      endpoints: endpoints(),
      ports,
      request: async (request) => (await give()).request(request),
    });
    return { history, files: createFiles(ports, give) };
  }
  const read = (session: Session): SessionData => dataOf(session, endpoints().key);
  return { endpoints, config, account, connect, overLink, read, tellTrouble };
}
type Shared = ReturnType<typeof createShared>;

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
  const pageAttributes = (): Attributes => attributesOf(options.profile ?? {});
  let [attributes, before] = [pageAttributes(), pageAttributes()];

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
    const noteEnd: Sink["ended"] = (reason) => {
      if (reason === "agent") ended = data;
      else forget();
      sink.ended(reason);
    };
    const noteLoss: Sink["lost"] = (error) => {
      forget();
      sink.lost(error);
    };
    return openConnection({
      ...overLink(link),
      session,
      sink: { ...sink, ended: noteEnd, lost: noteLoss },
      account,
      link,
      restartLog,
      ports,
      noteTime,
      signal,
      isResumed: begun === undefined,
      config: config.current,
      configured: link.config,
      attributes: createPendingAttributes(
        () => latestOf(attributes, before, pageAttributes()),
        (bytes) => ports.log.warn(`${bytes} bytes of custom attributes are left out`),
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
      before = pageAttributes();
      attributes = attributesOf({ ...options.profile, ...profile });
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
