import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { transformWithOxc, type Plugin } from "vite";

const i18n = new URL("../src/widget/i18n/", import.meta.url);
const wordsIn = async (file: string): Promise<Readonly<Record<string, unknown>>> => {
  const { code } = await transformWithOxc(readFileSync(new URL(file, i18n), "utf8"), file);
  const found = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as object;
  return Object.values(found)[0] as Readonly<Record<string, unknown>>;
};

/** The files of a language: a name, and the English catalogues whose translations it holds. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  open: ["en.ts", "en-conversation.ts"],
  attach: ["en-attach.ts", "en-row-files.ts"],
  rich: ["en-rich.ts"],
  secondary: ["en-secondary.ts", "en-direct.ts"],
  "pre-chat": ["en-pre-chat.ts", "en-hello.ts", "en-leave-message.ts"],
};

/** The file of a part of a language; the widget makes the name in the same way. */
const fileOf = (tag: string, part: string): string =>
  `locale-${tag}${part === "open" ? "" : `.${part}`}.js`;

/**
 * Emits a chunk for each part of a language, whose name the widget derives from the tag. The keys
 * are left out, which saves a third of the size: values are in the order of the English catalogue,
 * and those of each English file are stored under its first key. A message that is not translated
 * leaves a gap, and stays English. The build adds the hashes of the other parts to the part that an
 * open chat needs.
 */
export const locales: Plugin = {
  name: "locales",
  enforce: "pre",
  buildStart() {
    for (const file of readdirSync(new URL("locales/", i18n)))
      for (const part of Object.keys(PARTS))
        this.emitFile({
          type: "chunk",
          id: `${fileURLToPath(new URL(`locales/${file}`, i18n))}?part=${part}`,
          fileName: fileOf(file.replace(".ts", ""), part),
        });
  },
  async load(id) {
    if (id.endsWith("i18n/fetch-words.ts"))
      return `
        export const fetchWords = async (tag, part) => {
          const open = await $fetch(\`locale-\${tag}.js\`, $hashes[tag]);
          return part ? $fetch(\`locale-\${tag}.\${part}.js\`, open.hashes[part]) : open;
        };
        export const unpack = (packed, english) => {
          const keys = Object.keys(english);
          const words = (packed[keys[0]] ?? []).map((word, at) => [keys[at], word]);
          return Object.fromEntries(words.filter(([, word]) => word));
        };`;
    const [, file = "", part = ""] = /i18n\/(locales\/.+)\?part=(.+)$/.exec(id) ?? [];
    const sources = PARTS[part];
    if (sources === undefined) return undefined;
    const words = await wordsIn(file);
    const packed = await Promise.all(
      sources.map(async (source) => {
        const keys = Object.keys(await wordsIn(source));
        return [keys[0] ?? "", keys.map((key) => words[key])];
      }),
    );
    return `export const words = ${JSON.stringify(Object.fromEntries(packed))};`;
  },
};
