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

/**
 * Makes every `import()` of the widget verify its chunk by hash, as the loader does for the widget
 * itself: a file that was changed in transit does not run. The widget's entry holds file name and
 * hash of the first chunk and of a list. The first chunk holds those of the chunks that many
 * visitors need, and the list those of all others: hashes do not compress. A language does not wait
 * for the first chunk. Browsers that do not support `modulepreload` import without the check. All
 * chunks but the entry must be minified already.
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
  const list = tableOf(others.filter((one) => !isCommon(one)));
  const hash = createHash("sha256").update(list).digest("base64url").slice(0, 8);
  emit(`hashes-${hash}.js`, list);
  const fetchList = `$fetch("hashes-${hash}.js","${integrityOf(list)}")`;
  const fetchFirst = `$fetch("${conversation.fileName}","${integrityOf(conversation.code)}")`;
  entry.code = `
    ${withFetch(entry.code.replaceAll(`import("./${conversation.fileName}")`, fetchFirst))}
    export async function $fetch(file, hash) {
      if (!hash)
        [file, hash] =
          (!file.startsWith("locale") && (await ${fetchFirst}).files[file]) ||
          (await ${fetchList}).files[file];
      const link = document.createElement("link");
      link.rel = "modulepreload";
      link.nonce = document.querySelector(\`link[href="\${import.meta.url}"]\`)?.nonce;
      link.integrity = hash;
      link.href = new URL(file, import.meta.url);
      document.head.append(link);
      return import(link.href);
    }`;
}
