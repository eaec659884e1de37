import { asParlorError, ParlorError } from "../../errors.ts";
import type { GuestChatOptions, JourneyContext, Ports } from "../../options.ts";
import type { Backend, Connection, NoteTime, Session, Sink } from "../backend.ts";
import { attributesOf, createPendingAttributes, type Attributes } from "./attributes.ts";
import { createCalls, createShortLink } from "./calls.ts";
import { fetchConfig, unknownConfig, type Config } from "./config.ts";
import { openConnection } from "./connection.ts";
import { createEndedLog } from "./ended-log.ts";
import { endpointsOf, type Endpoints, type Place } from "./endpoints.ts";
import { asUuid, createFiles } from "./files.ts";
import { createHistory } from "./history.ts";
import { Link } from "./link.ts";
import { ownerLine } from "./owner-lines.ts";
import { dataOf, sessionOf, type SessionData } from "./session.ts";

/** Options of this protocol. */
export interface WebMessagingOptions extends Place {
  /** Tells the owner of the site, in one line, what has to be changed. Default: the log. */
  readonly tellOwner?: (line: string) => void;
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

/**
 * Web Messaging: one websocket, straight to the service, and its history over REST.
 * @param options - read at each start, so that they can change between two conversations
 */
export function createWebMessagingBackend(
  place: () => WebMessagingOptions,
  options: GuestChatOptions,
  ports: Ports,
  noteTime: NoteTime,
): Backend {
  const tellOwner = (line: string): void => (place().tellOwner ?? ports.log.warn)(line);
  const endpoints = createPlace(place, tellOwner);
  const config = createConfigReader(endpoints, options, ports);
  /** The links of sessions that have been started and not opened yet. */
  const started = new Map<string, Link>();
  /** The links of open conversations, by which their resumption is told. */
  const open = new Map<string, Link>();
  /** A conversation that has been ended by the other side goes on as a new one. */
  let ended: SessionData | null = null;
  let attributes: Attributes = {};

  function connect(
    data: SessionData,
    more: { readonly isPatient: boolean; readonly startNew?: boolean },
    journeyContext: JourneyContext | undefined = options.journeyContext,
  ): Link {
    const { deploymentId } = options;
    return new Link({
      endpoints: endpoints(),
      deploymentId,
      token: data.token,
      journeyContext,
      startNew: false,
      ports,
      config: config.fetch(),
      tellOwner,
      ...more,
    });
  }
  const overLink = (link: Link | (() => Promise<Link>)) => {
    const give = typeof link === "function" ? link : async () => link;
    const history = createHistory({
      endpoints: endpoints(),
      ports,
      request: async (request) => (await give()).request(request),
    });
    return { history, files: createFiles(ports, give) };
  };

  function usable(session: Session): SessionData | null {
    try {
      return dataOf(session, endpoints().key);
    } catch {
      // The reason is told to a caller that needs the session.
      return null;
    }
  }

  return {
    forgetsOwnEnd: true,
    async start({ profile, journeyContext }, signal) {
      const from = ended;
      const data = {
        token: from?.token ?? asUuid(ports.random.id()),
        conversationId: ports.random.id(),
      };
      ended = null;
      attributes = attributesOf({ ...options.profile, ...profile });
      const link = connect(data, { isPatient: false, startNew: from !== null }, journeyContext);
      const abort = (): void => link.close();
      signal.addEventListener("abort", abort);
      try {
        const [facts, { status }] = await Promise.all([link.first, link.config]);
        if (status === "inactive") {
          tellOwner(ownerLine("inactive", { ...options, endpoints: endpoints() }));
          throw new ParlorError("deployment-disabled", "The deployment is inactive");
        }
        started.set(data.conversationId, link);
        return sessionOf(data, endpoints().key, config.current(), facts);
      } catch (error) {
        link.close();
        throw error;
      } finally {
        signal.removeEventListener("abort", abort);
      }
    },
    async resume(session) {
      const { conversationId } = dataOf(session, endpoints().key);
      const link = open.get(conversationId);
      if (link === undefined) throw new ParlorError("no-conversation", "It is not open");
      const facts = await link.first;
      return facts.isReadOnly ? { reason: "agent", at: Number.NaN } : null;
    },
    open(session, sink, signal): Connection {
      const data = usable(session);
      // The calls of a session that cannot be used reject; its resumption says why.
      if (sink === null || data === null)
        return createCalls({
          ...ports,
          connect: () => connect(dataOf(session, endpoints().key), { isPatient: true }),
          canClear: async () => (await config.fetch()).canClear,
          filesOver: (link) => overLink(link).files.calls,
        });
      const link = started.get(data.conversationId) ?? connect(data, { isPatient: true });
      started.delete(data.conversationId);
      open.set(data.conversationId, link);
      const own: Sink = {
        ...sink,
        ended(reason) {
          if (reason === "agent") ended = data;
          sink.ended(reason);
        },
      };
      return openConnection({
        ...overLink(link),
        session,
        sink: own,
        link,
        ports,
        noteTime,
        signal,
        config: config.current,
        configured: link.config,
        attributes: createPendingAttributes(
          () => ({ ...attributesOf(options.profile ?? {}), ...attributes }),
          (bytes) => ports.log.warn(`${bytes} bytes of custom attributes are left out`),
        ),
        onSignIn: () => tellOwner(ownerLine("sign-in", { ...options, endpoints: endpoints() })),
      });
    },
    openEnded(session: Session, sink, signal) {
      const data = dataOf(session, endpoints().key);
      ended = data;
      const link = createShortLink({ ...ports, connect: () => connect(data, { isPatient: true }) });
      const { history, files } = overLink(link);
      return createEndedLog({ session, sink, signal, history, files, ports, noteTime });
    },
  };
}
