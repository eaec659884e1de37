import type { FileContent, MessageContent } from "../../conversation/message.ts";
import { name, object, positive, text, type Json } from "./read.ts";
import { decodeRich } from "./rich.ts";

/** The content of one message. */
export interface Content {
  /** Words of the content itself, which its row shows as text. */
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

/**
 * Reads the content of a message.
 * @param isOwn - the guest has sent it: nothing is offered in it
 */
export function decodeContent(parts: readonly unknown[], isOwn: boolean): Content {
  const files: FileContent[] = [];
  const addresses = new Map<string, string>();
  for (const value of parts) {
    const part = object(value);
    if (part["contentType"] !== "Attachment") continue;
    const attachment = object(part["attachment"]);
    const file = fileIn(attachment);
    if (file === null) continue;
    files.push(file);
    const url = text(attachment["url"]);
    if (/^https?:\/\//.test(url)) addresses.set(file.id, url);
  }
  const { words, content } = isOwn ? { words: "", content: [] } : decodeRich(parts);
  return { words, content: [...files, ...content], addresses };
}
