import type { Catalogue } from "../i18n/en.ts";

/** Options of 0.1.0 that have another name now; the old names are accepted until 1.0. */
export const renamedOptions = { teaser: "greeting", guard: "sensitiveData" } as const;

/** An option under its name of 0.1.0. */
export type OldOption = keyof typeof renamedOptions;

/** Catalogue keys of 0.1.0 begin with one of these words. */
const renamedKeys: Readonly<Record<string, string>> = { ...renamedOptions, hall: "preChat" };

/** The catalogue key of today for a key of 0.1.0. */
export const currentKey = (key: string): string =>
  key.replace(/^\w+(?=\.)/, (word) => renamedKeys[word] ?? word);

/** The options under the names of today; a value that is given under both names is the new one. */
export function withCurrentNames(
  input: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const options: Record<string, unknown> = { ...input };
  for (const [old, name] of Object.entries(renamedOptions))
    if (old in options) {
      options[name] ??= options[old];
      delete options[old];
    }
  if (options["launcher"] === "door") options["launcher"] = "default";
  return options;
}

/** The messages under the keys of today. */
export const withCurrentKeys = (messages: Catalogue): Catalogue =>
  Object.fromEntries(Object.entries(messages).map(([key, value]) => [currentKey(key), value]));
