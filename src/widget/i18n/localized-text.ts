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
export const textIn = (text: LocalizedText, language: string): string =>
  typeof text === "string"
    ? text
    : (text[language] ?? text[language.slice(0, 2)] ?? neutralText(text));

/** The text that a program reads, the same for all visitors: the first one. */
export const neutralText = (text: LocalizedText): string =>
  typeof text === "string" ? text : (Object.values(text)[0] ?? "");
