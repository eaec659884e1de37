/** A text for every language, or one text for each language, by its BCP 47 tag. */
export type LocalizedText = string | Readonly<Record<string, string>>;

/**
 * The text in this language: the exact tag in any case, else its base language, else the first one.
 * @param language - a BCP 47 tag; null when it is not known
 */
export function textIn(text: LocalizedText, language: string | null): string {
  return sayIn(text, language).text;
}

/**
 * The text in this language, as `textIn` finds it, with the tag of the language that it is in.
 * @returns without a language where the text is one for every language
 */
export function sayIn(
  text: LocalizedText,
  language: string | null,
): { readonly text: string; readonly language?: string } {
  if (typeof text === "string") return { text };
  const wanted = language?.toLowerCase() ?? "";
  const base = wanted.split("-")[0];
  const all = Object.entries(text);
  const find = (tag: string | undefined): [string, string] | undefined =>
    all.find(([one]) => one.toLowerCase() === tag);
  const [tag, words] = find(wanted) ?? find(base) ?? all[0] ?? [];
  return { text: words ?? "", ...(tag !== undefined && { language: tag }) };
}

/** The same text with every language changed. */
export function mapText(text: LocalizedText, change: (one: string) => string): LocalizedText {
  if (typeof text === "string") return change(text);
  return Object.fromEntries(Object.entries(text).map(([tag, one]) => [tag, change(one)]));
}

/** Fills in the parameters of a text, like `{queue.name}`. One that is not known stays. */
export function fillIn(text: string, words: Readonly<Record<string, string>>): string {
  return text.replace(/\{([a-z.]+)\}/g, (gap, name: string) =>
    Object.hasOwn(words, name) ? (words[name] ?? gap) : gap,
  );
}
