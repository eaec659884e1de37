/* The addresses that open an agent's mail program or telephone. A guest has written their parts. */

/** Longer addresses are cut or refused by some systems, in characters. */
const MAX_ADDRESS = 1_900;
const MAX_EMAIL = 400;
const MAX_SUBJECT = 300;

/** One address alone: no list of them, and no parameter of a `mailto:` address. */
const EMAIL = /^[^\s@,;:<>()"\\?&=#%]+@[^\s@,;:<>()"\\?&=#%]+\.[^\s@,;:<>()"\\?&=#%]+$/u;

export interface QuotedMessage {
  readonly body: string;
  /** The time as the agent reads it. */
  readonly time: string;
}

export interface Mail {
  readonly subject: string;
  /** The guest's name, above its messages. */
  readonly name: string;
  readonly messages: readonly QuotedMessage[];
}

const quoted = ({ body, time }: QuotedMessage): string =>
  `\r\n> ${time}\r\n${body
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => `> ${line}`)
    .join("\r\n")}`;

/**
 * The longest beginning of the text that fits when it is encoded, without half of a character at
 * its end.
 */
function fitted(text: string, limit: number, ending: string): string {
  if (encodeURIComponent(text).length <= limit) return text;
  const rest = limit - encodeURIComponent(ending).length;
  let length = 0;
  let kept = "";
  for (const char of text) {
    length += encodeURIComponent(char).length;
    if (length > rest) break;
    kept += char;
  }
  return kept + ending;
}

/** Half of a surrogate pair cannot be encoded. */
const wellFormed = (text: string): string => text.replace(/\p{Cs}/gu, "\uFFFD");

/** Whether mail can be sent to it: other texts in a form's field are no address. */
export const isMailAddress = (text: string | null): text is string =>
  text !== null && EMAIL.test(text) && encodeURIComponent(wellFormed(text)).length <= MAX_EMAIL;

/**
 * Opens a message to the guest in the agent's mail program, with what the guest wrote quoted below
 * the place of the answer. The quotation is cut at 1,900 characters of the whole address.
 * @returns null when there is no address
 */
export function mailTo(address: string | null, { subject, name, messages }: Mail): string | null {
  if (!isMailAddress(address)) return null;
  const [local = "", domain = ""] = wellFormed(address)
    .split("@")
    .map((part) => encodeURIComponent(part));
  const title = fitted(wellFormed(subject).replace(/\s+/g, " ").trim(), MAX_SUBJECT, "…");
  const start = `mailto:${local}@${domain}?subject=${encodeURIComponent(title)}&body=`;
  const text = wellFormed(`\r\n\r\n${name}:${messages.map(quoted).join("\r\n>")}`);
  return start + encodeURIComponent(fitted(text, MAX_ADDRESS - start.length, "\r\n> […]"));
}

/** @returns null for a text that is no telephone number: three to twenty digits */
export function phoneTo(number: string | null): string | null {
  if (number === null || !/^[+\d\s().\-/]+$/.test(number)) return null;
  const digits = number.replace(/\D/g, "");
  if (digits.length < 3 || digits.length > 20) return null;
  return `tel:${number.trim().startsWith("+") ? "+" : ""}${digits}`;
}
