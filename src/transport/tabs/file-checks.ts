import { isFileContent } from "../conversation/message.ts";
import { listOf, shape, text, union, whole, type Check } from "./checks.ts";

/* Checks of files from another tab. */

/** A key made by Parlor; its characters are limited because it is sent in a header. */
export const key: Check = (value) => text(value) && /^[\w-]+$/.test(String(value));

export const fileLimits = shape({
  maxBytes: whole,
  maxPerMessage: whole,
  types: listOf(text),
  blockedExtensions: listOf(text),
});
export const upload = shape({
  key,
  name: text,
  size: whole,
  mediaType: text,
  state: union("kind", {
    waiting: {},
    uploading: { sent: whole },
    checking: {},
    ready: { id: text, content: isFileContent },
    failed: { code: text },
  }),
});
