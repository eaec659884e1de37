import type { IncomingMessage } from "node:http";
import fp from "fastify-plugin";
import type { Clock } from "../service/clock.ts";

/** The headers of every answer, from Fastify or not. `id` is the answer's correlation id. */
export function commonHeaders(
  { url = "" }: Pick<IncomingMessage, "url">,
  id: string,
): Readonly<Record<string, string>> {
  const isApi = url.startsWith("/api/") || url.startsWith("/oauth/");
  return {
    "inin-correlation-id": id,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    ...(isApi && { "cache-control": "no-store" }),
  };
}

/** Sets the common headers of every answer, before anything can refuse the request. */
export const commonReplyHeaders = fp<{ readonly clock: Clock }>(
  async (app, { clock }) => {
    app.addHook("onRequest", async (request, reply) => {
      reply.headers(commonHeaders(request.raw, request.id));
      // Clients compare it with times in bodies, so it is of the same clock.
      reply.header("date", new Date(clock.now()).toUTCString());
    });
  },
  { name: "common-headers" },
);
