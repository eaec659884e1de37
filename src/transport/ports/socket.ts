/**
 * Returns the WebSocket class to connect with; called at each connection.
 * In Node: `() => ws.WebSocket`.
 * @public
 */
export type SocketFactory = () => unknown;

export const browserSocket: SocketFactory = () => globalThis.WebSocket;
