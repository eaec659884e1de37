import { lookup } from "node:dns/promises";
import type { RequestListener, Server } from "node:http";
import type { FastifyInstance } from "fastify";

export interface ListenOptions {
  readonly port: number;
  readonly host: string;
  /** Makes one more server for the same routes, for each further address of the host's name. */
  readonly makeServer: (handler: RequestListener) => Server;
  /** All addresses of a name. Default: the system's. */
  readonly addressesOf?: (name: string) => Promise<readonly string[]>;
}

/**
 * Listens on every address of the host, as `localhost` is 127.0.0.1 and ::1. Fastify does that by
 * itself only with servers that it creates, which lack our limits. An address that cannot be bound
 * is skipped, unless it is the first.
 * @returns the port
 */
export async function listenOn(app: FastifyInstance, options: ListenOptions): Promise<number> {
  const { host, addressesOf = systemAddresses } = options;
  const more: Server[] = [];
  app.addHook("preClose", async () => {
    for (const server of more) {
      server.close();
      server.closeIdleConnections();
    }
  });
  app.addHook("onClose", async () => {
    for (const server of more) server.closeAllConnections();
  });
  await app.listen({ port: options.port, host });
  const main = app.server.address();
  if (main === null || typeof main === "string") throw new Error("The server has no port");
  if (host === "localhost") {
    const others = (await addressesOf(host)).filter((address) => address !== main.address);
    for (const address of new Set(others)) {
      const server = options.makeServer((request, response) => app.routing(request, response));
      if (await canListen(server, main.port, address)) more.push(server);
    }
  }
  return main.port;
}

async function systemAddresses(name: string): Promise<readonly string[]> {
  const found = await lookup(name, { all: true }).catch(() => []);
  return found.map(({ address }) => address);
}

function canListen(server: Server, port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen({ port, host }, () => resolve(true));
  });
}
