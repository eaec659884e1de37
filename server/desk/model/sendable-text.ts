/** The most UTF-16 units that the server takes in one message. */
export const MAX_MESSAGE = 4_000;

/**
 * The text in a form that every server and browser accepts: without U+0000, and with U+FFFD in
 * place of an unpaired surrogate, which has no UTF-8 form.
 */
export const sendable = (text: string): string =>
  text.replaceAll("\0", "").replace(/\p{Surrogate}/gu, "\uFFFD");
