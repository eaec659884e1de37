import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply } from "fastify";
import { ApiError } from "./errors.ts";
import { pageHeaders } from "./page-headers.ts";

/** A folder of the builds' output; `server/dist/plugins/` and this folder are equally deep. */
const folder = (path: string): string =>
  fileURLToPath(new URL(`../../../${path}`, import.meta.url));

const embed = folder("dist/embed");
const demo = folder("dist/demo");
const desk = folder("server/dist/desk");

const SHORT = "public, max-age=300";
const FOR_EVER = "public, max-age=31536000, immutable";

/**
 * Serves the loader and its chunks to every site, the desk to the agents, and the demo page if it
 * is enabled and built.
 */
export async function serveFiles(
  app: FastifyInstance,
  options: { readonly isDemo: boolean },
): Promise<void> {
  app.addHook("onRequest", async (request, reply) => {
    reply.headers(pageHeaders(request.url, request.routeOptions.url));
  });
  // One registration decorates the replies; each route says which folder it serves.
  await app.register(fastifyStatic, {
    root: embed,
    serve: false,
    preCompressed: true,
    cacheControl: false,
  });

  const send = (reply: FastifyReply, path: string, root: string, cache: string): FastifyReply =>
    reply.header("cache-control", cache).sendFile(path, root);
  const open = (reply: FastifyReply): FastifyReply =>
    reply
      .header("access-control-allow-origin", "*")
      .header("cross-origin-resource-policy", "cross-origin");

  app.get("/parlor.js", (_, reply) => send(open(reply), "parlor.js", embed, SHORT));
  app.get("/parlor/unread.svg", (_, reply) => send(open(reply), "unread.svg", embed, SHORT));
  app.get("/parlor/:version/*", (request, reply) => {
    const { version, "*": rest } = request.params as { version: string; "*": string };
    if (!/^\w[\w.-]*$/.test(version)) throw new ApiError("not.found");
    // The message catalogue of a language carries no hash in its name.
    const cache = rest.startsWith("locale-") ? SHORT : FOR_EVER;
    return send(open(reply), `${version}/${rest}`, embed, cache);
  });

  app.get("/desk", (_, reply) => send(reply, "index.html", desk, "no-cache"));
  app.get("/desk/*", (request, reply) => {
    const { "*": rest } = request.params as { "*": string };
    return send(reply, rest, desk, rest.startsWith("assets/") ? FOR_EVER : "no-cache");
  });

  if (!options.isDemo || !existsSync(demo)) return;
  app.get("/", (_, reply) => send(reply, "index.html", demo, "no-cache"));
  app.get("/*", (request, reply) => {
    const { "*": rest } = request.params as { "*": string };
    return send(reply, rest, demo, rest.startsWith("assets/") ? FOR_EVER : "no-cache");
  });
}
