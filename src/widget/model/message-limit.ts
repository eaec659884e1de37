/** The contract's maximum length of a message, in UTF-16 code units. */
export const LIMIT = 4_000;
