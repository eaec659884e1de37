import type { IncomingMessage, MemberId, MessageId } from "../../conversation/message.ts";
import type {
  ChangeReason,
  End,
  EndReason,
  IncomingMember,
  Member,
  MemberRole,
  Missed,
  QueuePlace,
} from "../../conversation/state.ts";
import { decodeFile } from "./decode-file.ts";
import { isFinite, isObject, list, name, object, text, wordIn, type Json } from "./read-json.ts";
import type { WireMessage } from "./wire-message.ts";

/*
 * Decodes server data by checking: unknown → types (contract §2, §3, §6). An unrecognized frame
 * becomes `unknown`, and is no error.
 */

/** When the server wrote a frame, in ms since 1970; NaN when it does not say. */
interface Stamped {
  readonly at: number;
}
export type Frame = Stamped & FrameContent;
type FrameContent =
  | { readonly kind: "heartbeat" }
  | { readonly kind: "message"; readonly message: WireMessage }
  | { readonly kind: "typing"; readonly senderId: MemberId }
  | {
      readonly kind: "member";
      readonly id: MemberId;
      readonly state: Member["state"];
      readonly endReason: EndReason | null;
      readonly reason: ChangeReason | null;
    }
  | { readonly kind: "queue"; readonly place: QueuePlace }
  | { readonly kind: "missed"; readonly missed: Missed | null }
  /** The state of a file has changed; `files.ts` reads it. */
  | { readonly kind: "file"; readonly body: Json }
  | { readonly kind: "unknown" };

const time = (value: unknown): number => {
  const at = Date.parse(text(value));
  return Number.isNaN(at) ? 0 : at;
};
const memberId = (value: unknown): MemberId => text(object(value)["id"]) as MemberId;

const kinds: Readonly<Record<string, IncomingMessage["kind"]>> = {
  notice: "notice",
  "member-join": "joined",
  "member-leave": "left",
  "media-request": "media",
};

export function decodeMessage(value: unknown): WireMessage | null {
  const json = object(value);
  const { id, sender, body, bodyType, language, timestamp, attachments, bodyIsFallback } = json;
  if (text(id) === "" || typeof body !== "string") return null;
  const content = list(attachments, decodeFile);
  return {
    id: id as MessageId,
    senderId: memberId(sender),
    kind: wordIn(kinds, text(bodyType).toLowerCase()) ?? "text",
    // The names of the files stand for a text, for clients that show none.
    body: bodyIsFallback === true && content.length > 0 ? "" : body,
    content,
    language: text(language) || undefined,
    at: time(timestamp),
    ...(isObject(json["content"] ?? json["answer"]) && { rich: json }),
  };
}

/** How many of these are not in that list. */
const countDropped = (value: unknown, decoded: readonly unknown[]): number =>
  Array.isArray(value) ? value.length - decoded.length : 0;

export function decodeMessagePage(value: unknown): {
  messages: readonly WireMessage[];
  next: string | null;
  dropped: number;
} | null {
  if (!isObject(value)) return null;
  const messages = list(value["entities"], decodeMessage);
  const dropped = countDropped(value["entities"], messages);
  return { messages, next: text(value["next"]) || null, dropped };
}

const roles: Readonly<Record<string, MemberRole>> = {
  CUSTOMER: "guest",
  ACD: "queue",
  WORKFLOW: "bot",
};

const stateOf = (value: unknown): Member["state"] => {
  const word = text(value).toLowerCase();
  return word === "disconnected" || word === "alerting" ? word : "connected";
};

export function decodeMember(value: unknown): IncomingMember | null {
  const json = object(value);
  const id = memberId(json);
  if (id === "") return null;
  const avatar = text(json["avatarImageUrl"]);
  return {
    id,
    name: name(json["displayName"]),
    role: wordIn(roles, text(json["role"]).toUpperCase()) ?? "agent",
    state: stateOf(json["state"]),
    avatarUrl: avatar.startsWith("https://") ? avatar : null,
    queueName: name(object(json["customFields"])["queueName"]) || null,
  };
}

export function decodeMemberPage(
  value: unknown,
): { members: readonly IncomingMember[]; pageCount: number; dropped: number } | null {
  if (!isObject(value)) return null;
  const { entities, pageCount } = value;
  const members = list(entities, decodeMember);
  return {
    members,
    pageCount: typeof pageCount === "number" ? pageCount : 1,
    dropped: countDropped(entities, members),
  };
}

/** A displayable number of people, whatever the server sends: whole, from `least` to a million. */
const count = (value: number, least: number): number =>
  Math.min(1e6, Math.max(least, Math.floor(value)));

export function decodeQueuePlace(value: unknown): QueuePlace | null {
  const json = object(value);
  const { position, ahead, estimatedWaitSeconds: wait } = json;
  if (!isFinite(position) || !isFinite(ahead)) return null;
  return {
    name: name(json["name"]),
    label: name(json["label"]) || null,
    position: count(position, 1),
    ahead: count(ahead, 0),
    // A wait of more than a day is no estimate.
    estimatedWaitSeconds: typeof wait === "number" && wait >= 0 && wait <= 86_400 ? wait : null,
    isStaffed: json["isStaffed"] !== false,
  };
}

/** Null for a conversation that does not count as missed. */
export function decodeMissed(value: unknown): Missed | null {
  if (!isObject(value)) return null;
  const { takenBy, isAnswered } = value;
  return { takenBy: name(object(takenBy)["name"]) || null, isAnswered: isAnswered === true };
}

const changeReasons: readonly ChangeReason[] = ["transfer", "gone"];

export const decodeReason = (value: unknown): ChangeReason | null =>
  changeReasons.find((reason) => reason === value) ?? null;

const endReasons: readonly EndReason[] = ["guest", "agent", "idle", "lost", "system"];

const endReason = (value: unknown): EndReason | null =>
  endReasons.find((reason) => reason === value) ?? null;

/** The end of a guest who has left; null for others. Its time is NaN when it is not known. */
export function decodeEnd(value: unknown, { state }: Pick<Member, "state">): End | null {
  if (state !== "disconnected") return null;
  const { endReason: reason, leaveDate } = object(value);
  return { reason: endReason(reason) ?? "system", at: Date.parse(text(leaveDate)) };
}

/** One frame of the event stream. */
export function decodeFrame(data: string): Frame {
  let json: Json = {};
  try {
    json = object(JSON.parse(data));
  } catch {
    // It stays empty, and is unknown.
  }
  const { time: beat, timestamp } = object(json["eventBody"]);
  return { ...contentOf(json), at: Date.parse(text(beat) || text(timestamp)) };
}

function contentOf(json: Json): FrameContent {
  if (json["topicName"] === "channel.metadata") return { kind: "heartbeat" };
  const body = object(json["eventBody"]);
  switch (text(object(json["metadata"])["type"])) {
    case "message": {
      const message = decodeMessage(body);
      return message === null ? { kind: "unknown" } : { kind: "message", message };
    }
    case "typing-indicator":
      return { kind: "typing", senderId: memberId(body["sender"]) };
    case "member-change": {
      const member = object(body["member"]);
      return {
        kind: "member",
        id: memberId(member),
        state: stateOf(member["state"]),
        endReason: endReason(member["endReason"]),
        reason: decodeReason(member["reason"]),
      };
    }
    case "parlor.queue": {
      const place = decodeQueuePlace(body);
      return place === null ? { kind: "unknown" } : { kind: "queue", place };
    }
    case "parlor.missed":
      return { kind: "missed", missed: decodeMissed(body["missed"]) };
    case "parlor.attachment":
      return { kind: "file", body };
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
