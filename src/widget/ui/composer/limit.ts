/** The contract's limit of a message, in UTF-16 units. */
export const LIMIT = 4_000;
