import { ParlorError } from "../errors.ts";

/**
 * Returns the WebSocket class to connect with; called at each connection.
 * In Node: `() => ws.WebSocket`.
 * @public
 */
export type SocketFactory = () => unknown;

/**
 * Checks that there is a class to connect with, before anything is requested. A browser without one
 * is not refused: a server may be polled.
 * @param given - the caller's own way to get a class
 * @throws ParlorError `websocket-missing`
 */
export function requireSocket(given: SocketFactory | undefined): void {
  if (given !== undefined || globalThis.WebSocket !== undefined || "document" in globalThis) return;
  throw new ParlorError(
    "websocket-missing",
    "There is no WebSocket here. Node before 22 needs ports: { socket: () => ws.WebSocket }",
  );
}

export const browserSocket: SocketFactory = () => globalThis.WebSocket;
