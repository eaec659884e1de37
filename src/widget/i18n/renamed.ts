/**
 * Names of 0.1.0 that options and catalogue keys have replaced: an option has such a name, a key
 * begins with it. They are accepted until 1.0.
 */
const renamed: Readonly<Record<string, string>> = {
  guard: "sensitiveData",
  hall: "preChat",
  teaser: "greeting",
};

/** An option under its name of 0.1.0. */
export type OldOption = "guard" | "teaser";

/** The name of today of an option or of a catalogue key. */
export const currentName = (name: string): string =>
  name.replace(/^(hall(?=\.)|(guard|teaser)(?=\.|$))/, (old) => renamed[old] as string);

/**
 * Adds the names of today to options or messages that are given under names of 0.1.0. Between two
 * values, that of the name of today counts.
 */
export const withCurrentNames = <Value>(
  given: Readonly<Record<string, Value>>,
): Record<string, Value> => ({
  ...Object.fromEntries(Object.entries(given).map(([name, value]) => [currentName(name), value])),
  ...given,
});
