import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import fp from "fastify-plugin";
import type { FastifyInstance, FastifyReply } from "fastify";
import { pageHeaders } from "./page-headers.ts";

/** A folder of the builds' output; `server/dist/plugins/` and this folder are equally deep. */
const folder = (path: string): string =>
  fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** The loader, and a folder of chunks for each version. */
export const embedFolder = folder("dist/embed");
const demo = folder("dist/demo");
const desk = folder("server/dist/desk");

const SHORT = "public, max-age=300";
const FOR_EVER = "public, max-age=31536000, immutable";

/** The parameters of the routes for folders. */
const inFolder = {
  params: {
    type: "object",
    required: ["*"],
    properties: {
      "*": { type: "string" },
      version: { type: "string", pattern: "^\\w[\\w.-]*$" },
    },
  },
} as const;
/** A route without parameters and without a body: its query is ignored. */
const oneFile = { querystring: { type: "object" } } as const;

/** Files of previous builds. */
export interface KeptFiles {
  readonly root: string;
  has(path: string): boolean;
}

interface InFolder {
  readonly Params: { readonly "*": string };
}

/**
 * Serves the loader and its chunks to every site, the desk to the agents, and the demo page if it
 * is enabled and built.
 */
export const staticFiles = fp<{ readonly isDemo: boolean; readonly keptBuilds: KeptFiles }>(
  async (app, { isDemo, keptBuilds }) => {
    app.addHook("onRequest", async (request, reply) => {
      reply.headers(pageHeaders(request.url, request.routeOptions.url));
    });
    // One registration decorates the replies; each route says which folder it serves.
    await app.register(fastifyStatic, {
      root: embedFolder,
      serve: false,
      preCompressed: true,
      cacheControl: false,
    });
    addEmbedRoutes(app, keptBuilds);
    addPageRoutes(app, "/desk", desk);
    if (isDemo && existsSync(demo)) addPageRoutes(app, "", demo);
  },
  { name: "static-files" },
);

const send = (reply: FastifyReply, path: string, root: string, cache: string): FastifyReply =>
  reply.header("cache-control", cache).sendFile(path, root);

/** The loader and its chunks, for pages of every origin. */
function addEmbedRoutes(app: FastifyInstance, keptBuilds: KeptFiles): void {
  const open = (reply: FastifyReply): FastifyReply =>
    reply
      .header("access-control-allow-origin", "*")
      .header("cross-origin-resource-policy", "cross-origin");

  for (const [url, file] of [
    ["/parlor.js", "parlor.js"],
    ["/parlor/unread.svg", "unread.svg"],
  ] as const)
    app.get(url, { schema: oneFile }, (_, reply) => send(open(reply), file, embedFolder, SHORT));
  app.get<{ Params: { "*": string; version: string } }>(
    "/parlor/:version/*",
    { schema: inFolder },
    ({ params: { version, "*": rest } }, reply) => {
      // The message catalogue of a language carries no hash in its name.
      const cache = rest.startsWith("locale-") ? SHORT : FOR_EVER;
      const path = `${version}/${rest}`;
      const root = keptBuilds.has(path) ? keptBuilds.root : embedFolder;
      return send(open(reply), path, root, cache);
    },
  );
}

/** A folder of pages with its index, which is loaded anew each time; its assets never change. */
function addPageRoutes(app: FastifyInstance, base: string, root: string): void {
  // A page whose address does not end with a slash names its assets by another relative address.
  const index = base === "" ? "index.html" : "without-slash.html";
  app.get(base === "" ? "/" : base, { schema: oneFile }, (_, reply) =>
    send(reply, index, root, "no-cache"),
  );
  app.get<InFolder>(`${base}/*`, { schema: inFolder }, ({ params: { "*": rest } }, reply) =>
    send(reply, rest, root, rest.startsWith("assets/") ? FOR_EVER : "no-cache"),
  );
}
