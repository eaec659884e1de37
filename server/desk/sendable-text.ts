/** The most characters that the server takes in one message. */
export const MAX_MESSAGE = 4_000;

/**
 * The text as every server and browser takes it: without U+0000, and with U+FFFD in place of half a surrogate pair, which
 * has no UTF-8 form.
 */
export const sendable = (text: string): string =>
  text.replaceAll("\0", "").replace(/\p{Surrogate}/gu, "\uFFFD");
