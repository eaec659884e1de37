import type { Server } from "node:http";
import { Server as TcpServer } from "node:net";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { ApiError } from "./errors.ts";
import { createOpenConnections } from "./open-connections.ts";
import { refuseSocket } from "./refuse-socket.ts";
import type { UpgradeHandler } from "./upgrades.ts";

/** The time after which a refused client may retry. */
const RETRY_SECONDS = 5;

/** Operators request these until the end. `/readyz` itself reports that the server is stopping. */
const answeredWhileDraining: ReadonlySet<string> = new Set(["/healthz", "/readyz", "/metrics"]);

/** The shutdown of a server: requests under way are finished, new ones are refused. */
export interface Drain extends UpgradeHandler {
  readonly isDraining: boolean;
  /** Adds itself to an app, after its CORS headers and before its routes. */
  watch(app: FastifyInstance): void;
  /** Adds one more server of the same app. */
  watchServer(server: Server): void;
  /**
   * From the call on, new requests are refused with 503, and connections close after their answer.
   * Resolves when the requests that were under way are answered, the connections that were open are
   * closed, idle ones first, and no more clients arrive, or when `signal` aborts.
   */
  finishRequests(signal: AbortSignal): Promise<void>;
  /** Stops listening, and resolves when every connection is closed, or when `signal` aborts. */
  finishConnections(signal: AbortSignal): Promise<void>;
  /** Cuts the remaining connections. */
  cut(): void;
}

/** The refusal of a request that arrives while the server stops. */
export function stopping(): ApiError {
  return new ApiError("service.unavailable", "The server is stopping", {
    retryAfterSeconds: RETRY_SECONDS,
  });
}

export function createDrain(): Drain {
  const connections = createOpenConnections();
  const refused = new WeakSet<FastifyRequest>();
  const servers: Server[] = [];
  let isDraining = false;
  let held: Promise<void> = Promise.resolve();
  let release = (): void => undefined;

  function watchServer(server: Server): void {
    servers.push(server);
    server.on("connection", (socket) => connections.add(socket));
    server.on("upgrade", ({ socket }) => connections.upgrade(socket));
  }

  return {
    get isDraining() {
      return isDraining;
    },
    watchServer,
    upgrade(_, socket) {
      if (isDraining) refuseSocket(socket, stopping());
      return isDraining;
    },
    watch(app) {
      watchServer(app.server);
      app.addHook("onRequest", async (request, reply) => {
        reply.raw.once("close", connections.beginRequest(request.raw.socket));
        if (isDraining && !answeredWhileDraining.has(request.url)) refused.add(request);
      });
      // A request is refused once its body is read: closing the connection earlier loses the
      // answer.
      app.addHook("preValidation", async (request) => {
        if (!refused.has(request)) return;
        await held;
        throw stopping();
      });
      app.addHook("onSend", async (_, reply) => {
        if (isDraining) reply.header("connection", "close");
      });
    },
    async finishRequests(signal) {
      isDraining = true;
      await connections.closeAll(connections.httpSockets(), signal);
      held = new Promise((resolve) => {
        release = resolve;
      });
      await connections.waitForQuiet(signal);
    },
    async finishConnections(signal) {
      // HTTP's own close also cuts connections whose first request is on its way.
      for (const server of servers) TcpServer.prototype.close.call(server);
      release();
      await connections.closeAll(null, signal);
    },
    cut: () => connections.cut(),
  };
}
