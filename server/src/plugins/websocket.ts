import type { IncomingMessage } from "node:http";
import { WebSocketServer, type ServerOptions, type WebSocket } from "ws";
import type { Clock } from "../service/clock.ts";
import { ApiError } from "./errors.ts";
import { refuseSocket } from "./refuse-socket.ts";
import type { UpgradeHandler } from "./upgrades.ts";

/**
 * A socket whose peer does not read may buffer this much before it is dropped. The client then
 * reconnects and loads what it has missed.
 */
const MAX_BUFFERED_BYTES = 1_000_000;
/**
 * A peer that is silent for longer than this and than two heartbeats is gone, though its connection
 * was never closed: a closed laptop, a network that changed.
 */
const MIN_SILENCE_MS = 20_000;
/** A peer that does not answer a close frame by then is cut. */
const CLOSE_TIMEOUT_MS = 2_000;

/** RFC 6455's "policy violation"; the reason names the policy. */
export const CLOSE_POLICY = 1008;
/** The service restarts. A client reconnects to the same address. */
const CLOSE_RESTART = 1012;

export interface CloseFrame {
  readonly code: number;
  readonly reason: string;
}

/** An open websocket, as a protocol sees it. */
export interface ServerSocket {
  /** Sends a text. A peer that does not read is dropped, and a closed socket sends nothing. */
  send(text: string): void;
  /**
   * Sends a text now and then again and again, until the socket closes. A peer that answers none
   * of the pings that go with them is dropped.
   * @param textAt - the text at a moment
   */
  beat(textAt: (now: number) => string, everyMs: number): void;
  /** Binary frames are ignored. */
  onText(listener: (text: string) => void): void;
  onClose(listener: () => void): void;
  readonly isClosed: boolean;
  close(code: number, reason: string): void;
  /** Drops the connection without a close frame. */
  drop(): void;
}

/** The conditions under which a caller may hold a socket. */
export interface SocketTerms {
  /** The sockets of one owner are counted together. */
  readonly owner: string;
  readonly maxSockets: number;
  /** Closes the owner's oldest socket when there are too many. */
  readonly displaced: CloseFrame;
  /** In milliseconds since 1970: the socket ends with the token that opened it. */
  readonly expiresAt: number;
}

/** The part of a websocket that is a protocol's own; everything else is the endpoint's. */
export interface SocketProtocol<Caller> {
  /** The largest frame that a client may send. */
  readonly maxFrameBytes: number;
  /** The token in a path; null when the path is not the protocol's. */
  tokenIn(path: string): string | null;
  /** @throws ApiError to refuse the upgrade in HTTP, with its status */
  authenticate(token: string, request: IncomingMessage): Promise<Caller>;
  termsOf(caller: Caller): SocketTerms;
  /** Called once the socket is open and counted. A rejection is reported. */
  open(socket: ServerSocket, caller: Caller): Promise<void>;
}

export interface SocketEndpoint extends UpgradeHandler {
  /** The number of open sockets. */
  readonly count: number;
  /** Closes every socket of one owner. */
  closeAllOf(owner: string, frame: CloseFrame): void;
  /** Closes every socket, because the server stops. */
  close(): void;
}

/**
 * Accepts one protocol's websockets: it authenticates the upgrade, limits the sockets of each
 * owner, sends heartbeats, drops peers that do not read or answer, and ends a socket with its
 * token.
 */
