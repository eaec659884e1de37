/* A guest chooses its own name, which may contain characters that change the text direction. */

const RIGHT_TO_LEFT =
  /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/**
 * The name without directional control characters, because one of those could end its isolation.
 */
export const plainName = (name: string): string =>
  name.replace(/[\u202A-\u202E\u2066-\u2069]/g, "");

/** The name for plain text, such as a label: isolated when it contains right-to-left letters. */
export function isolatedName(name: string): string {
  const plain = plainName(name);
  return RIGHT_TO_LEFT.test(plain) ? `\u2068${plain}\u2069` : plain;
}

/** The first word of a name: how an agent speaks to the guest. */
export const firstName = (name: string): string => plainName(name).trim().split(/\s/)[0] ?? "";

/** Clients send this name for a guest who has given none. */
const UNNAMED = "Guest";
const NUMBERED = /^Guest \d{4}$/;

/** Four digits that follow from the conversation's id alone: every desk shows the same ones. */
function numberOf(conversationId: string): number {
  let hash = 0x811c9dc5;
  for (const char of conversationId)
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return 1_000 + (hash % 9_000);
}

/**
 * The guest's name as the desk shows it. Guests who gave none get a number, so that several of them
 * can be told apart.
 */
export function guestLabel(name: string, conversationId: string): string {
  const isUnnamed = ["", UNNAMED].includes(plainName(name).trim());
  return isUnnamed ? `${UNNAMED} ${numberOf(conversationId)}` : name;
}

/** The short form of a label in the desk's own sentences: the first name, or all of a number. */
export const shortLabel = (label: string): string =>
  NUMBERED.test(label) ? label : firstName(label);
