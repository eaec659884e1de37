import type { IncomingMessage } from "node:http";

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
