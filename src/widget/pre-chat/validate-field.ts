import type { PreChatField } from "../options/options.ts";
import type { Translate } from "../i18n/translator.ts";
import { normalizeValue } from "./normalize-value.ts";

export const CONSENT = "parlor.consent";
/** The value of a ticked checkbox. */
export const TICKED = "yes";

/** Longer values match no pattern, so that a pattern of the site cannot take long over them. */
const LONGEST = 320;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
/** At least seven digits, grouped in any way, and an extension: `ext. 12`, `x12`, `#12`. */
const PHONE =
  /^[\s(]*\+?(?:[\s\p{P}]{0,4}\d){7,17}(?:[\s\p{P}]{0,4}(?:\p{L}[\p{L}\p{M}.]{0,15}|[#,;])[\s\p{P}=]{0,3}\d{1,7})?[\s\p{P}]{0,2}$/u;

/** The label of a field. */
export function labelOf({ name, label }: PreChatField, t: Translate): string {
  if (label !== undefined) return label;
  return name === "displayName" || name === "email" ? t(`form.${name}`) : name;
}

/**
 * A site's own pattern for a whole value. `email` and `phone` have one of their own.
 * @returns undefined if every value is right
 */
function patternOf({ type, pattern }: PreChatField): RegExp | undefined {
  const isOfText = ["text", "textarea", "email", "phone"].includes(type);
  if (pattern !== undefined && isOfText)
    try {
      return new RegExp(`^(?:${pattern})$`, "u");
    } catch {
      // The site's owner has been told when the options were checked.
    }
  return type === "email" ? EMAIL : type === "phone" ? PHONE : undefined;
}

const missing = (field: PreChatField, t: Translate): string => {
  if (field.message !== undefined) return field.message;
  if (field.name === CONSENT) return t("form.error.consent");
  if (field.name === "displayName" || field.name === "email") return t(`form.error.${field.name}`);
  return field.type === "select"
    ? t("form.choose")
    : t("form.error.missing", { label: labelOf(field, t) });
};

const wrong = ({ type, message, patternMessage }: PreChatField, t: Translate): string =>
  patternMessage ?? message ?? t(type === "email" ? "form.error.emailForm" : "form.error.phone");

/** Returns the problem with a value as a translated message; empty if there is none. */
export type Validate = (field: PreChatField, written: string) => string;

/** Creates the validation of a form's fields. */
export function createValidation(fields: readonly PreChatField[], t: Translate): Validate {
  const patterns = new Map(fields.map((field) => [field.name, patternOf(field)]));
  return (field, written) => {
    const value = normalizeValue(field, written);
    const isEmpty = value === "";
    if (field.type === "hidden" || (isEmpty && field.required === false)) return "";
    if (isEmpty) return missing(field, t);
    const pattern = patterns.get(field.name);
    const isRight = pattern === undefined || (value.length <= LONGEST && pattern.test(value));
    return isRight ? "" : wrong(field, t);
  };
}
