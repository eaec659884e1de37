import { bytesOf, LIMIT, MAX_BYTES } from "../model/message-limit.ts";

/**
 * A character as people see it: an emoji with its joiners, selectors and tones, a flag, a letter
 * with its marks. `Intl.Segmenter` is missing in Firefox 124, and takes longer.
 */
const SEEN =
  /\r\n|(?:\p{RI}{2}|[^])(?:\u200d\p{ExtPict}|[\p{M}\p{EMod}\u200c-\u200d\u0e33\u0eb3\u{e0020}-\u{e007f}])*/gu;
/** The characters of what is far too long are not told apart. */
const COUNTED_UNITS = LIMIT * 5;

export interface TextMeasure {
  /** The characters that people see. */
  readonly used: number;
  /** As many of them can be sent at most, if those that follow are like those that are there. */
  readonly limit: number;
}

/**
 * Counts the characters of a text. The server counts UTF-16 units, and an emoji has up to dozens of
 * them, so the limit depends on the text.
 * @param countsBytes - the server limits the bytes of UTF-8, too
 */
export function measureText(text: string, countsBytes = false): TextMeasure {
  let [used, fitting, units, bytes] = [0, 0, 0, 0];
  for (const [seen] of text.slice(0, COUNTED_UNITS).matchAll(SEEN)) {
    used += 1;
    units += seen.length;
    if (countsBytes) bytes += bytesOf(seen);
    if (units <= LIMIT && bytes <= MAX_BYTES) fitting += 1;
  }
  if (fitting < used)
    return { used: used + Math.max(0, text.length - COUNTED_UNITS), limit: fitting };
  if (used === 0) return { used, limit: LIMIT };
  const most = Math.min((LIMIT * used) / text.length, (MAX_BYTES * used) / bytes);
  return { used, limit: Math.floor(most) };
}
