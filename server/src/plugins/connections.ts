import fp from "fastify-plugin";
import type { Server } from "node:http";
import type { Socket } from "node:net";
import { addressKey, type Trust } from "./client-address.ts";
import { refuseSocket, tooManyConnections } from "./refuse-socket.ts";

/** This many connections past the limit get an answer; further ones are closed without. */
const MAX_TOLD = 50;

/** Counts open connections: in all, and of each visitor's address. */
export interface Connections {
  /**
   * Makes an HTTP server accept connections only within the limits. Several servers are counted
   * together.
   */
  guard(server: Server): void;
  /**
   * Counts a request or a websocket of a visitor whose connections come from a proxy, for as long
   * as it is under way.
   * @returns a function that ends the count; null when the address has too many
   */
  enter(address: string): (() => void) | null;
  /**
   * Whether the peer is a trusted proxy, which has many visitors behind it and no limit of its own.
   */
  isProxied(socket: { readonly remoteAddress?: string | undefined }): boolean;
}

export function createConnections(options: {
  readonly maxConnections: number;
  readonly maxConnectionsPerAddress: number;
  readonly trust: Trust;
}): Connections {
  const { maxConnections, maxConnectionsPerAddress, trust } = options;
  const ofAddress = new Map<string, number>();
  let all = 0;
  let told = 0;

  const enter = (address: string): (() => void) | null => {
    const key = addressKey(address);
    const count = ofAddress.get(key) ?? 0;
    if (count >= maxConnectionsPerAddress) return null;
    ofAddress.set(key, count + 1);
    let isIn = true;
    return () => {
      if (!isIn) return;
      isIn = false;
      const left = (ofAddress.get(key) ?? 1) - 1;
      if (left > 0) ofAddress.set(key, left);
      else ofAddress.delete(key);
    };
  };
  const isProxied = (socket: { readonly remoteAddress?: string | undefined }): boolean =>
    trust(socket.remoteAddress ?? "", 0);

  const turnAway = (socket: Socket, isAll: boolean): void => {
    if (told >= MAX_TOLD) return void socket.destroy();
    told++;
    socket.once("close", () => told--);
    refuseSocket(socket, tooManyConnections(isAll));
  };

  /** @returns whether the connection may stay */
  const admit = (socket: Socket): boolean => {
    // The address is no longer known once the peer has gone.
    if (socket.destroyed || socket.remoteAddress === undefined) {
      socket.destroy();
      return false;
    }
    if (all >= maxConnections) {
      turnAway(socket, true);
      return false;
    }
    const leave = isProxied(socket) ? () => undefined : enter(socket.remoteAddress);
    if (leave === null) {
      turnAway(socket, false);
      return false;
    }
    all++;
    socket.once("close", () => {
      all--;
      leave();
    });
    return true;
  };

  return {
    enter,
    isProxied,
    guard(server) {
      // A refused connection must not reach the HTTP parser, so the server's own listener runs
      // second.
      const own = server.listeners("connection");
      server.removeAllListeners("connection");
      server.on("connection", (socket: Socket) => {
        if (admit(socket)) for (const listener of own) listener.call(server, socket);
      });
      server.maxConnections = maxConnections + MAX_TOLD;
    },
  };
}

/**
 * Counts the requests under way of visitors behind a proxy, whose connections all come from the
 * same peer.
 */
export const requestsUnderWay = fp<{ readonly connections: Connections }>(
  async (app, { connections }) => {
    app.addHook("onRequest", async (request, reply) => {
      if (!connections.isProxied(request.raw.socket)) return;
      const leave = connections.enter(request.ip);
      if (leave === null) throw tooManyConnections(false);
      reply.raw.once("close", leave);
    });
  },
  { name: "requests-under-way" },
);
