import type { FastifyInstance, FastifyRequest } from "fastify";
import { ApiError } from "./errors.ts";

/** Far deeper than any body of the contracts; recursive code overflows the stack on deeper ones. */
const MAX_DEPTH = 64;
const received = new WeakMap<FastifyRequest, number>();

/** How many bytes the request's body has, of whatever type, read or not; 0 without one. */
export function receivedBytes(request: FastifyRequest): number {
  const declared = request.headers["content-length"];
  return declared === undefined ? (received.get(request) ?? 0) : Number(declared);
}

/**
 * Reads JSON bodies and no other types. An empty body counts as absent, because old clients send
 * the content type without a body. Keys that reach an object's prototype are refused.
 */
export function readJsonBodies(app: FastifyInstance): void {
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
