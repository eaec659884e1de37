import { textIn } from "../i18n/localized-text.ts";
import type { Translator, WordKey } from "../i18n/translator.ts";
import type { PreChatField } from "../options/pre-chat-options.ts";
import { CONSENT, type Problem } from "./validate-field.ts";

export type FieldWords = Pick<Translator, "language" | "t">;

/** The catalogue's labels, and what it says where an answer is missing. */
const own: Readonly<Record<string, readonly [label: WordKey, missing: WordKey]>> = {
  displayName: ["form.displayName", "form.error.displayName"],
  firstName: ["form.firstName", "form.error.firstName"],
  lastName: ["form.lastName", "form.error.lastName"],
  email: ["form.email", "form.error.email"],
  phoneNumber: ["form.phoneNumber", "form.error.phoneNumber"],
  [CONSENT]: ["form.consent", "form.error.consent"],
};

/** The label of a field, in the visitor's language if the site has it. */
export function labelOf({ name, label }: PreChatField, { language, t }: FieldWords): string {
  if (label !== undefined) return textIn(label, language.value);
  const [key] = own[name] ?? [];
  return key === undefined ? name : t(key);
}

/** The sentence that explains a problem, in the present language. */
export function problemText(field: PreChatField, problem: Problem, words: FieldWords): string {
  const { name, type, message, patternMessage } = field;
  const { language, t } = words;
  const said = problem === "wrong" ? (patternMessage ?? message) : message;
  if (said !== undefined) return textIn(said, language.value);
  if (problem === "wrong") return t(type === "email" ? "form.error.emailForm" : "form.error.phone");
  const [, missing] = own[name] ?? [];
  if (missing !== undefined) return t(missing);
  return type === "select"
    ? t("form.choose")
    : t("form.error.missing", { label: labelOf(field, words) });
}
