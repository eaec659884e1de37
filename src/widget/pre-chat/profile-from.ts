import type { GuestProfile } from "../../transport/index.ts";
import { LIMIT } from "../model/message-limit.ts";
import type { PreChatField } from "../options/pre-chat-options.ts";
import { labelOf, type FieldWords } from "./field-words.ts";
import { normalizeValue } from "./normalize-value.ts";

/** The current values of a form's fields, by name. */
export type Values = Readonly<Record<string, string>>;

/** The names of fields that the contract knows. */
const own: readonly string[] = ["displayName", "firstName", "lastName", "email", "phoneNumber"];

/** The name of the field whose value becomes the first message. */
const QUESTION = "question";

/** The first message that a form holds; empty without one. */
export function questionIn(fields: readonly PreChatField[], values: Values): string {
  const field = fields.find(({ name }) => name === QUESTION);
  return field === undefined
    ? ""
    : normalizeValue(field, values[QUESTION] ?? field.value ?? "").slice(0, LIMIT);
}

/** At most as many labels as the server takes, each cut to its limit. */
const MAX_LABELS = 20;
const MAX_LABEL = 200;

/** The labels of the fields as the visitor has read them, by name. */
export const labelsOf = (
  fields: readonly PreChatField[],
  words: FieldWords,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    fields
      .filter(({ name, type }) => type !== "hidden" && name !== QUESTION)
      .slice(0, MAX_LABELS)
      .map((field) => [field.name, labelOf(field, words).slice(0, MAX_LABEL)]),
  );

/**
 * Maps the form to the contract's guest fields, and all other fields but the question to custom
 * fields.
 */
export function profileFrom(
  profile: GuestProfile,
  fields: readonly PreChatField[],
  values: Values,
): GuestProfile {
  const said = fields.flatMap(({ name, type, value }) => {
    if (name === QUESTION) return [];
    const text = normalizeValue({ type }, values[name] ?? value ?? "");
    return text === "" ? [] : [[name, text] as const];
  });
  const customFields = {
    ...profile.customFields,
    ...Object.fromEntries(said.filter(([name]) => !own.includes(name))),
  };
  return {
    ...profile,
    ...Object.fromEntries(said.filter(([name]) => own.includes(name))),
    ...(Object.keys(customFields).length > 0 && { customFields }),
  };
}
