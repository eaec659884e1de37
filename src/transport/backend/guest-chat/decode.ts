import type { EndReason, QueuePlace } from "../../conversation/state.ts";

/*
 * Decodes server data by checking: unknown → types (contract §2, §3, §6). An unrecognized frame
 * becomes `unknown`, and is no error.
 */

export interface WireMessage {
  readonly id: string;
  readonly senderId: string;
  readonly body: string;
  readonly bodyType: string;
  readonly at: number;
}

export interface WireMember {
  readonly id: string;
  readonly name: string;
  /** Upper case: CUSTOMER, AGENT, ACD, WORKFLOW, or an unknown role. */
  readonly role: string;
  readonly state: string;
  readonly avatarUrl: string | null;
  readonly queueName: string | null;
}

export interface WireCreated {
  readonly conversationId: string;
  readonly jwt: string;
  readonly eventStreamUri: string;
  readonly memberId: string;
  readonly extensions: readonly string[];
}

/** The answer of the extension `poll`: a page of messages, with members and typing notices. */
export interface WirePoll {
  readonly messages: readonly WireMessage[];
  readonly members: readonly WireMember[];
  /** Ids of the members who are writing. */
  readonly typing: readonly string[];
}

export type Frame =
  | { readonly kind: "heartbeat" }
  | { readonly kind: "message"; readonly message: WireMessage }
  | { readonly kind: "typing"; readonly senderId: string }
  | {
      readonly kind: "member";
      readonly id: string;
      readonly state: string;
      readonly endReason: EndReason | null;
      readonly isTransfer: boolean;
    }
  | { readonly kind: "queue"; readonly place: QueuePlace }
  | { readonly kind: "unknown" };

type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null;
export const object = (value: unknown): Json => (isObject(value) ? value : {});
export const text = (value: unknown): string => (typeof value === "string" ? value : "");
const time = (value: unknown): number => {
  const at = Date.parse(text(value));
  return Number.isNaN(at) ? 0 : at;
};
export const list = <Item>(value: unknown, decode: (item: unknown) => Item | null): Item[] =>
  Array.isArray(value)
    ? value.flatMap((item: unknown) => {
        const decoded = decode(item);
        return decoded === null ? [] : [decoded];
      })
    : [];

export function decodeMessage(value: unknown): WireMessage | null {
  const json = object(value);
  const id = text(json["id"]);
  const senderId = text(object(json["sender"])["id"]);
  if (id === "" || typeof json["body"] !== "string") return null;
  return {
    id,
    senderId,
    body: json["body"],
    bodyType: text(json["bodyType"]).toLowerCase(),
    at: time(json["timestamp"]),
  };
}

export function decodeMessagePage(
  value: unknown,
): { messages: readonly WireMessage[]; next: string | null } | null {
  if (!isObject(value)) return null;
  return { messages: list(value["entities"], decodeMessage), next: text(value["next"]) || null };
}

export function decodePoll(value: unknown): Omit<WirePoll, "messages"> {
  const { members, typing } = object(value);
  return {
    members: list(members, decodeMember),
    typing: list(typing, (id) => text(id) || null),
  };
}

/**
 * Decodes a name that is safe in any sentence: marks that turn the writing direction are removed,
 * because they would turn the rest of the sentence too. Letters of either direction stay; code that
 * puts a name into a sentence isolates it.
 */
const name = (value: unknown): string => text(value).replace(/[\u202a-\u202e\u2066-\u2069]/g, "");

export function decodeMember(value: unknown): WireMember | null {
  const json = object(value);
  const id = text(json["id"]);
  if (id === "") return null;
  const avatar = text(json["avatarImageUrl"]);
  return {
    id,
    name: name(json["displayName"]),
    role: text(json["role"]).toUpperCase(),
    state: text(json["state"]).toUpperCase(),
    avatarUrl: avatar.startsWith("https://") ? avatar : null,
    queueName: name(object(json["customFields"])["queueName"]) || null,
  };
}

