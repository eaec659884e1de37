/**
 * Returns the text as every server can store it: without U+0000, and with U+FFFD in place of each
 * lone half of a surrogate pair.
 * `send()` shows, stores and sends the cleaned text, so a page that counts characters has to count
 * the result of this function.
 * @public
 */
export const cleanText = (text: string): string =>
  // With `u` a whole pair is one character, and only a lone half is in Cs. `toWellFormed()` is
  // missing in Safari before 16.4.
  text.replace(/\0/g, "").replace(/\p{Cs}/gu, "\ufffd");

/** Cleans every text in a JSON value, keys included. */
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
