import type { FileContent, MessageContent } from "../../conversation/message.ts";
import { list, name, object, positive, text, type Json } from "./read.ts";

/*
 * The content of messages. Files become files of the row. Choices, cards, times and lists are shown
 * as text; this module is the one place that has to change when rows can show them.
 */

/** The content of one message. */
export interface Content {
  /** Text that stands for what a row cannot show. */
  readonly words: string;
  readonly content: readonly MessageContent[];
  readonly addresses: ReadonlyMap<string, string>;
}

/** Media types of the families that the service names, for a file without a type of its own. */
const families: Readonly<Record<string, string>> = {
  Image: "image/*",
  Video: "video/*",
  Audio: "audio/*",
};

const lastPart = (url: string): string => /([^/?#]+)(?:[?#].*)?$/.exec(url)?.[1] ?? "";

function fileIn(attachment: Json): FileContent | null {
  const id = text(attachment["id"]);
  if (id === "") return null;
  const family = text(attachment["mediaType"]);
  const mime = text(attachment["mime"]).toLowerCase();
  return {
    kind: "file",
    id,
    name: name(attachment["filename"]) || lastPart(text(attachment["url"])) || id,
    mediaType:
      mime ||
      (Object.hasOwn(families, family) ? families[family] : "") ||
      "application/octet-stream",
    size: positive(attachment["fileSize"]),
    width: null,
    height: null,
    hasThumbnail: false,
    isGone: false,
  };
}

export const lines = (...texts: readonly unknown[]): string =>
  texts
    .map((one) => text(one).trim())
    .filter((one) => one !== "")
    .join("\n");

/** A choice as a line of its own: the visitor can write it. */
const choice = (words: unknown): string => (text(words).trim() === "" ? "" : `• ${text(words)}`);

function wordsOfAction(value: unknown): string {
  const { type, text: words, url } = object(value);
  const link = type === "Link" && /^https?:\/\//.test(text(url)) ? ` ${text(url)}` : "";
  return choice(text(words) + link);
}

function wordsOfCard(value: unknown): string {
  const { title, description, actions } = object(value);
  return lines(title, description, ...list(actions).map(wordsOfAction));
}

/** More times than this are not written out. */
const MAX_TIMES = 13;

function wordsOfTime(value: unknown): string {
  const at = new Date(text(object(value)["dateTime"]));
  return Number.isNaN(at.getTime()) ? "" : choice(at.toLocaleString());
}

/** The text by which a part is understood where it cannot be shown. */
function wordsOf(kind: string, part: Json, isOwn: boolean): string {
  switch (kind) {
    case "ButtonResponse":
      return isOwn ? text(object(part["buttonResponse"])["text"]) : "";
    case "QuickReply":
      return choice(object(part["quickReply"])["text"]);
    case "QuickReplyV2": {
      const { title, actions } = object(part["quickReplyV2"] ?? part["quickReply"]);
      return lines(title, ...list(actions).map(wordsOfAction));
    }
    case "Card":
      return wordsOfCard(part["card"]);
    case "Carousel":
      return list(object(part["carousel"])["cards"]).map(wordsOfCard).join("\n\n");
    case "DatePicker": {
      const picker = object(part["datePicker"]);
      const times = list(picker["availableTimes"]).slice(0, MAX_TIMES).map(wordsOfTime);
      return lines(picker["title"], picker["subtitle"], ...times);
    }
    case "ListPicker":
      return lines(object(part["listPicker"])["title"]);
    default:
      return "";
  }
}

export function decodeContent(parts: readonly unknown[], isOwn: boolean): Content {
  const content: MessageContent[] = [];
  const addresses = new Map<string, string>();
  const words: string[] = [];
  for (const value of parts) {
    const part = object(value);
    const kind = text(part["contentType"]);
    if (kind === "Attachment") {
      const attachment = object(part["attachment"]);
      const file = fileIn(attachment);
      if (file === null) continue;
      content.push(file);
      const url = text(attachment["url"]);
      if (/^https?:\/\//.test(url)) addresses.set(file.id, url);
    } else words.push(wordsOf(kind, part, isOwn));
  }
  return { words: lines(...words), content, addresses };
}