export function decodeMemberPage(
  value: unknown,
): { members: readonly WireMember[]; pageCount: number } | null {
  if (!isObject(value)) return null;
  const pages = value["pageCount"];
  return {
    members: list(value["entities"], decodeMember),
    pageCount: typeof pages === "number" ? pages : 1,
  };
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

/**
 * Decodes the data needed to resume a conversation; null when it is unusable. It takes a token that
 * fits a header, ids that fit an address, and a stream that can be opened, or polling instead (then
 * `eventStreamUri` may be empty).
 */
export function decodeSession(json: Json): WireCreated | null {
  const [conversationId = "", memberId = "", jwt = ""] = ["conversationId", "memberId", "jwt"].map(
    (name) => /^[\w-][\w.:~+=-]*$/.exec(text(json[name]))?.[0],
  );
  const eventStreamUri = streamAddress(json["eventStreamUri"]);
  const extensions = list(json["extensions"], (name) => text(name) || null);
  const isHeard = eventStreamUri !== "" || extensions.includes("poll");
  return isHeard && conversationId && memberId && jwt
    ? { conversationId, memberId, jwt, eventStreamUri, extensions }
    : null;
}

export function decodeCreated(value: unknown): WireCreated | null {
  const json = object(value);
  return decodeSession({
    jwt: json["jwt"],
    conversationId: json["id"],
    memberId: object(json["member"])["id"],
    eventStreamUri: json["eventStreamUri"],
    extensions: json["extensions"],
  });
}

/** A displayable number of people, whatever the server sends: whole, from `least` to a million. */
const count = (value: number, least: number): number =>
  Math.min(1e6, Math.max(least, Math.floor(value)));

export function decodeQueuePlace(value: unknown): QueuePlace | null {
  const json = object(value);
  const { position, ahead, estimatedWaitSeconds: wait } = json;
  if (!Number.isFinite(position) || !Number.isFinite(ahead)) return null;
  return {
    name: name(json["name"]),
    position: count(position as number, 1),
    ahead: count(ahead as number, 0),
    // A wait of more than a day is no estimate.
    estimatedWaitSeconds: typeof wait === "number" && wait >= 0 && wait <= 86_400 ? wait : null,
  };
}

const endReasons: readonly string[] = [
  "guest",
  "agent",
  "idle",
  "lost",
  "system",
] satisfies EndReason[];

/** One frame of the event stream. */
export function decodeFrame(data: string): Frame {
  let json: Json;
  try {
    json = object(JSON.parse(data));
  } catch {
    return { kind: "unknown" };
  }
  if (json["topicName"] === "channel.metadata") return { kind: "heartbeat" };
  const body = object(json["eventBody"]);
  switch (text(object(json["metadata"])["type"])) {
    case "message": {
      const message = decodeMessage(body);
      return message === null ? { kind: "unknown" } : { kind: "message", message };
    }
    case "typing-indicator":
      return { kind: "typing", senderId: text(object(body["sender"])["id"]) };
    case "member-change": {
      const member = object(body["member"]);
      const reason = text(member["endReason"]);
      return {
        kind: "member",
        id: text(member["id"]),
        state: text(member["state"]).toUpperCase(),
        endReason: endReasons.includes(reason) ? (reason as EndReason) : null,
        isTransfer: member["reason"] === "transfer",
      };
    }
    case "parlor.queue": {
      const place = decodeQueuePlace(body);
      return place === null ? { kind: "unknown" } : { kind: "queue", place };
    }
    default:
      return { kind: "unknown" };
  }
}

/** Decodes an ErrorBody: its code, its context id and its wait. */
export function decodeError(value: unknown): {
  code: string;
  contextId: string | null;
  retryAfterSeconds: number | null;
} {
  const json = object(value);
  const params = Object.values(object(json["messageParams"])).map(text);
  const named = [...params, text(json["message"])].map((words) =>
    /(\d+)\]? seconds|^(\d+)$/.exec(words),
  );
  const found = named.find((match) => match !== null);
  return {
    code: text(json["code"]),
    contextId: text(json["contextId"]) || null,
    retryAfterSeconds: found == null ? null : Number(found[1] ?? found[2]),
  };
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
