import { cleanText } from "../../transport/index.ts";
import { withPlainDigits } from "../model/plain-digits.ts";
import type { PreChatField } from "../options/pre-chat-options.ts";

/** The dashes of Unicode, the minus sign, and the long vowel of a Japanese keyboard. */
const DASHES = /[\p{Pd}\u2212\u30fc]/gu;

/** Address books and right-to-left pages put invisible marks around a number or an address. */
const withoutMarks = (text: string): string => text.replace(/\p{Cf}/gu, "");
const withPlainSpaces = (text: string): string => text.replace(/\s+/g, " ").trim();

/** A number as people write it, with ASCII digits, hyphens and spaces. */
const phone = (text: string): string =>
  withPlainSpaces(withPlainDigits(withoutMarks(text)).replace(DASHES, "-"));

/** An address with the ASCII form of full-width characters, and no spaces beside `@` and dots. */
const email = (text: string): string =>
  withPlainSpaces(withoutMarks(text.normalize("NFC")))
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u3002\uff61]/g, ".")
    .replace(/ ?([@.]) ?/g, "$1")
    .replace(/^mailto:|[.,;]+$/gi, "");

/** The value of a field as it is validated and sent. */
export function normalizeValue({ type }: Pick<PreChatField, "type">, written: string): string {
  const text = cleanText(written).trim();
  return type === "phone" ? phone(text) : type === "email" ? email(text) : text;
}
