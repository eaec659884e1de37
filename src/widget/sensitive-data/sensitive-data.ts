import type { SensitiveDataOptions } from "../options/options.ts";
import type { SensitiveDataKind } from "../model/panel.ts";
import type { WidgetContext } from "../model/widget-context.ts";

/** Groups of digits as people write them; a longer run of digits is no card number. */
const GROUPS = /\d{1,19}(?:[ -]?\d{1,19})*/g;
const SHORTEST = 13;
const LONGEST = 19;

/** The ten digits of a script follow each other, and so do those of some scripts. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let first = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return String((code - first) % 10);
}

/**
 * Converts digits of other scripts and widths to ASCII, and all that people put between them. The
 * pre-chat form does the same for telephone numbers; a module for both would be a chunk of its own.
 */
const asciiDigits = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .replace(/\p{Nd}/gu, asciiDigit)
    .replace(/[\p{Zs}\p{Pd}\u2212\u30fc.]/gu, " ");

/** Checks the sum that every card number of ISO/IEC 7812 satisfies (Luhn). */
function isCard(digits: string): boolean {
  if (!/^[2-6]/.test(digits)) return false;
  let sum = 0;
  for (const [index, digit] of digits.split("").reverse().entries()) {
    const value = Number(digit) * (1 + (index % 2));
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

/** Whether consecutive groups of digits form a card number. */
function hasCard(text: string): boolean {
  for (const [run] of asciiDigits(text).matchAll(GROUPS)) {
    const groups = run.split(/[ -]/);
    for (const from of groups.keys()) {
      let digits = "";
      for (const group of groups.slice(from)) {
        digits += group;
        if (digits.length > LONGEST) break;
        if (digits.length >= SHORTEST && isCard(digits)) return true;
      }
    }
  }
  return false;
}

/** Finds sensitive data in a text; null when there is none. */
export function findSensitiveData(
  text: string,
  option: "cards" | SensitiveDataOptions,
): SensitiveDataKind | null {
  const { cards = true, patterns = [] } = option === "cards" ? {} : option;
  if (cards && hasCard(text)) return "card";
  return patterns.some((pattern) => new RegExp(pattern, "iu").test(text)) ? "pattern" : null;
}

/** Sends a text, or asks the visitor first when it contains sensitive data. */
export function sendGuarded({ host, panel }: WidgetContext, text: string, send: () => void): void {
  const { options } = host;
  const found =
    options.sensitiveData === null ? null : findSensitiveData(text, options.sensitiveData);
  if (found === null) send();
  else panel.pendingConfirmation.value = { about: found, send };
}
