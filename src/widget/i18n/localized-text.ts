/**
 * A text of the site: one for all visitors, or one for each language by its BCP 47 tag:
 * `{ en: "Train", fr: "Votre train" }`. A visitor reads that of their language, else that of its
 * base language, else the first one.
 * @public
 */
export type LocalizedText = string | { readonly [tag: string]: string };

/**
 * The text for a visitor.
 * @param language - of the widget, as a BCP 47 tag
 */
export function textIn(text: LocalizedText, language: string): string {
  if (typeof text === "string") return text;
  const base = language.slice(0, 2);
  const tags = Object.keys(text);
  const tag =
    [language, base].find((one) => tags.includes(one)) ??
    tags.find((one) => one.slice(0, 2) === base) ??
    tags[0];
  return text[tag ?? ""] ?? "";
}

/** The text that a program reads, the same for all visitors: the first one. */
export const neutralText = (text: LocalizedText): string =>
  typeof text === "string" ? text : (Object.values(text)[0] ?? "");
