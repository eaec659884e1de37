import type { FileContent } from "../../conversation/message.ts";
import { isFinite, name, object, text } from "./read-json.ts";

const positive = (value: unknown): number | null => (isFinite(value) && value >= 0 ? value : null);

/** A file of a message, or of the answer about an upload. */
export function decodeFile(value: unknown): FileContent | null {
  const json = object(value);
  const { id, width, height, size } = json;
  return text(id) === ""
    ? null
    : {
        kind: "file",
        id: text(id),
        name: name(json["name"]),
        mediaType: text(json["type"]),
        size: positive(size),
        width: positive(width),
        height: positive(height),
        hasThumbnail: json["hasThumbnail"] === true,
        isGone: text(json["url"]) === "",
      };
}