export function createSocketEndpoint<Caller>(
  protocol: SocketProtocol<Caller>,
  {
    clock,
    report,
    monotonicNow = () => performance.now(),
  }: {
    readonly clock: Clock;
    readonly report: (error: unknown) => void;
    /** In milliseconds; never steps. A clock that is set must not make peers look silent. */
    readonly monotonicNow?: () => number;
  },
): SocketEndpoint {
  const options: ServerOptions & { readonly closeTimeout: number } = {
    noServer: true,
    maxPayload: protocol.maxFrameBytes,
    clientTracking: true,
    closeTimeout: CLOSE_TIMEOUT_MS,
  };
  // The library answers the protocol's pings, and drops a client that does not read the answers.
  const server = new WebSocketServer(options);
  /** The open sockets of each owner, the oldest first. */
  const ofOwner = new Map<string, Set<WebSocket>>();

  function count(socket: WebSocket, { owner, maxSockets, displaced }: SocketTerms): void {
    const own = ofOwner.get(owner) ?? new Set();
    ofOwner.set(owner, own);
    for (const oldest of [...own].slice(0, Math.max(0, own.size - maxSockets + 1)))
      oldest.close(displaced.code, displaced.reason);
    own.add(socket);
    socket.on("close", () => {
      own.delete(socket);
      if (own.size === 0 && ofOwner.get(owner) === own) ofOwner.delete(owner);
    });
  }

  function accept(webSocket: WebSocket, caller: Caller): void {
    const terms = protocol.termsOf(caller);
    webSocket.on("error", () => webSocket.terminate());
    const socket = wrap(webSocket, clock, monotonicNow);
    socket.onClose(closeAt(clock, terms.expiresAt, webSocket));
    count(webSocket, terms);
    protocol.open(socket, caller).catch(report);
  }

  return {
    upgrade(request, socket, head) {
      const token = protocol.tokenIn((request.url ?? "").split("?")[0] ?? "");
      if (token === null) return false;
      protocol.authenticate(token, request).then(
        (caller) => {
          server.handleUpgrade(request, socket, head, (webSocket) => accept(webSocket, caller));
        },
        (error: unknown) => {
          if (error instanceof ApiError) return refuseSocket(socket, error);
          report(error);
          refuseSocket(socket, new ApiError("internal.server.error"));
        },
      );
      return true;
    },
    get count() {
      return server.clients.size;
    },
    closeAllOf(owner, { code, reason }) {
      for (const socket of ofOwner.get(owner) ?? []) socket.close(code, reason);
    },
    close() {
      for (const client of server.clients) client.close(CLOSE_RESTART, "The server restarts");
      server.close();
    },
  };
}

function wrap(webSocket: WebSocket, clock: Clock, monotonicNow: () => number): ServerSocket {
  let stopBeating = (): void => undefined;
  /** When the ping was sent that is not answered yet; null when none is. */
  let askedAt: number | null = null;
  const hear = (): void => {
    askedAt = null;
  };
  webSocket.on("close", () => stopBeating());
  webSocket.on("pong", hear);
  webSocket.on("message", hear);

  function send(text: string): void {
    if (webSocket.bufferedAmount > MAX_BUFFERED_BYTES) webSocket.terminate();
    if (webSocket.readyState === webSocket.OPEN) webSocket.send(text);
  }
  function beat(textAt: (now: number) => string, everyMs: number): void {
    stopBeating();
    if (webSocket.readyState === webSocket.CLOSED) return;
    const silentMs = askedAt === null ? 0 : monotonicNow() - askedAt;
    if (silentMs > Math.max(MIN_SILENCE_MS, 2 * everyMs)) return webSocket.terminate();
    send(textAt(clock.now()));
    if (askedAt === null && webSocket.readyState === webSocket.OPEN) {
      askedAt = monotonicNow();
      webSocket.ping();
    }
    stopBeating = clock.at(clock.now() + everyMs, () => beat(textAt, everyMs));
  }

  return {
    send,
    beat,
    onText(listener) {
      webSocket.on("message", (data: Buffer, isBinary) => {
        if (!isBinary) listener(data.toString());
      });
    },
    onClose: (listener) => void webSocket.on("close", listener),
    get isClosed() {
      return webSocket.readyState === webSocket.CLOSED;
    },
    close: (code, reason) => webSocket.close(code, reason),
    drop: () => webSocket.terminate(),
  };
}

/** Closes the socket when its token expires. Returns the undo. */
function closeAt(clock: Clock, expiresAt: number, socket: WebSocket): () => void {
  let cancel = (): void => undefined;
  const check = (): void => {
    if (clock.now() >= expiresAt) socket.close(CLOSE_POLICY, "token.expired");
    // A timer of weeks ends early, and a clock can be set back.
    else cancel = clock.at(expiresAt, check);
  };
  check();
  return () => cancel();
}
