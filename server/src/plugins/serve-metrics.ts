import { createHash, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { FastifyInstance } from "fastify";
import type { Registry } from "prom-client";
import { bearerToken } from "./auth.ts";
import type { Trust } from "./client-address.ts";
import { ApiError } from "./errors.ts";
import { isLoopback } from "./loopback.ts";

/** Who may read the metrics, and where. */
export interface MetricsAccess {
  /** A listener of its own, on which alone they are then; null for the server's own port. */
  readonly listener: { readonly host: string; readonly port: number } | null;
  /** The bearer token of those who may read them; null for none. */
  readonly token: string | null;
}

/** A scraper has a connection or two. */
const MAX_CONNECTIONS = 20;
const REQUEST_MS = 10_000;

/** Headers by which a proxy says that it is one. */
const FORWARDING = ["forwarded", "via", "x-real-ip"];

/**
 * Serves `GET /metrics` on the server's own port: for the holder of the token; without a token for
 * this machine only; and for nobody if there is a listener for it.
 */
export function serveMetrics(
  app: FastifyInstance,
  registry: Registry,
  { access: { listener, token }, trust }: { readonly access: MetricsAccess; readonly trust: Trust },
): void {
  if (listener !== null) return;
  // The route reads nothing of a request.
  const schema = { querystring: { type: "object" } } as const;
  app.get("/metrics", { schema }, async (request, reply) => {
    if (token !== null) checkToken(request, token);
    else if (!isOfThisMachine(request.raw, trust)) throw new ApiError("not.found");
    reply.type(registry.contentType);
    return registry.metrics();
  });
}

/** A listener for the metrics alone. */
export interface MetricsListener {
  readonly port: number;
  close(): Promise<void>;
}

/** @throws Node's own error when the port is not available */
export async function listenForMetrics(
  registry: Registry,
  { host, port }: NonNullable<MetricsAccess["listener"]>,
  token: string | null,
): Promise<MetricsListener> {
  const server = createServer({ requestTimeout: REQUEST_MS }, (request, response) => {
    response.setHeader("cache-control", "no-store");
    const isWanted = request.method === "GET" && request.url?.split("?")[0] === "/metrics";
    if (!isWanted) return void response.writeHead(404).end();
    if (token !== null && !hasToken(request, token)) return void response.writeHead(401).end();
    registry.metrics().then(
      (text) => response.writeHead(200, { "content-type": registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  server.maxConnections = MAX_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port }, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** @throws ApiError 401 `authentication.required`, `bad.credentials` */
function checkToken(request: Pick<IncomingMessage, "headers">, token: string): void {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  // Digests have one length, so that the comparison tells nothing about that of the token.
  if (!timingSafeEqual(digest(bearerToken(request)), digest(token)))
    throw new ApiError("bad.credentials");
}

function hasToken(request: IncomingMessage, token: string): boolean {
  try {
    checkToken(request, token);
    return true;
  } catch (error) {
    if (error instanceof ApiError) return false;
    throw error;
  }
}

/**
 * Whether a request comes from this machine itself, through no proxy. A page under a name that
 * resolves to this machine has that name in the Host header.
 */
function isOfThisMachine({ socket, headers }: IncomingMessage, trust: Trust): boolean {
  const peer = socket.remoteAddress ?? "";
  const isForwarded = Object.keys(headers).some(
    (name) => FORWARDING.includes(name) || name.startsWith("x-forwarded-"),
  );
  return isLoopback(peer) && !trust(peer, 0) && !isForwarded && isLoopback(headers.host ?? "");
}
