const names = new Intl.DisplayNames(["en"], { type: "language", fallback: "code" });

/** The English name of a language tag; another text stays as it is. */
export function languageName(tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    // A routing language may have any name.
    return tag;
  }
}
