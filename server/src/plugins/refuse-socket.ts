import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { errorBody } from "parlor-contract/error-body";
import { ApiError } from "./errors.ts";

/**
 * A refused peer gets this long to read the answer; then the connection is cut, whatever the peer
 * sends or leaves unread.
 */
const PARTING_MS = 1_000;
const parting = new WeakSet<Duplex>();

/**
 * Answers in HTTP on a socket that no HTTP server handles any more, ends it, and destroys it soon
 * after. Unread bytes are discarded: left in the buffer they would keep the socket from seeing its
 * end.
 */
export function refuseSocket(socket: Duplex, error: ApiError, partingMs = PARTING_MS): void {
  if (parting.has(socket)) return;
  parting.add(socket);
  socket.on("error", () => socket.destroy());
  if (!socket.writable) return void socket.destroy();
  const id = crypto.randomUUID();
  const body = JSON.stringify(errorBody(error, id));
  const head = [
    `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status] ?? "Refused"}`,
    "Connection: close",
    "Content-Type: application/json; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(body)}`,
    // The request may be unreadable, so the page that sent it is not known; the answer holds no
    // secret.
    "Access-Control-Allow-Origin: *",
    "Access-Control-Expose-Headers: Retry-After, inin-correlation-id, Date",
    `Date: ${new Date().toUTCString()}`,
    "X-Content-Type-Options: nosniff",
    "Referrer-Policy: no-referrer",
    "Cache-Control: no-store",
    `inin-correlation-id: ${id}`,
    ...(error.retryAfterSeconds === null ? [] : [`Retry-After: ${error.retryAfterSeconds}`]),
  ];
  const timer = setTimeout(() => socket.destroy(), partingMs);
  timer.unref();
  socket.once("close", () => clearTimeout(timer));
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
  socket.resume();
}

/** The refusal for a visitor or a server that has too many connections. */
export function tooManyConnections(isAll: boolean): ApiError {
  return isAll
    ? new ApiError("service.unavailable", "The server has too many connections.", {
        retryAfterSeconds: 5,
      })
    : new ApiError(
        "too.many.requests.retry.after",
        "Too many connections are open from this address. Retry the request in [5] seconds",
        { params: { retryAfter: "5" }, retryAfterSeconds: 5 },
      );
}
