import type { Server } from "node:http";
import { Server as TcpServer, type Socket } from "node:net";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { ApiError } from "./errors.ts";
import { refuseSocket } from "./refuse-socket.ts";
import type { UpgradeHandler } from "./upgrades.ts";

/**
 * A keep-alive connection is closed after this long without traffic. Until then its client may just
 * be sending the next request.
 */
const SETTLED_MS = 1_000;
/**
 * Listening can stop once no client has arrived for this long. The last refusals are held back
 * until then, so that every client waits for its own: a client whose connection was closed opens
 * another at once, and connections that wait to be accepted when a server stops listening are
 * reset.
 */
const QUIET_MS = 250;
/** Clients that arrive one after the other delay the stop no longer than this. */
const MAX_LINGER_MS = 2_000;
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

interface Connection {
  requests: number;
  activeAt: number;
  isUpgraded: boolean;
}

/** The refusal of a request that arrives while the server stops. */
export function stopping(): ApiError {
  return new ApiError("service.unavailable", "The server is stopping", {
    retryAfterSeconds: RETRY_SECONDS,
  });
}

export function createDrain(): Drain {
  const connections = new Map<Socket, Connection>();
  const refused = new WeakSet<FastifyRequest>();
  const servers: Server[] = [];
  let isDraining = false;
  let held: Promise<void> = Promise.resolve();
  let release = (): void => undefined;
  let lastArrivalAt = Number.NEGATIVE_INFINITY;
  let wake = (): void => undefined;

  function connectionOf(socket: Socket): Connection {
    const known = connections.get(socket);
    if (known !== undefined) return known;
    const made = { requests: 0, activeAt: performance.now(), isUpgraded: false };
    connections.set(socket, made);
    socket.once("close", () => {
      connections.delete(socket);
      wake();
    });
    return made;
  }

  /**
   * Closes connections that have no request under way and no recent traffic.
   * @returns the milliseconds until the next connection is due
   */
  function closeIdle(among: ReadonlySet<Socket> | null): number {
    let dueMs = Number.POSITIVE_INFINITY;
    for (const [socket, { requests, activeAt, isUpgraded }] of connections) {
      if (requests > 0 || isUpgraded || among?.has(socket) === false) continue;
      const leftMs = activeAt + SETTLED_MS - performance.now();
      if (leftMs <= 0) socket.destroy();
      else dueMs = Math.min(dueMs, leftMs);
    }
    return dueMs;
  }

  /** Resolves with the next change, after `dueMs` milliseconds, or when the signal aborts. */
  function nextChange(dueMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer = Number.isFinite(dueMs) ? setTimeout(() => wake(), dueMs) : undefined;
      wake = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", wake);
        wake = () => undefined;
        resolve();
      };
      signal.addEventListener("abort", wake, { once: true });
    });
  }

  async function finish(among: ReadonlySet<Socket> | null, signal: AbortSignal): Promise<void> {
    for (;;) {
      const dueMs = closeIdle(among);
      const isDone = [...connections.keys()].every((socket) => among?.has(socket) === false);
      if (isDone || signal.aborted) return;
      await nextChange(dueMs, signal);
    }
  }

  async function linger(signal: AbortSignal): Promise<void> {
    held = new Promise((resolve) => {
      release = resolve;
    });
    const end = performance.now() + MAX_LINGER_MS;
    for (;;) {
      const now = performance.now();
      const leftMs = Math.min(lastArrivalAt + QUIET_MS, end) - now;
      if (leftMs <= 0 || signal.aborted) return;
      await nextChange(leftMs, signal);
    }
  }

  function watchServer(server: Server): void {
    servers.push(server);
    server.on("connection", (socket) => {
      lastArrivalAt = performance.now();
      connectionOf(socket);
    });
    server.on("upgrade", ({ socket }) => {
      connectionOf(socket).isUpgraded = true;
    });
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
        const connection = connectionOf(request.raw.socket);
        connection.requests++;
        lastArrivalAt = performance.now();
        reply.raw.once("close", () => {
          connection.requests--;
          connection.activeAt = performance.now();
          wake();
        });
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
      const before = new Set<Socket>();
      for (const [socket, { isUpgraded }] of connections) if (!isUpgraded) before.add(socket);
      await finish(before, signal);
      await linger(signal);
    },
    async finishConnections(signal) {
      // HTTP's own close also cuts connections whose first request is on its way.
      for (const server of servers) TcpServer.prototype.close.call(server);
      release();
      await finish(null, signal);
    },
    cut() {
      for (const socket of connections.keys()) socket.destroy();
    },
  };
}
