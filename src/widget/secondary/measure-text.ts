import { LIMIT } from "../model/message-limit.ts";

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
 */
export function measureText(text: string): TextMeasure {
  let used = 0;
  let fitting = 0;
  let units = 0;
  for (const [{ length }] of text.slice(0, COUNTED_UNITS).matchAll(SEEN)) {
    used += 1;
    units += length;
    if (units <= LIMIT) fitting += 1;
  }
  if (text.length > LIMIT) {
    return { used: used + Math.max(0, text.length - COUNTED_UNITS), limit: fitting };
  }
  return { used, limit: used === 0 ? LIMIT : Math.floor((LIMIT * used) / text.length) };
}
