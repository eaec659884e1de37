/* A name is what anybody on the internet calls itself, also with characters that turn text around. */

const RIGHT_TO_LEFT =
  /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/** The name without the characters that open or close a direction: one of those could end its isolation. */
export const plainName = (name: string): string =>
  name.replace(/[\u202A-\u202E\u2066-\u2069]/g, "");

/** The name for a text without elements, such as a label: isolated where its letters run from right to left. */
export function isolatedName(name: string): string {
  const plain = plainName(name);
  return RIGHT_TO_LEFT.test(plain) ? `\u2068${plain}\u2069` : plain;
}

/** How an agent speaks to the guest. */
export const firstName = (name: string): string => plainName(name).split(" ")[0] ?? "";
