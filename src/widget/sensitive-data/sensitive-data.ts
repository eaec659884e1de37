import type { SensitiveDataOptions } from "../options/options.ts";
import type { SensitiveDataKind } from "../model/panel.ts";
import type { WidgetContext } from "../model/widget-context.ts";

/** Groups of digits as people write them; a longer run of digits is no card number. */
const GROUPS = /\d{1,19}(?:[ -]?\d{1,19})*/g;
const SHORTEST = 13;
const LONGEST = 19;

/** Converts digits of other scripts and widths to ASCII. */
const asciiDigits = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[٠-٩۰-۹०-९]/g, (digit) => String((digit.charCodeAt(0) & 15) - (digit > "ऀ" ? 6 : 0)))
    .replace(/[\u00a0\u2007\u2009\u202f\u2010-\u2015.]/g, " ");

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
