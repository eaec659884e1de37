const KIB = 1_024;
const MIB = KIB * KIB;

/**
 * A size in the words of a language: `248 kB`, `1.8 MB`.
 * @param locale - for `Intl`
 */
export function fileSize(bytes: number, locale: string): string {
  const isLarge = bytes >= MIB;
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: isLarge ? "megabyte" : "kilobyte",
    maximumFractionDigits: isLarge ? 1 : 0,
  }).format(isLarge ? bytes / MIB : Math.ceil(bytes / KIB));
}
