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

/** How an agent speaks to the guest. */
export const firstName = (name: string): string => plainName(name).trim().split(/\s/)[0] ?? "";
