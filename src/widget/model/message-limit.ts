/** The contract's maximum length of a message, in UTF-16 code units. */
export const LIMIT = 4_000;
/** The count is shown when this many units are left. */
export const COUNT_FROM = 200;
