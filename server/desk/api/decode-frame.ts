import type {
  Answered,
  Colleague,
  DeskFile,
  Earlier,
  MediaRequest,
  MediaView,
  MessageKind,
  Missed,
  Participant,
  Waiting,
} from "./views.ts";
import type { ContentAnswer, ContentPart } from "./content.ts";
import { richFieldsOf } from "./decode-content.ts";
import { entries, fields, text, type Fields } from "./read-json.ts";
import {
  HEARTBEAT_TOPIC,
  kindOf,
  MESSAGES_TOPIC,
  OWN_CHATS_TOPIC,
  QUEUES_TOPIC,
} from "./wire-words.ts";

/** A message as its notification has it: without the sender's name and role. */
export interface FrameMessage {
  readonly id: string;
  readonly senderId: string;
  readonly body: string;
  readonly kind: MessageKind;
  readonly language?: string;
  readonly timestamp: string;
  readonly files?: readonly DeskFile[];
  readonly content?: readonly ContentPart[];
  readonly answer?: ContentAnswer;
}

/** A frame of the notification channel. A frame that the desk does not know is `other`. */
export type DeskFrame =
  | { readonly kind: "message"; readonly conversationId: string; readonly message: FrameMessage }
  | { readonly kind: "typing"; readonly conversationId: string; readonly senderId: string }
  | {
      readonly kind: "media-request";
      readonly conversationId: string;
      readonly request: MediaRequest;
    }
  /** A chat of the agent's own has changed. */
  | { readonly kind: "chat"; readonly view: MediaView }
  /** A guest in line has changed; null: it is in this agent's line no more. */
  | { readonly kind: "waiting"; readonly id: string; readonly row: Waiting | null }
  /** A missed conversation has changed; null: it is in the list no more. */
  | {
      readonly kind: "missed";
      readonly id: string;
      readonly row: Missed | null;
      /** The conversation among those that were answered. */
      readonly answered: Answered | null;
    }
  /** One of the agent's own chats has ended, or has got an outcome since. */
  | { readonly kind: "ended"; readonly row: Earlier }
  /** The server could not tell what has changed in a list. */
  | { readonly kind: "gap"; readonly list: ListName }
  /** An agent's status, capacity or presence has changed. */
  | { readonly kind: "agent"; readonly agent: Colleague }
  /** A heartbeat: the server's time, in ms since 1970; NaN when it does not tell it. */
  | { readonly kind: "time"; readonly at: number }
  | { readonly kind: "other" };

/** The lists whose rows come in frames. */
export type ListName = "waiting" | "missed" | "ended";

const listNames: readonly ListName[] = ["waiting", "missed", "ended"];

const other: DeskFrame = { kind: "other" };

const isFields = (value: unknown): boolean => typeof value === "object" && value !== null;
const isOptional = (value: unknown, type: "string" | "number" | "boolean" | "object"): boolean =>
  value === undefined || typeof value === type;

function isParticipant(value: unknown): value is Participant {
  const { id, purpose, state, name, user, connectedTime, endTime, alertingTimeoutMs, ...more } =
    fields(value);
  return (
    [id, purpose, state].every((one) => typeof one === "string") &&
    [name, connectedTime, endTime, more["startAlertingTime"], more["disconnectType"]].every((one) =>
      isOptional(one, "string"),
    ) &&
    isOptional(alertingTimeoutMs, "number") &&
    isOptional(more["wrapupSkipped"], "boolean") &&
    [user, more["wrapup"], more["conversationRoutingData"]].every((one) =>
      isOptional(one, "object"),
    )
  );
}

function isMediaView(value: unknown): value is MediaView {
  const { id, participants } = fields(value);
  return typeof id === "string" && Array.isArray(participants) && participants.every(isParticipant);
}

function isFile(value: unknown): value is DeskFile {
  const { id, name, type, size, hasThumbnail, width, height, ...more } = fields(value);
  return (
    [id, name, type].every((one) => typeof one === "string") &&
    typeof size === "number" &&
    typeof hasThumbnail === "boolean" &&
    [width, height].every((one) => isOptional(one, "number")) &&
    [more["url"], more["thumbnailUrl"], more["urlExpiresAt"]].every((one) =>
      isOptional(one, "string"),
    )
  );
}

