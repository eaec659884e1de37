import fp from "fastify-plugin";
import type { IncomingMessage } from "node:http";

const METHODS = "GET, POST, PATCH, DELETE";
/** The bytes of files, at addresses that are signed. */
const FILE_METHODS = "GET, HEAD, PUT";
const REQUEST_HEADERS = "Authorization, Content-Type, Idempotency-Key, Parlor-Attach";
const EXPOSED_HEADERS = "Retry-After, inin-correlation-id, Date";

/** Whether pages on other origins may reach this path. */
const isGuestPath = (url: string): boolean =>
  url.startsWith("/api/v2/webchat/guest/") ||
  url.startsWith("/api/v2/parlor/guest/") ||
  isFilePath(url);

const isFilePath = (url: string): boolean => url.startsWith("/files/");

/**
 * The headers that let the page which sent this request read its answer; none for paths that pages
 * of other origins may not read.
 */
export function crossOriginHeaders({
  headers: { origin },
  url = "",
}: Pick<IncomingMessage, "headers" | "url">): Readonly<Record<string, string>> {
  if (origin === undefined || !isGuestPath(url)) return {};
  return {
    "access-control-allow-origin": origin,
    vary: "Origin",
    "access-control-expose-headers": EXPOSED_HEADERS,
  };
}

/**
 * Lets pages read the guest API. A preflight names no deployment and an error must be readable, so
 * every origin is reflected. The origins that a deployment allows are checked where the deployment
 * is known (`origin.ts`).
 */
export const cors = fp(
  async (app) => {
    app.addHook("onRequest", async (request, reply) => {
      const headers = crossOriginHeaders(request.raw);
      reply.headers(headers);
      if (Object.keys(headers).length === 0 || request.method !== "OPTIONS") return;
      const methods = isFilePath(request.url) ? FILE_METHODS : METHODS;
      reply.header("access-control-allow-methods", methods);
      reply.header("access-control-allow-headers", REQUEST_HEADERS);
      reply.header("access-control-max-age", "7200");
      await reply.code(204).send();
    });
  },
  { name: "cors" },
);
