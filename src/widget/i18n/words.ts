import type { WordKey } from "./translator.ts";

/** A text for each form that `Intl.PluralRules` names in the language. */
export type Plural = { readonly [form in Intl.LDMLPluralRule]?: string } & {
  readonly other: string;
};

/** All messages of a language: none may be missing. */
export type Words = Readonly<Record<WordKey, string | Plural>>;
