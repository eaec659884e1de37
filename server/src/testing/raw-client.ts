import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** A TCP connection that sends bytes as they are, for requests that no HTTP client would make. */
export interface RawClient {
  readonly socket: Socket;
  /** All that has come so far. */
  text(): string;
  /** Resolves with all that came, once the server has ended the connection. */
  ended(): Promise<string>;
}

/**
 * Opens a TCP connection and sends these bytes.
 * @param more - the address (default: 127.0.0.1), and whether the client keeps its end open when
 *   the server ends its own
 */
export async function openRaw(
  port: number,
  bytes = "",
  { host = "127.0.0.1", holdsOpen = false }: { host?: string; holdsOpen?: boolean } = {},
): Promise<RawClient> {
  const socket = connect({ port, host, allowHalfOpen: holdsOpen });
  let text = "";
  socket.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const end = new Promise<string>((resolve) => {
    socket.once("end", () => resolve(text));
    socket.once("close", () => resolve(text));
  });
  socket.on("error", () => undefined);
  await once(socket, "connect");
  if (bytes !== "") socket.write(bytes);
  return { socket, text: () => text, ended: () => end };
}

export const upgradeRequest = (path: string, headers: readonly string[] = []): string =>
  [
    `GET ${path} HTTP/1.1`,
    "Host: localhost",
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ...headers,
    "",
    "",
  ].join("\r\n");

/** The ErrorBody in a raw HTTP answer. */
export function errorIn(answer: string): { code: string; status: number; contextId: string } {
  return JSON.parse(answer.slice(answer.indexOf("\r\n\r\n") + 4));
}
