import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { clientAddress, type Trust } from "./client-address.ts";
import type { Connections } from "./connections.ts";
import { ApiError } from "./errors.ts";
import { refuseSocket, tooManyConnections } from "./refuse-socket.ts";

/** An upgrade that is neither accepted nor refused after this long is refused. */
const UPGRADE_MS = 5_000;

/** The time after which a client that was refused with 503 may retry. */
const RETRY_SECONDS = 5;

/** A part of the server that accepts websockets on some paths. */
export interface UpgradeHandler {
  /** Handles an upgrade, also by refusing it; false when the path belongs to another part. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
}

export interface UpgradeOptions {
  readonly handlers: readonly UpgradeHandler[];
  readonly connections: Connections;
  readonly trust: Trust;
  readonly report: (error: unknown) => void;
  /** Default: 5 s. */
  readonly timeoutMs?: number;
}

/** The only place where raw sockets of upgrades enter the server. */
export function acceptUpgrades(server: Server, options: UpgradeOptions): void {
  const { handlers, connections, trust, report, timeoutMs = UPGRADE_MS } = options;

  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Node has removed its own listener: without this one a reset ends the process.
    socket.on("error", () => socket.destroy());
    if (connections.isProxied(request.socket)) {
      const leave = connections.enter(clientAddress(request, trust));
      if (leave === null) return refuseSocket(socket, tooManyConnections(false));
      socket.once("close", leave);
    }
    const timer = setTimeout(() => {
      // Something was written, so the handshake or a refusal is done.
      if ((socket as Duplex & { bytesWritten?: number }).bytesWritten === 0)
        refuseUpgrade(socket, 503);
    }, timeoutMs);
    timer.unref();
    socket.once("close", () => clearTimeout(timer));
    try {
      if (handlers.some((handler) => handler.upgrade(request, socket, head))) return;
      refuseUpgrade(socket, 404);
    } catch (error) {
      report(error);
      refuseUpgrade(socket, 500);
    }
  });
}

const refusals: Readonly<Record<number, readonly [code: string, message: string]>> = {
  401: ["bad.credentials", "Invalid login credentials."],
  403: ["not.authorized", "You are not authorized to perform the requested action."],
  404: ["not.found", "The requested resource was not found"],
  429: ["too.many.requests", "Too many requests"],
  503: ["service.unavailable", "The server is not ready to take the connection."],
};

/**
 * Refuses an upgrade in HTTP and closes its socket. An unlisted status becomes 500
 * `internal.server.error`.
 */
export function refuseUpgrade(socket: Duplex, status: number): void {
  const known = refusals[status];
  const [code, message] = known ?? [
    "internal.server.error",
    "The server encountered an unexpected condition.",
  ];
  const again = status === 503 ? { retryAfterSeconds: RETRY_SECONDS } : {};
  refuseSocket(socket, new ApiError(known === undefined ? 500 : status, code, message, again));
}
