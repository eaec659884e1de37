import type { Catalogue } from "./en.ts";
import type { Language } from "./languages.ts";

/** Fetches the words of a language. The build of the embed puts a shorter one in its place: there they lie beside the window. */
export const fetchWords = (tag: Exclude<Language, "en">): Promise<{ readonly words: Catalogue }> =>
  import(`./locales/${tag}.ts`) as Promise<{ readonly words: Catalogue }>;
