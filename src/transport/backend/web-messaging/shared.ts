import { asParlorError } from "../../errors.ts";
import type { GetAuthCode, GuestChatOptions, JourneyContext, Ports } from "../../options.ts";
import type { Session } from "../backend.ts";
import { createAccount } from "./account.ts";
import { fetchConfig, unknownConfig, type Config } from "./config.ts";
import { endpointsOf, type Endpoints, type Place } from "./endpoints.ts";
import { createFiles } from "./files.ts";
import { createHistory } from "./history.ts";
import { Link } from "./link.ts";
import { ownerLine, type Trouble } from "./owner-lines.ts";
import { dataOf, type SessionData } from "./session.ts";

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
export function createShared(
  place: () => WebMessagingOptions,
  options: GuestChatOptions,
  ports: Ports,
) {
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
export type Shared = ReturnType<typeof createShared>;
