import { checkReply } from "../openapi.ts";
import type { Reply, Request } from "./http-client.ts";
import type { Operation } from "./operations.ts";
import { canaryOf, type Caller, type TalkName } from "./world.ts";

/*
 * Checks that hold for every reply of the server, whatever the request. Each function returns the
 * fault, or null.
 */

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * Checks that a reply's body is the server's ErrorBody, and that it agrees with the status and the
 * headers. Returns the fault, or null.
 */
export function faultOfErrorBody(status: number, body: unknown, contextId: unknown): string | null {
  if (!isObject(body)) return "the refusal is no ErrorBody";
  if (body["status"] !== status) return `the ErrorBody says ${String(body["status"])}`;
  if (typeof body["message"] !== "string" || body["message"] === "") return "it has no message";
  if (typeof body["code"] !== "string" || !/^[a-z][a-z.]+$/.test(body["code"]))
    return `the code is ${JSON.stringify(body["code"])}`;
  if (typeof contextId !== "string" || body["contextId"] !== contextId)
    return "contextId and inin-correlation-id differ";
  if (!Array.isArray(body["details"]) || !body["details"].every(isObject))
    return "it has no list of details";
  return Array.isArray(body["errors"]) ? null : "it has no list of errors";
}

const isToken = ({ method, path }: Request): boolean =>
  method === "POST" && path.startsWith("/oauth/token");
const isGuestPath = ({ path }: Request): boolean =>
  path.startsWith("/api/v2/webchat/guest/") || path.startsWith("/api/v2/parlor/guest/");

function faultOfRefusal(request: Request, reply: Reply): string | null {
  const { status, headers, text } = reply;
  const isMissingBody = request.method === "HEAD" && text === "";
  const mustWait = status === 429 || status === 503;
  if (mustWait && !/^[1-9]\d*$/.test(headers["retry-after"] ?? ""))
    return "it names no Retry-After";
  if (status >= 500 && status !== 503) return "the server failed";
  if (isMissingBody) return null;
  if (!headers["content-type"]?.startsWith("application/json")) return "the refusal is no JSON";
  const body = parse(text);
  // OAuth's own shape (RFC 6749 §5.2); what is refused before it is read has the server's.
  if (isToken(request) && isObject(body) && typeof body["error"] === "string") return null;
  return faultOfErrorBody(status, body, headers["inin-correlation-id"]);
}

function faultOfHeaders(request: Request, { headers }: Reply): string | null {
  const correlation = headers["inin-correlation-id"];
  if (typeof correlation !== "string" || correlation === "") return "no correlation id";
  if (headers["x-content-type-options"] !== "nosniff") return "no nosniff";
  const { origin } = request.headers;
  if (origin === undefined || !isGuestPath(request)) return null;
  return headers["access-control-allow-origin"] === undefined
    ? "a page of another origin cannot read it"
    : null;
}

/** The operation and the conversation that a request addresses. */
export interface Target {
  readonly operation: Operation | null;
  /** The conversation that the path names; null for none, or for one that there is not. */
  readonly talk: TalkName | null;
  /** False when something in the path or the method is not the operation's own. */
  readonly isExact: boolean;
}

function faultOfRights(
  request: Request,
  reply: Reply,
  caller: Caller,
  target: Target,
): string | null {
  const { operation, talk } = target;
  if (reply.status > 299 || request.method === "OPTIONS" || !request.path.startsWith("/api/"))
    return null;
  const needs = operation?.needs ?? "agent";
  if (needs === "nobody") return null;
  if (needs === "client") return ["agent", "client"].includes(caller.kind) ? null : "not a client";
  if (caller.kind !== needs) return `it is for a${needs === "agent" ? "n" : ""} ${needs} alone`;
  if (talk !== null && !caller.sees.includes(talk)) return `${caller.name} takes no part in it`;
  return needs === "guest" && talk === null ? "there is no such conversation" : null;
}

const talkNames: readonly TalkName[] = ["own", "other", "innocent", "waiting", "south"];
/** Saved replies of each organization, by a conversation of its. */
const savedReplies = { own: "A reply of fuzz-north", south: "A reply of fuzz-south" };

function faultOfSecrecy(reply: Reply, caller: Caller): string | null {
  const foreign = talkNames.find(
    (name) => !caller.sees.includes(name) && reply.text.includes(canaryOf(name)),
  );
  if (foreign !== undefined) return `it tells of the conversation "${foreign}"`;
  const isTold = Object.entries(savedReplies).some(([name, text]) => {
    const isTheirs = caller.kind === "agent" && caller.sees.includes(name as TalkName);
    return !isTheirs && reply.text.includes(text);
  });
  return isTold ? "it tells of another organization" : null;
}

/**
 * Refuses acknowledged text that cannot be stored: SQLite cuts a text at NUL, and UTF-8 has no lone
 * surrogates. JSON writes both as escapes.
 */
const faultOfText = ({ status, text }: Reply): string | null =>
  status < 300 && /\\u0000|\\ud[89a-f]/i.test(text) ? "it tells what cannot be kept" : null;

function faultOfShape(request: Request, reply: Reply, target: Target): string | null {
  const { operation, isExact } = target;
  if (operation === null || !isExact || reply.status > 299) return null;
  const [pathname = ""] = request.path.split("?");
  try {
    const body = reply.text === "" ? undefined : parse(reply.text);
    checkReply(`${request.method} ${pathname}`, reply.status, body);
    return null;
  } catch (error) {
    return String(error);
  }
}

/** Returns the fault in a reply; null when there is none. */
export function faultOf(
  request: Request,
  reply: Reply,
  caller: Caller,
  target: Target,
): string | null {
  return (
    faultOfHeaders(request, reply) ??
    (reply.status >= 400 ? faultOfRefusal(request, reply) : null) ??
    faultOfRights(request, reply, caller, target) ??
    faultOfSecrecy(reply, caller) ??
    faultOfText(reply) ??
    faultOfShape(request, reply, target)
  );
}
