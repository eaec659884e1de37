import type { Catalogue } from "./en.ts";
import type { Language } from "./languages.ts";

/* The build of the embed puts its own in the place of this module: there the words lie beside the window, without their keys. */

/** The words of a language, as they were fetched. */
export type Packed = Readonly<Record<string, unknown>>;

/** Fetches the words of a language. */
export const fetchWords = (tag: Exclude<Language, "en">): Promise<{ readonly words: Packed }> =>
  import(`./locales/${tag}.ts`) as Promise<{ readonly words: Packed }>;

/** The words that stand in the place of these English ones. */
export const unpack = (packed: Packed, _english: Catalogue): Catalogue => packed as Catalogue;
