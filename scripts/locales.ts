import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { transformWithOxc, type Plugin } from "vite";

const i18n = new URL("../src/widget/i18n/", import.meta.url);
const wordsIn = async (file: string): Promise<Readonly<Record<string, unknown>>> => {
  const { code } = await transformWithOxc(readFileSync(new URL(file, i18n), "utf8"), file);
  const found = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as object;
  return Object.values(found)[0] as Readonly<Record<string, unknown>>;
};

/**
 * Emits a chunk of messages for each language, whose name the widget derives from the tag. The keys
 * are left out, which saves a third of the size: values are in the order of the English catalogue,
 * part by part, and each part is stored under its first key.
 */
export const locales: Plugin = {
  name: "locales",
  enforce: "pre",
  buildStart() {
    for (const file of readdirSync(new URL("locales/", i18n)))
      this.emitFile({
        type: "chunk",
        id: fileURLToPath(new URL(`locales/${file}`, i18n)),
        fileName: `locale-${file.replace(".ts", ".js")}`,
      });
  },
  async load(id) {
    if (id.endsWith("i18n/fetch-words.ts"))
      return `
        export const fetchWords = (tag) => import(/* @vite-ignore */ \`locale-\${tag}.js\`);
        export const unpack = (packed, english) => {
          const keys = Object.keys(english);
          return Object.fromEntries((packed[keys[0]] ?? []).map((word, at) => [keys[at], word]));
        };`;
    const file = /i18n\/(locales\/.+)$/.exec(id)?.[1];
    if (file === undefined) return undefined;
    const words = await wordsIn(file);
    const parts = await Promise.all(
      ["en.ts", "en-conversation.ts", "en-secondary.ts", "en-pre-chat.ts"].map(async (part) => {
        const keys = Object.keys(await wordsIn(part));
        return [keys[0] ?? "", keys.map((key) => words[key])];
      }),
    );
    return `export const words = ${JSON.stringify(Object.fromEntries(parts))};`;
  },
};
