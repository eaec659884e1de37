import type { MediaRequest, MediaView, MessageKind, Participant } from "./views.ts";
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
  readonly timestamp: string;
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
  /** A waiting line has changed. */
  | { readonly kind: "waiting" }
  /** A list of missed conversations has changed. */
  | { readonly kind: "missed" }
  /** An agent's status or load has changed. */
  | { readonly kind: "agent"; readonly userId: string }
  /** A heartbeat: the server's time, in ms since 1970; NaN when it does not tell it. */
  | { readonly kind: "time"; readonly at: number }
  | { readonly kind: "other" };

type Fields = Readonly<Record<string, unknown>>;

const other: DeskFrame = { kind: "other" };

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;
const fields = (value: unknown): Fields => (isFields(value) ? value : {});
const text = (value: unknown): string => (typeof value === "string" ? value : "");
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

function messageFrame(conversationId: string, type: string, body: Fields): DeskFrame {
  const senderId = text(fields(body["sender"])["id"]);
  const id = text(body["id"]);
  if (type === "typing-indicator") return { kind: "typing", conversationId, senderId };
  if (type === "parlor.media-request")
    return { kind: "media-request", conversationId, request: { id, state: text(body["state"]) } };
  const timestamp = text(body["timestamp"]);
  if (type !== "message" || id === "" || Number.isNaN(Date.parse(timestamp))) return other;
  return {
    kind: "message",
    conversationId,
    message: {
      id,
      senderId,
      body: text(body["body"]),
      kind: kindOf(text(body["bodyType"])),
      timestamp,
    },
  };
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
  if (topic !== QUEUES_TOPIC) return other;
  if (body["list"] === "missed") return { kind: "missed" };
  const userId = text(body["userId"]);
  return userId === "" ? { kind: "waiting" } : { kind: "agent", userId };
}
