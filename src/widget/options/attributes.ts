import { optionTable } from "./option-table.ts";

/** `organizationId` → `organization-id`. */
export const attributeOf = (option: string): string =>
  option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The option of each attribute; `routing` has an attribute for each of its parts. */
export const optionAttributes: ReadonlyMap<string, string> = new Map(
  Object.values(optionTable)
    .flatMap(({ attribute }) => attribute ?? [])
    .map((option) => [attributeOf(option), option]),
);
