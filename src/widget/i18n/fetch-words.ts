import type { Catalogue } from "./en.ts";
import type { Language } from "./languages.ts";

/*
 * The build of the embed replaces this module: its catalogues are files beside the widget, without
 * keys.
 */

/** The catalogue of a language, as fetched. */
export type Packed = Readonly<Record<string, unknown>>;

/**
 * A part of a language's catalogue that comes with a chunk of its own; undefined is the part that
 * an open chat needs.
 */
export type WordsPart = "attach" | "rich" | "secondary" | "pre-chat" | undefined;

/** Fetches a part of the catalogue of a language: here the whole, whatever the part. */
export const fetchWords = (
  tag: Exclude<Language, "en">,
  _part: WordsPart,
): Promise<{ readonly words: Packed }> =>
  import(`./locales/${tag}.ts`) as Promise<{ readonly words: Packed }>;

/** The translations of these English messages. */
export const unpack = (packed: Packed, _english: Catalogue): Catalogue => packed as Catalogue;
