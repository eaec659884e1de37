import type { MemberId } from "../../conversation/message.ts";
import type { FileLimits } from "../../conversation/upload.ts";
import type { RestoreSession, Session } from "../backend.ts";
import { list, object, text, type Json } from "./read-json.ts";

/** Credentials for the calls of one conversation. */
export interface Credentials {
  readonly conversationId: string;
  readonly memberId: string;
  readonly jwt: string;
}

/** Data needed to resume a conversation. The token and the stream's address are secrets. */
export interface SessionData extends Credentials {
  readonly eventStreamUri: string;
  readonly extensions: readonly string[];
  /** Limits on files; absent where none can be sent. */
  readonly attachments?: FileLimits;
}

/**
 * The address of an event stream as a browser opens it, without a fragment; empty when it is
 * invalid. An https page cannot use plain ws, so the address becomes wss.
 */
function streamAddress(value: unknown): string {
  try {
    const url = new URL(text(value));
    if (globalThis.location?.protocol === "https:" && url.protocol === "ws:") url.protocol = "wss:";
    url.hash = "";
    return /^wss?:[^@]+$/.test(url.href) ? url.href : "";
  } catch {
    return "";
  }
}

const word = (value: unknown): string | null => text(value) || null;

/** Reads the limits on files; null where they cannot be read. */
function limitsIn(value: unknown): FileLimits | null {
  const { maxBytes, maxPerMessage, types, blockedExtensions } = object(value);
  return typeof maxBytes === "number" && typeof maxPerMessage === "number"
    ? {
        maxBytes,
        maxPerMessage,
        types: list(types, word),
        blockedExtensions: list(blockedExtensions, word),
      }
    : null;
}

/**
 * Decodes the data needed to resume a conversation; null when it is unusable. It takes a token that
 * fits a header, ids that fit an address, and a stream that can be opened, or polling instead (then
 * `eventStreamUri` may be empty).
 */
export function decodeSession(json: Json): SessionData | null {
  const [conversationId = "", memberId = "", jwt = ""] = ["conversationId", "memberId", "jwt"].map(
    (name) => /^[\w-][\w.:~+=-]*$/.exec(text(json[name]))?.[0],
  );
  const eventStreamUri = streamAddress(json["eventStreamUri"]);
  const extensions = list(json["extensions"], word);
  const attachments = extensions.includes("attachments") ? limitsIn(json["attachments"]) : null;
  const isHeard = eventStreamUri !== "" || extensions.includes("poll");
  return isHeard && conversationId && memberId && jwt
    ? {
        conversationId,
        memberId,
        jwt,
        eventStreamUri,
        extensions,
        ...(attachments !== null && { attachments }),
      }
    : null;
}

export function decodeCreated(value: unknown): SessionData | null {
  const json = object(value);
  return decodeSession({
    jwt: json["jwt"],
    conversationId: json["id"],
    memberId: object(json["member"])["id"],
    eventStreamUri: json["eventStreamUri"],
    extensions: json["extensions"],
    attachments: json["attachments"],
  });
}

/**
 * The expiry of a JWT, in milliseconds since 1970; null when it has none. No other claim is read.
 */
export function expiryOf(jwt: string): number | null {
  try {
    const payload = (jwt.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/");
    const { exp } = object(JSON.parse(atob(payload)));
    return typeof exp === "number" ? exp * 1000 : null;
  } catch {
    return null;
  }
}

/** Version of the stored data; versions of other backends differ. */
const VERSION = 1;

/** The names are those of version 0.1.0, whose tabs may be open beside this one. */
export function sessionOf(data: SessionData): Session {
  const { extensions } = data;
  return {
    backend: "guest-chat",
    conversationId: data.conversationId,
    ownId: data.memberId as MemberId,
    expiresAt: expiryOf(data.jwt),
    capabilities: {
      queue: extensions.includes("queue"),
      rating: extensions.includes("rating"),
      mediaRequests: true,
      formatting: extensions.includes("formatting"),
    },
    fileLimits: data.attachments ?? null,
    data: { version: VERSION, ...data },
  };
}

/** Reads a stored session; null when it is another backend's, or cannot be used. */
export const restoreSession: RestoreSession = (stored) => {
  const json = object(stored);
  const data = json["version"] === VERSION ? decodeSession(json) : null;
  return data && sessionOf(data);
};
