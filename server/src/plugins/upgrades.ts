import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { clientAddress, type Trust } from "./client-address.ts";
import type { Connections } from "./connections.ts";
import { ApiError } from "./errors.ts";
import { refuseSocket, tooManyConnections } from "./refuse-socket.ts";

/** An upgrade that is neither accepted nor refused after this long is refused. */
const UPGRADE_MS = 5_000;

/** The time after which a client that was refused with 503 may retry. */
const later = { retryAfterSeconds: 5 } as const;

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
    guard(socket, timeoutMs);
    if (connections.isProxied(request.socket)) {
      const leave = connections.enter(clientAddress(request, trust));
      if (leave === null) return refuseSocket(socket, tooManyConnections(false));
      socket.once("close", leave);
    }
    try {
      if (handlers.some((handler) => handler.upgrade(request, socket, head))) return;
      refuseSocket(socket, new ApiError("not.found"));
    } catch (error) {
      report(error);
      refuseSocket(socket, new ApiError("internal.server.error"));
    }
  });
}

/** Its listeners live as long as the socket, so they are made where no request can be kept. */
function guard(socket: Duplex, timeoutMs: number): void {
  // Node has removed its own listener: without this one a reset ends the process.
  socket.on("error", () => socket.destroy());
  const timer = setTimeout(() => {
    // Something was written, so the handshake or a refusal is done.
    if ("bytesWritten" in socket && socket.bytesWritten === 0)
      refuseSocket(socket, new ApiError("service.unavailable", undefined, later));
  }, timeoutMs);
  timer.unref();
  socket.once("close", () => clearTimeout(timer));
}
