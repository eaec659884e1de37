import type { FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import { ApiError } from "./errors.ts";
import { isObject } from "./signed-data.ts";

/** Far deeper than any body of the contracts; recursive code overflows the stack on deeper ones. */
const MAX_DEPTH = 64;
const received = new WeakMap<FastifyRequest, number>();

/** How many bytes the request's body has, of whatever type, read or not; 0 without one. */
export function receivedBytes(request: FastifyRequest): number {
  const declared = request.headers["content-length"];
  return declared === undefined ? (received.get(request) ?? 0) : Number(declared);
}

/**
 * Reads JSON bodies in the scope that registers it, and no other types. Another scope may read its
 * bodies in another way, as raw bytes for example. An empty body counts as absent, because old
 * clients send the content type without a body. Keys that reach an object's prototype are refused.
 */
export const jsonBodies = fp(
  async (app) => {
    const parse = app.getDefaultJsonParser("error", "error");
    // The framework reads text/plain too.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
      const text = body.toString();
      received.set(request, Buffer.byteLength(text));
      if (text.trim() === "") return done(null, undefined);
      if (isDeeperThan(text, MAX_DEPTH))
        return done(
          new ApiError("bad.request", `The body is nested deeper than ${MAX_DEPTH} levels.`),
        );
      void parse(request, text, (error: Error | null, value?: unknown) => {
        if (error === null) done(null, value);
        else done(new ApiError("bad.request", "The body is not valid JSON."));
      });
    });
    app.addHook("onRequest", async (request) => refuseOtherTypes(request));
  },
  { name: "json-bodies" },
);

/**
 * Refuses a body that the route's scope cannot read, before it is known who calls: the type of a
 * body reveals nothing. Only requests with a content type or a body are looked at.
 * @throws ApiError 415 `unsupported.media.type`
 */
function refuseOtherTypes(request: FastifyRequest): void {
  const { headers, method, server } = request;
  if (method === "GET" || method === "HEAD") return;
  const type = headers["content-type"];
  const isEmpty =
    headers["transfer-encoding"] === undefined && Number(headers["content-length"] ?? 0) === 0;
  if (type === undefined && isEmpty) return;
  const mediaType = type?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (!server.hasContentTypeParser(mediaType) && !server.hasContentTypeParser("*"))
    throw new ApiError("unsupported.media.type");
}

/** A body's absence counts as an empty object, where an operation takes an object. */
export async function fillAbsentBody(request: FastifyRequest): Promise<void> {
  const schema = request.routeOptions.schema?.body;
  const takesObject = isObject(schema) && schema["type"] === "object";
  if (takesObject && (request.body === undefined || request.body === null)) request.body = {};
}

/**
 * Whether brackets outside of strings are nested deeper than `most`. The text need not be valid
 * JSON.
 */
export function isDeeperThan(text: string, most: number): boolean {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (isInString) {
      if (char === "\\") at++;
      else if (char === '"') isInString = false;
    } else if (char === '"') isInString = true;
    else if (char === "{" || char === "[") {
      if (++depth > most) return true;
    } else if (char === "}" || char === "]") depth--;
  }
  return false;
}
