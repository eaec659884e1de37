/** Gives the WebSocket class to connect with; asked at each connection. In Node: `() => ws.WebSocket`. @public */
export type SocketFactory = () => unknown;

export const browserSocket: SocketFactory = () => (globalThis as { WebSocket?: unknown }).WebSocket;
