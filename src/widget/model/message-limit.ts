import { DIRECT } from "./direct-chunk.ts";
import type { HostContext } from "./widget-context.ts";

/** The contract's maximum length of a message, in UTF-16 code units. */
export const LIMIT = 4_000;
/** The count is shown when this many units are left. */
export const COUNT_FROM = 200;
/** A service counts the bytes of UTF-8, too, and takes a few more of them. */
export const MAX_BYTES = 4_096;

export const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** The length of a text that is compared with the limit. */
export const lengthOf = (text: string, { backend }: HostContext["options"]): number =>
  backend === DIRECT ? Math.max(text.length, bytesOf(text) - MAX_BYTES + LIMIT) : text.length;
