import type { FastifyInstance } from "fastify";
import type { Config } from "./config/config.ts";
import { createBareServer } from "./plugins/bare-http.ts";
import { createTrust, type Trust } from "./plugins/client-address.ts";
import { createConnections, type Connections } from "./plugins/connections.ts";
import { createDrain, type Drain } from "./plugins/drain.ts";
import { affordableConnections } from "./plugins/limits.ts";
import { listenOn } from "./plugins/listen.ts";
import { createPublicBase, type PublicBase } from "./plugins/public-base.ts";
import { acceptUpgrades, type UpgradeOptions } from "./plugins/upgrades.ts";

/** Streams that are told to close get this long of the drain to do so. */
const STREAMS_CLOSE_MS = 1_000;

/** The parts of HTTP that are the same for every protocol. */
export interface Network {
  readonly trust: Trust;
  readonly publicBase: PublicBase;
  readonly connections: Connections;
  readonly drain: Drain;
}

export function createNetwork({ trustedProxies, publicUrl, limits }: Config): Network {
  const trust = createTrust(trustedProxies);
  return {
    trust,
    publicBase: createPublicBase(publicUrl, trust),
    connections: createConnections({
      trust,
      maxConnections: affordableConnections(limits.maxConnections),
      maxConnectionsPerAddress: limits.maxConnectionsPerAddress,
    }),
    drain: createDrain(),
  };
}

/** Listens for requests and upgrades. @returns the port */
export function listen(
  app: FastifyInstance,
  config: Config,
  { connections, drain }: Network,
  upgrades: UpgradeOptions,
): Promise<number> {
  acceptUpgrades(app.server, upgrades);
  return listenOn(app, {
    port: config.port,
    host: config.host,
    makeServer(handler) {
      const server = createBareServer(handler, { timeouts: config.timeouts, connections });
      acceptUpgrades(server, upgrades);
      drain.watchServer(server);
      return server;
    },
  });
}

/** Lets requests finish, closes the streams, and cuts what is left after the time. */
export async function drainWithin(
  { ms, signal }: { readonly ms: number; readonly signal: AbortSignal },
  drain: Drain,
  closeStreams: () => void,
): Promise<void> {
  const within = (limitMs: number): AbortSignal =>
    AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
  const streamsMs = Math.min(STREAMS_CLOSE_MS, ms / 2);
  await drain.finishRequests(within(ms - streamsMs));
  closeStreams();
  await drain.finishConnections(within(streamsMs));
  drain.cut();
}
