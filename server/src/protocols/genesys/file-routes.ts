import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import { ApiError } from "../../plugins/errors.ts";
import type { FileAddresses } from "../../plugins/file-addresses.ts";
import { etagOf, fileHeaders, isNotModified, rangeOf } from "../../plugins/file-headers.ts";
import type { Attachments } from "../../service/attachments.ts";
import { operation, type ContractPlugin } from "./operation.ts";

export interface FileRoutesDeps {
  readonly attachments: Attachments;
  readonly fileAddresses: FileAddresses;
}

/**
 * The bytes of files: taken and served at signed addresses. No token is read, so that a page can
 * show a picture; whoever holds an address can use it until its time is over.
 */
export const fileRoutes: ContractPlugin<FileRoutesDeps> = async (app, deps) => {
  // The bytes are not read here: they go to the disk as they come.
  app.addContentTypeParser("*", (_, payload, done) => done(null, payload));

  app.put(
    "/files/in/:attachmentId",
    operation("putParlorFile"),
    async ({ params, query, raw, headers }, reply) => {
      const { attachmentId: id } = params;
      // A refusal may leave bytes on the connection.
      reply.header("connection", "close");
      if (!deps.fileAddresses.isValid("PUT", id, "in", query))
        throw new ApiError("attachment.url.invalid");
      const file = await deps.attachments.receive(id, raw, lengthOf(headers));
      reply.removeHeader("connection");
      return { id: file.id, state: "checking" as const };
    },
  );

  app.get(
    "/files/:attachmentId/:name",
    operation("getParlorFile"),
    async (request, reply): Promise<unknown> => {
      const { attachmentId: id } = request.params;
      const { v: variant = "" } = request.query;
      const isVariant = variant === "file" || variant === "thumb";
      if (!isVariant || !deps.fileAddresses.isValid("GET", id, variant, request.query))
        throw new ApiError("attachment.url.invalid");
      return serve(deps, { id, variant }, request, reply);
    },
  );
};

/** @throws ApiError 411 `attachment.length.required` */
function lengthOf(headers: FastifyRequest["headers"]): number {
  const length = headers["content-length"];
  if (length === undefined) throw new ApiError("attachment.length.required");
  return Number(length);
}

async function serve(
  { attachments }: FileRoutesDeps,
  { id, variant }: { readonly id: string; readonly variant: "file" | "thumb" },
  { method, headers }: Pick<FastifyRequest, "method" | "headers">,
  reply: FastifyReply,
): Promise<unknown> {
  const file = await attachments.readable(id);
  const size = file === null ? null : await attachments.sizeOf(id, variant);
  if (file === null || size === null) throw new ApiError("attachment.not.found");
  const served = { ...file, sha256: file.sha256 ?? "" };
  const etag = etagOf(served, variant);
  const range = rangeOf(headers, size, etag);
  if (range === "unsatisfiable") {
    reply.header("content-range", `bytes */${size}`);
    throw new ApiError("attachment.range.invalid");
  }
  reply.headers(fileHeaders(served, variant));
  if (isNotModified(headers["if-none-match"], etag)) return reply.code(304).send();
  const { start, end } = range ?? { start: 0, end: size - 1 };
  if (range !== null) reply.code(206).header("content-range", `bytes ${start}-${end}/${size}`);
  reply.header("content-length", String(end - start + 1));
  if (method === "HEAD") return reply.send(Readable.from([]));
  const bytes = await attachments.read(id, variant, range ?? undefined);
  if (bytes === null) throw new ApiError("attachment.not.found");
  return reply.send(bytes);
}
