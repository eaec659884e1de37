import type { MessageContent } from "../../conversation/message.ts";
import { cleanText } from "../../clean-text.ts";
import { decodeAnswer, type WireAnswer } from "./answers.ts";
import { decodeContent, lines } from "./content.ts";
import {
  firstText,
  isOn,
  list,
  name,
  number,
  object,
  pictureAddress,
  text,
  time,
  type Json,
} from "./read.ts";

/** An event inside of a message. */
export type WireEvent =
  | { readonly kind: "typing"; readonly ms: number }
  | { readonly kind: "started" | "signed-in" }
  | { readonly kind: "left"; readonly isReadOnly: boolean };

/** A message of the service, live or of its history. */
export interface WireMessage {
  readonly key: string;
  /** The guest has sent it, from this browser or another one. */
  readonly isOwn: boolean;
  readonly isHuman: boolean;
  readonly senderName: string;
  readonly senderPicture: string | null;
  readonly text: string;
  readonly content: readonly MessageContent[];
  /** The guest's answer to the content of another message; null without one. */
  readonly answer: WireAnswer | null;
  /** Addresses of its files, by their ids; they work for some minutes. */
  readonly addresses: ReadonlyMap<string, string>;
  /** Milliseconds since 1970; NaN when the service does not say. */
  readonly at: number;
  readonly events: readonly WireEvent[];
  /** Whether there is something to show: events alone are none. */
  readonly isShown: boolean;
  /** The new end of the session that an answer to a check of the connection tells, else null. */
  readonly expiresAt: number | null;
}

const DEFAULT_TYPING_MS = 5_000;
const MAX_TYPING_MS = 30_000;

function eventIn(value: unknown, isOwn: boolean, isReadOnly: boolean): readonly WireEvent[] {
  const { eventType, typing, presence } = object(value);
  const kind = text(object(eventType === "Typing" ? typing : presence)["type"]);
  if (eventType === "Typing") {
    const { duration, durationMs } = object(typing);
    const wanted = number(duration ?? durationMs ?? DEFAULT_TYPING_MS);
    const ms = Number.isNaN(wanted) ? DEFAULT_TYPING_MS : Math.min(wanted, MAX_TYPING_MS);
    if (isOwn) return [];
    return [{ kind: "typing", ms: kind === "Off" ? 0 : Math.max(0, ms) }];
  }
  if (eventType !== "Presence") return [];
  if (kind === "Join" && isOwn) return [{ kind: "started" }];
  if (kind === "SignIn" && isOwn) return [{ kind: "signed-in" }];
  return kind === "Disconnect" && !isOwn ? [{ kind: "left", isReadOnly }] : [];
}

const fullName = (from: Json): string =>
  name(from["nickname"]) || `${name(from["firstName"])} ${name(from["lastName"])}`.trim();

const SHOWN: readonly string[] = ["Text", "Structured"];

/** Decodes a message; null for one without a key. */
export function decodeMessage(body: Json): WireMessage | null {
  const channel = object(body["channel"]);
  const metadata = object(body["metadata"]);
  const from = object(channel["from"]);
  const key = firstText(channel["messageId"], body["id"]);
  if (key === "") return null;
  const isOwn = body["direction"] === "Inbound";
  const isReadOnly = isOn(metadata["readOnly"]);
  const events = list(body["events"]).flatMap((one) => eventIn(one, isOwn, isReadOnly));
  const { words, content, addresses } = decodeContent(list(body["content"]), isOwn);
  const answer = isOwn ? decodeAnswer(list(body["content"]), metadata) : null;
  const own = text(body["text"]);
  // The text of an own answer repeats the chosen words.
  const shown = cleanText(firstText(words === "" ? own : lines(own, words), answer?.words));
  const expiry = number(metadata["expirationDate"]);
  return {
    key,
    isOwn,
    isHuman: body["originatingEntity"] === "Human",
    senderName: fullName(from),
    senderPicture: pictureAddress(from["image"]),
    text: shown,
    content,
    answer,
    addresses,
    at: time(channel["time"]),
    events,
    isShown: SHOWN.includes(text(body["type"])) && (shown !== "" || content.length > 0),
    expiresAt: Number.isNaN(expiry) ? null : expiry * 1000,
  };
}
