import type { WordKey } from "./translator.ts";

/** A text for each form that `Intl.PluralRules` names in the language. */
export type Plural = { readonly [form in Intl.LDMLPluralRule]?: string } & {
  readonly other: string;
};

/** The messages of a language. One that is missing is shown in English. */
export type Words = Readonly<Partial<Record<WordKey, string | Plural>>>;