function messageFrame(conversationId: string, type: string, body: Fields): DeskFrame {
  const senderId = text(fields(body["sender"])["id"]);
  const id = text(body["id"]);
  if (type === "typing-indicator") return { kind: "typing", conversationId, senderId };
  if (type === "parlor.media-request")
    return { kind: "media-request", conversationId, request: { id, state: text(body["state"]) } };
  const timestamp = text(body["timestamp"]);
  const language = text(body["language"]);
  if (type !== "message" || id === "" || Number.isNaN(Date.parse(timestamp))) return other;
  const files = entries(body["attachments"], (one) => (isFile(one) ? one : null));
  const rich = richFieldsOf(body);
  return {
    kind: "message",
    conversationId,
    message: {
      ...rich,
      id,
      senderId,
      // The names of the files, for clients that know no files.
      body: files.length > 0 && body["bodyIsFallback"] === true ? "" : rich.body,
      kind: kindOf(text(body["bodyType"])),
      ...(language !== "" && { language }),
      timestamp,
      ...(files.length > 0 && { files }),
    },
  };
}

const isText = (value: unknown): boolean => typeof value === "string";
const isTextOrNull = (value: unknown): boolean => value === null || isText(value);

/** Guest, queue and subject, which all lists have. */
function isEntry({ id, guest, queue, subject }: Fields): boolean {
  return [id, fields(guest)["name"], fields(queue)["name"]].every(isText) && isTextOrNull(subject);
}

function isWaiting(value: unknown): value is Waiting {
  const { waitingSince, guestAwaySince, lastText, lostAgent, place, transfer, ...entry } =
    fields(value);
  const { from, note } = fields(transfer);
  return (
    isEntry(entry) &&
    [waitingSince, place].every(isText) &&
    [guestAwaySince, lastText, lostAgent].every(isTextOrNull) &&
    (transfer === null || (isText(from) && isTextOrNull(note)))
  );
}

function isMissed(value: unknown): value is Missed {
  const { missedSince, startedAt, endedAt, lastText, contact, takenBy, promise, ...entry } =
    fields(value);
  return (
    isEntry(entry) &&
    [missedSince, startedAt].every(isText) &&
    [endedAt, lastText, entry["language"], entry["page"]].every(isTextOrNull) &&
    [contact, entry["answers"], entry["fieldLabels"]].every(isFields) &&
    (takenBy === null || isText(fields(takenBy)["name"])) &&
    (promise === null || isText(fields(promise)["text"]))
  );
}

function isAnswered(value: unknown): value is Answered {
  const entry = fields(value);
  return isEntry(entry) && isText(entry["answeredAt"]);
}

function isEarlier(value: unknown): value is Earlier {
  const { wrapup, ...entry } = fields(value);
  return isEntry(entry) && isText(entry["endedAt"]) && (wrapup === null || isFields(wrapup));
}

function isColleague(value: unknown): value is Colleague {
  const { id, name, status, capacity } = fields(value);
  return [id, name, status].every(isText) && typeof capacity === "number";
}

/**
 * A change of the lists. One in a queue of others carries no row, and changes nothing here; a row
 * that cannot be read asks for the list.
 */
function queuesFrame(body: Fields): DeskFrame {
  const { conversationId, waiting, missed, answered = null, agent } = body;
  if (isColleague(agent)) return { kind: "agent", agent };
  const list = listNames.find((name) => name === body["list"]) ?? "waiting";
  if (body["gap"] === true) return { kind: "gap", list };
  if (list === "ended")
    return isEarlier(body["ended"]) ? { kind: "ended", row: body["ended"] } : { kind: "gap", list };
  const id = text(conversationId);
  if (id === "") return other;
  if (list === "waiting")
    return waiting === null || isWaiting(waiting)
      ? { kind: "waiting", id, row: waiting }
      : { kind: "gap", list };
  const isReadable =
    (missed === null || isMissed(missed)) && (answered === null || isAnswered(answered));
  return isReadable ? { kind: "missed", id, row: missed, answered } : { kind: "gap", list };
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    // Something between this page and the server has cut the frame: it tells nothing.
    return null;
  }
}

/** Reads a frame. Never throws. */
export function decodeFrame(data: string): DeskFrame {
  const frame = fields(parsed(data));
  const topic = text(frame["topicName"]);
  const body = fields(frame["eventBody"]);
  if (topic === HEARTBEAT_TOPIC) return { kind: "time", at: Date.parse(text(body["time"])) };
  const conversationId = MESSAGES_TOPIC.exec(topic)?.[1];
  if (conversationId !== undefined)
    return messageFrame(conversationId, text(fields(frame["metadata"])["type"]), body);
  if (OWN_CHATS_TOPIC.test(topic)) return isMediaView(body) ? { kind: "chat", view: body } : other;
  return topic === QUEUES_TOPIC ? queuesFrame(body) : other;
}
