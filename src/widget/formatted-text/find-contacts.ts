import type { Link, Part } from "../model/message-blocks.ts";

/* Bare e-mail addresses and telephone numbers in a text without other addresses. */

/** RFC 5321: a local part has no more characters than these. */
const MAX_LOCAL = 64;
const LOCAL = /[\w.%+-]/;
const DOMAIN = /(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.){1,8}[a-z]{2,24}(?![a-z\d@-]|_[a-z\d])/iy;
/**
 * In front of an e-mail address: a letter that a local part cannot have, and a piece of another
 * address, such as the password in `https://name:password@host`.
 */
const NOT_BEFORE = /[\p{sc=Latn}\p{N}]$|[/@=?&#]\S*$/u;
/** How much text before an address is looked at. */
const LOOK_BACK = 100;

/** An international number. The longest one has 15 digits (E.164). */
const INTERNATIONAL = /\+(?:\d[ \u00a0\u202f.-]?|\(\d{1,4}\)[ \u00a0\u202f.-]?){1,20}/g;
/**
 * National numbers, where their form tells them from other numbers: North America's, in groups of
 * three, three and four digits; and those of the countries that dial a zero first, in groups.
 */
const NATIONAL = [
  /(?:1[ \u00a0.-])?(?:\([2-9]\d\d\)[ \u00a0]?|[2-9]\d\d[.-])[2-9]\d\d[ \u00a0.-]\d{4}/g,
  /(?:\(0[1-9]\d{0,3}\) ?[/-]? ?|0[1-9]\d{0,3}(?: ?[/-] ?|[ \u00a0\u202f.]))\d{2,8}(?:([ \u00a0\u202f.-])\d{2,4}(?:\1\d{2,4}){0,3})?/g,
];
/** A date such as `01.02.2024` has 8 digits. */
const MIN_NATIONAL_DIGITS = 9;
const MAX_NATIONAL_DIGITS = 11;
const MIN_DIGITS = 7;
const MAX_DIGITS = 15;
/** In front of no national number: a part of another one, a sign of an order number, money. */
const NOT_BEFORE_NATIONAL = /[\w+/=&?%.,:-]$|[#\u2116$€£]\s?$|\+[\d ().-]{1,20}$/;
/** Behind none: further digits, a decimal, a time. */
const NOT_AFTER_NATIONAL = /^(?:[\p{L}\p{N}_(%]|[ /.,:-]\d)/u;

interface Contact extends Link {
  readonly at: number;
}

function emailAt(text: string, sign: number): Contact | null {
  let at = sign;
  while (at > 0 && sign - at < MAX_LOCAL && LOCAL.test(text.charAt(at - 1))) at--;
  while (at < sign && /[.%+-]/.test(text.charAt(at))) at++;
  if (at === sign || text.charAt(sign - 1) === ".") return null;
  // An underscore in front is a mark, as in `_a@b.example_`.
  const marks = /^_*/.exec(text.slice(at, sign))?.[0].length ?? 0;
  at += marks === sign - at ? 0 : marks;
  if (NOT_BEFORE.test(text.slice(Math.max(0, at - LOOK_BACK), at))) return null;
  DOMAIN.lastIndex = sign + 1;
  const domain = DOMAIN.exec(text)?.[0];
  if (domain === undefined) return null;
  const address = `${text.slice(at, sign)}@${domain}`;
  return { kind: "link", text: address, href: `mailto:${address}`, at };
}

function internationalOf({ 0: match, index }: RegExpExecArray, text: string): Contact | null {
  const written = match.replace(/[ \u00a0\u202f.-]+$/, "");
  const digits = written.replace(/\(0\)/, "").replace(/\D/g, "");
  if (digits.length < MIN_DIGITS || digits.length > MAX_DIGITS) return null;
  const [before, after] = [text.charAt(index - 1), text.charAt(index + written.length)];
  if (/[\w+/=&?%.-]/.test(before) || /[\w(]/.test(after)) return null;
  return { kind: "link", text: written, href: `tel:+${digits}`, at: index };
}

function nationalOf({ 0: written, index }: RegExpExecArray, text: string): Contact | null {
  const digits = written.replace(/\D/g, "");
  const end = index + written.length;
  if (digits.length < MIN_NATIONAL_DIGITS || digits.length > MAX_NATIONAL_DIGITS) return null;
  if (NOT_BEFORE_NATIONAL.test(text.slice(Math.max(0, index - LOOK_BACK), index))) return null;
  if (NOT_AFTER_NATIONAL.test(text.slice(end, end + 2))) return null;
  return { kind: "link", text: written, href: `tel:${digits}`, at: index };
}

const PHONES = [
  [INTERNATIONAL, internationalOf],
  ...NATIONAL.map((pattern) => [pattern, nationalOf] as const),
] as const;

/** Splits a text into its contacts and the text between them. */
export function findContacts(text: string): readonly Part[] {
  const found: Contact[] = [];
  for (let sign = text.indexOf("@"); sign !== -1; sign = text.indexOf("@", sign + 1)) {
    const email = emailAt(text, sign);
    if (email !== null) found.push(email);
  }
  for (const [pattern, contactOf] of PHONES)
    for (const match of text.matchAll(pattern)) {
      const phone = contactOf(match, text);
      if (phone !== null) found.push(phone);
    }
  const parts: Part[] = [];
  let done = 0;
  for (const { at, ...link } of found.sort((a, b) => a.at - b.at)) {
    if (at < done) continue;
    if (at > done) parts.push({ kind: "text", text: text.slice(done, at) });
    parts.push(link);
    done = at + link.text.length;
  }
  if (done < text.length) parts.push({ kind: "text", text: text.slice(done) });
  return parts;
}
