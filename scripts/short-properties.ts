/** A custom property of the widget's own; those that a page may set begin with `--parlor-`. */
const OWN_PROPERTY = /--pl-[a-z0-9-]+/g;

/**
 * Keeps a prefix: a page's `@property --a` applies inside a shadow root, too, and would give a
 * property of that name another type.
 */
const PREFIX = "--p-";

/** a, b, … z, aa, ab, … */
function nthName(index: number): string {
  const last = String.fromCharCode(97 + (index % 26));
  return index < 26 ? last : nthName(Math.floor(index / 26) - 1) + last;
}

/** Short names for the custom properties of all chunks, the most frequent first. */
export function shortNames(codes: readonly string[]): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  for (const code of codes)
    for (const [name] of code.matchAll(OWN_PROPERTY)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const names = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return new Map(names.map(([name], index) => [name, PREFIX + nthName(index)]));
}

/** Replaces the custom properties by their short names. */
export const shorten = (code: string, names: ReadonlyMap<string, string>): string =>
  code.replaceAll(OWN_PROPERTY, (name) => names.get(name) ?? name);
