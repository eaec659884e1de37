import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { errorBody } from "parlor-contract/error-body";
import { commonHeaders } from "./common-headers.ts";
import type { Connections } from "./connections.ts";
import { crossOriginHeaders } from "./cors.ts";
import { ApiError } from "./errors.ts";
import type { Timeouts } from "./limits.ts";
import { refuseSocket } from "./refuse-socket.ts";

const HEADERS_MS = 20_000;
/** The bytes of a file have limits of their own; this is past them. */
const LONGEST_UPLOAD_MS = 11 * 60_000;
/** Node looks for requests that take too long this often. */
const CHECK_MS = 1_000;

/**
 * Node's HTTP server with its time-outs set, its connections counted, and an ErrorBody for each
 * request that never reaches Fastify. Fastify creates one server for each address that it listens
 * on.
 */
export function createBareServer(
  handler: (request: IncomingMessage, response: ServerResponse) => void,
  options: { readonly timeouts: Timeouts; readonly connections: Connections },
): Server {
  const { requestSeconds, connectionSeconds, keepAliveSeconds } = options.timeouts;
  const server = createServer(
    {
      requestTimeout: Math.max(requestSeconds * 1000, LONGEST_UPLOAD_MS),
      headersTimeout: Math.min(HEADERS_MS, requestSeconds * 1000),
      keepAliveTimeout: keepAliveSeconds * 1000,
      connectionsCheckingInterval: CHECK_MS,
      // Node would refuse with an empty body.
      requireHostHeader: false,
    },
    (request, response) => {
      if (request.headers.host === undefined && request.httpVersion === "1.1")
        refuseRequest(request, response, badRequest());
      else handler(request, response);
    },
  );
  server.setTimeout(connectionSeconds * 1000);
  options.connections.guard(server);
  server.on("request", ({ socket }: IncomingMessage, response: ServerResponse) => {
    answers.set(socket, response);
  });
  server.on("request", limitBody(requestSeconds * 1000));
  server.on("clientError", refuseClientError);
  server.on("connect", (_: IncomingMessage, socket: Socket) => {
    socket.on("error", () => socket.destroy());
    refuseSocket(socket, new ApiError("method.not.allowed", "The server is no proxy."));
  });
  server.on("checkExpectation", (request: IncomingMessage, response: ServerResponse) => {
    const error = new ApiError("expectation.failed");
    refuseRequest(request, response, error);
  });
  return server;
}

/** Gives a body its time to arrive, but for the bytes of a file. */
function limitBody(ms: number): (request: IncomingMessage, response: ServerResponse) => void {
  return (request) => {
    const hasBody =
      request.headers["transfer-encoding"] !== undefined ||
      Number(request.headers["content-length"] ?? 0) > 0;
    if (!hasBody || request.url?.startsWith("/files/in/") === true) return;
    const timer = setTimeout(() => {
      const error = Object.assign(new Error("The body is late"), {
        code: "ERR_HTTP_REQUEST_TIMEOUT",
      });
      if (!request.complete) refuseClientError(error, request.socket);
    }, ms);
    timer.unref();
    request.once("close", () => clearTimeout(timer));
    request.once("end", () => clearTimeout(timer));
  };
}

/** The latest answer on each connection. */
const answers = new WeakMap<Socket, ServerResponse>();

function refuseClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  const answer = answers.get(socket);
  const isAnswering = answer?.headersSent === true && !answer.writableFinished;
  // An answer that has begun cannot be taken back, and one to a peer that is gone has no reader.
  if (error.code === "ECONNRESET" || isAnswering) return void socket.destroy();
  refuseSocket(socket, refusalOf(error));
}

const badRequest = (): ApiError => new ApiError("bad.request");

function refusalOf(error: NodeJS.ErrnoException & { readonly rawPacket?: Buffer }): ApiError {
  switch (error.code) {
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return new ApiError("client.timeout");
    case "HPE_HEADER_OVERFLOW":
      return new ApiError("request.header.fields.too.large");
    case "HPE_CHUNK_EXTENSIONS_OVERFLOW":
      return new ApiError("request.entity.too.large");
    case "HPE_INVALID_METHOD":
      // The parser says the same of bytes that are no HTTP at all.
      return /^[A-Z-]+ \S+ HTTP\/1/.test(error.rawPacket?.toString("latin1") ?? "")
        ? new ApiError("method.not.allowed")
        : badRequest();
    default:
      return badRequest();
  }
}

/**
 * Answers a request that never reaches Fastify. Its body is not read, so the connection cannot be
 * used again.
 */
function refuseRequest(request: IncomingMessage, response: ServerResponse, error: ApiError): void {
  const id = crypto.randomUUID();
  response.writeHead(error.status, {
    ...commonHeaders(request, id),
    ...crossOriginHeaders(request),
    "content-type": "application/json; charset=utf-8",
    connection: "close",
  });
  response.end(JSON.stringify(errorBody(error, id)));
}
