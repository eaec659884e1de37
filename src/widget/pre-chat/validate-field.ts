import type { PreChatField } from "../options/options.ts";
import { cleanText } from "../../transport/index.ts";
import type { Translate } from "../i18n/translator.ts";

export const CONSENT = "parlor.consent";
/** The value of a ticked checkbox. */
export const TICKED = "yes";

/** At least seven digits, grouped in any way. */
const PHONE = /^\+?(?:[\s().\-/]*\d){7,15}$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** The label of a field. */
export function labelOf({ name, label }: PreChatField, t: Translate): string {
  if (label !== undefined) return label;
  return name === "displayName" || name === "email" ? t(`form.${name}`) : name;
}

/** The problem with a value as a translated message; empty if there is none. */
export function problemWith(field: PreChatField, written: string, t: Translate): string {
  const value = cleanText(written).trim();
  const isEmpty = value === "";
  if (field.type === "hidden" || (isEmpty && field.required === false)) return "";
  if (isEmpty) {
    if (field.message !== undefined) return field.message;
    if (field.name === CONSENT) return t("form.error.consent");
    if (field.name === "displayName" || field.name === "email")
      return t(`form.error.${field.name}`);
    return field.type === "select"
      ? t("form.choose")
      : t("form.error.missing", { label: labelOf(field, t) });
  }
  if (field.type === "email" && !EMAIL.test(value))
    return field.message ?? t("form.error.emailForm");
  if (field.type === "phone" && !PHONE.test(value)) return field.message ?? t("form.error.phone");
  return "";
}
