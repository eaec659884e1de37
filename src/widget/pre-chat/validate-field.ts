import type { PreChatField } from "../options/pre-chat-options.ts";
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

/** The kind of a problem with a value; its sentence depends on the language. */
export type Problem = "missing" | "wrong";

/** Whether a visitor has to answer: a checkbox only where the site says so. */
export const isRequired = ({ required, type }: PreChatField): boolean =>
  required ?? type !== "checkbox";

/** Returns the problem with a value; null if there is none. */
export type Validate = (field: PreChatField, written: string) => Problem | null;

/** Creates the validation of a form's fields. */
export function createValidation(fields: readonly PreChatField[]): Validate {
  const patterns = new Map(fields.map((field) => [field.name, patternOf(field)]));
  return (field, written) => {
    const value = normalizeValue(field, written);
    if (field.type === "hidden") return null;
    if (value === "") return isRequired(field) ? "missing" : null;
    const pattern = patterns.get(field.name);
    const isRight = pattern === undefined || (value.length <= LONGEST && pattern.test(value));
    return isRight ? null : "wrong";
  };
}
