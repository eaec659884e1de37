import type { GuestProfile } from "../../transport/index.ts";
import type { PreChatField } from "../options/options.ts";
import { normalizeValue } from "./normalize-value.ts";

/** The current values of a form's fields, by name. */
export type Values = Readonly<Record<string, string>>;

/** The names of fields that the contract knows. */
const own: readonly string[] = ["displayName", "firstName", "lastName", "email", "phoneNumber"];

/** Maps the form to the contract's guest fields, and all other fields to custom fields. */
export function profileFrom(
  profile: GuestProfile,
  fields: readonly PreChatField[],
  values: Values,
): GuestProfile {
  const said = fields.flatMap(({ name, type, value }) => {
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
