/**
 * Text as every server can keep it: without U+0000, and with U+FFFD in place of each half of a surrogate pair that stands alone.
 * What `send()` shows, stores and sends has gone through it; a page that counts characters counts what it returns.
 * @public
 */
export const cleanText = (text: string): string =>
  // With `u` a whole pair is one character, and only a lone half is in Cs. Safari before 16.4 has no toWellFormed().
  text.replace(/\0/g, "").replace(/\p{Cs}/gu, "\ufffd");

/** The same for every text in a JSON value, keys included. */
export const cleanTexts = (value: unknown): unknown =>
  typeof value === "string"
    ? cleanText(value)
    : Array.isArray(value)
      ? value.map(cleanTexts)
      : typeof value === "object" && value !== null
        ? Object.fromEntries(
            Object.entries(value).map(([key, one]) => [cleanText(key), cleanTexts(one)]),
          )
        : value;
