/**
 * A name as it is compared with another: in any case, and whether a letter with an accent is one
 * character or two, as different keyboards write it.
 */
export const foldCase = (name: string): string => name.normalize("NFC").toLowerCase();
