import { createHash } from "node:crypto";
import type { Rolldown } from "vite";

/** The integrity value that the browser compares a file with. */
const integrityOf = (code: string): string =>
  `sha256-${createHash("sha256").update(code).digest("base64")}`;

/** `secondary-DZjO3EFd.js` → `secondary`; the names of locales have no hash. */
const nameOf = (fileName: string): string => fileName.replace(/-[\w-]{8}\.js$/, "");

/** A static import is not verified, unless its chunk has been loaded already. */
function refuseOtherImports(
  chunks: readonly Rolldown.OutputChunk[],
  loaded: readonly string[],
): void {
  for (const { fileName, imports } of chunks)
    for (const name of imports)
      if (!loaded.includes(name))
        throw new Error(`${fileName} imports ${name}, whose hash nobody would compare`);
}

/** A module that says the file and the integrity value of each of these chunks, by name. */
const tableOf = (chunks: readonly Rolldown.OutputChunk[]): string =>
  `export const files=${JSON.stringify(
    Object.fromEntries(
      chunks.map(({ fileName, code }) => [nameOf(fileName), [fileName, integrityOf(code)]]),
    ),
  )};`;

/** The file of a catalogue, or of a later part of it: `locale-de.js`, `locale-de.secondary.js`. */
const LOCALE = /^locale-(?<tag>[^.]+)(?:\.(?<part>[^.]+))?\.js$/;

/**
 * Appends to the first part of each catalogue the integrity values of the later ones.
 * @returns the integrity values of the first parts, by language
 */
function hashLocales(chunks: readonly Rolldown.OutputChunk[]): Readonly<Record<string, string>> {
  const locales = chunks.map((chunk) => {
    const { tag, part } = LOCALE.exec(chunk.fileName)?.groups ?? {};
    return { tag, part, chunk };
  });
  const hashesOf = (found: typeof locales, name: "tag" | "part"): Record<string, string> =>
    Object.fromEntries(found.map((one) => [one[name] ?? "", integrityOf(one.chunk.code)]));
  const first = locales.filter(({ tag, part }) => tag !== undefined && part === undefined);
  for (const { tag, chunk } of first) {
    const later = locales.filter((one) => one.tag === tag && one.part !== undefined);
    chunk.code += `export const hashes=${JSON.stringify(hashesOf(later, "part"))};`;
  }
  return hashesOf(first, "tag");
}

/**
 * Makes every `import()` of the widget verify its chunk by hash, as the loader does for the widget
 * itself: a file that was changed in transit does not run. The widget's entry holds file name and
 * hash of the first chunk, of the chunk `vocabulary` and of a list. The first chunk holds those of
 * the chunks that many visitors need, `vocabulary` those of all languages, and the list those of
 * the others: hashes do not compress. Browsers that do not support `modulepreload` import without
 * the check. All chunks but the entry must be minified already.
 * @param common - the chunks that many visitors need
 * @param emit - adds a file to the bundle
 */
export function addIntegrity(
  bundle: Rolldown.OutputBundle,
  first: string,
  common: readonly string[],
  emit: (fileName: string, code: string) => void,
): void {
  const chunks = Object.values(bundle).filter((one) => one.type === "chunk");
  const find = (name: string): Rolldown.OutputChunk => {
    const found = chunks.find(({ fileName }) => nameOf(fileName) === name);
    if (found === undefined) throw new Error(`There is no chunk named ${name}`);
    return found;
  };
  const [entry, conversation] = [find("widget"), find(first)];
  const others = chunks.filter((one) => one !== entry && one !== conversation);
  refuseOtherImports(others, [entry.fileName, conversation.fileName]);
  const withFetch = (code: string): string =>
    others
      .reduce(
        (text, { fileName }) =>
          text.replaceAll(`import("./${fileName}")`, `$fetch("${nameOf(fileName)}")`),
        code,
      )
      .replaceAll(/\bimport\(/g, "$fetch(");
  for (const chunk of others)
    if (chunk.code.includes("import("))
      chunk.code = `import{$fetch}from"./${entry.fileName}";${withFetch(chunk.code)}`;
  const isCommon = ({ fileName }: Rolldown.OutputChunk): boolean =>
    common.includes(nameOf(fileName));
  conversation.code += tableOf(others.filter(isCommon));
  const [vocabulary, locales] = [find("vocabulary"), hashLocales(others)];
  const isListed = (one: Rolldown.OutputChunk): boolean =>
    !isCommon(one) && one !== vocabulary && !LOCALE.test(one.fileName);
  /** Adds a file, named by its content. @returns the expression that fetches it */
  const emitHashed = (name: string, code: string): string => {
    const hash = createHash("sha256").update(code).digest("base64url").slice(0, 8);
    emit(`${name}-${hash}.js`, code);
    return `$fetch("${name}-${hash}.js","${integrityOf(code)}")`;
  };
  const fetchList = emitHashed("hashes", tableOf(others.filter(isListed)));
  const fetchVocabulary = emitHashed(
    "vocabulary",
    `import{$fetch}from"./${entry.fileName}";${vocabulary.code}const $hashes=${JSON.stringify(locales)};`,
  );
  delete bundle[vocabulary.fileName];
  const fetchFirst = `$fetch("${conversation.fileName}","${integrityOf(conversation.code)}")`;
  entry.code = `
    ${withFetch(
      entry.code
        .replaceAll(`import("./${conversation.fileName}")`, fetchFirst)
        .replaceAll(`import("./${vocabulary.fileName}")`, fetchVocabulary),
    )}
    export async function $fetch(file, hash) {
      if (!hash)
        [file, hash] = (await ${fetchFirst}).files[file] || (await ${fetchList}).files[file];
      const link = document.createElement("link");
      link.rel = "modulepreload";
      link.nonce = document.querySelector(\`link[href="\${import.meta.url}"]\`)?.nonce;
      link.integrity = hash;
      link.href = new URL(file, import.meta.url);
      document.head.append(link);
      return import(link.href);
    }`;
}
