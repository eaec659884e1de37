import type { Catalogue } from "./en.ts";
import { fetchWords, unpack, type Packed, type WordsPart } from "./fetch-words.ts";
import type { Language } from "./languages.ts";

/*
 * A chunk of its own, fetched for the first language other than English. The build adds the hashes
 * of all languages to it.
 */

/** The catalogue of a language, as far as it has been fetched. */
export interface Vocabulary {
  /** The translations of English messages; those of a part that is not there are left out. */
  readonly translate: (english: Catalogue) => Catalogue;
  /**
   * Whether a part is there, or could not be fetched and stays English. The first call fetches it.
   */
  readonly has: (part: WordsPart) => boolean;
}

/**
 * Fetches parts of the catalogue of a language.
 * @param used - the parts; those that are added meanwhile are fetched, too
 * @param onMore - called when a later part has been fetched, or could not be
 * @throws when one of the parts cannot be fetched
 */
export async function fetchVocabulary(
  tag: Exclude<Language, "en">,
  used: ReadonlySet<WordsPart>,
  onMore: () => void,
): Promise<Vocabulary> {
  let packed: Packed = {};
  const add = async (part: WordsPart): Promise<void> => {
    const { words } = await fetchWords(tag, part);
    packed = { ...packed, ...words };
  };
  for (const part of used) await add(part);
  const asked = new Set(used);
  const settled = new Set(used);
  return {
    translate: (english) => unpack(packed, english),
    has(part) {
      if (!asked.has(part)) {
        asked.add(part);
        const settle = (): void => {
          settled.add(part);
          onMore();
        };
        // Without its messages the part stays English.
        void add(part).then(settle, settle);
      }
      return settled.has(part);
    },
  };
}
