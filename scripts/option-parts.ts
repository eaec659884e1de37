import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseSync, type Plugin } from "vite";

const options = new URL("../src/widget/options/", import.meta.url);
const TABLES = ["conversation-options.ts", "panel-options.ts"];

interface Property {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly value: { readonly start: number; readonly end: number; readonly properties: unknown };
}

/** The properties of all object literals of a module. */
function propertiesOf(file: string, source: string): Property[] {
  const found: Property[] = [];
  JSON.stringify(parseSync(file, source).program, (_, node: unknown) => {
    const { type, key, start, end, value } = (node ?? {}) as Record<string, unknown>;
    const name = (key as { readonly name?: string } | null | undefined)?.name;
    if (type === "Property" && name !== undefined)
      found.push({ name, start, end, value } as unknown as Property);
    return node;
  });
  return found;
}

/** The defaults of a table of options, as source text. */
export function defaultsOf(file: string, source: string): string[] {
  const properties = propertiesOf(file, source);
  return properties.flatMap(({ name, value }) => {
    const own = properties.find(
      (one) => one.name === "default" && one.start > value.start && one.end < value.end,
    );
    const text = own && source.slice(own.value.start, own.value.end);
    return text === undefined || text === "undefined" ? [] : [`${name}: ${text}`];
  });
}

/** A table of options without these columns. */
export function withoutColumns(file: string, source: string, columns: readonly string[]): string {
  return propertiesOf(file, source)
    .filter(({ name }) => columns.includes(name))
    .sort((a, b) => b.start - a.start)
    .reduce(
      (text, { start, end }) => text.slice(0, start) + text.slice(end).replace(/^,/, ""),
      source,
    );
}

/** Leaves these columns out of the tables of options. */
export const optionColumns = (...columns: readonly string[]): Plugin => ({
  name: "option-columns",
  enforce: "pre",
  transform(code, id) {
    const file = TABLES.find((name) => id.endsWith(`/options/${name}`));
    return file === undefined
      ? undefined
      : { code: withoutColumns(file, code, columns), map: null };
  },
});

/** Gives the shell the defaults of the options without their checks. */
export const optionDefaults: Plugin = {
  name: "option-defaults",
  enforce: "pre",
  load(id) {
    if (!id.endsWith("/options/defaults.ts")) return undefined;
    const entries = TABLES.flatMap((file) =>
      defaultsOf(file, readFileSync(fileURLToPath(new URL(file, options)), "utf8")),
    );
    return `export const defaults = { ${entries.join(", ")} };`;
  },
};
