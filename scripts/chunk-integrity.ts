import { createHash } from "node:crypto";
import type { Rolldown } from "vite";

/** The integrity value that the browser compares a file with. */
const integrityOf = (code: string): string =>
  `sha256-${createHash("sha256").update(code).digest("base64")}`;

/**
 * Makes every `import()` of the widget verify its chunk by hash, as the loader does for the widget
 * itself: a file that was changed in transit does not run. The widget's entry holds the hash of the
 * first chunk only, and that chunk holds all others, which keeps the entry small. Browsers that do
 * not support `modulepreload` import without the check. All chunks but the entry must be minified
 * already.
 */
export function addIntegrity(bundle: Rolldown.OutputBundle, first: string): void {
  const chunks = Object.values(bundle).filter((one) => one.type === "chunk");
  const find = (name: string): Rolldown.OutputChunk => {
    const found = chunks.find((one) => one.fileName.startsWith(`${name}-`));
    if (found === undefined) throw new Error(`There is no chunk named ${name}`);
    return found;
  };
  const [entry, talk] = [find("widget"), find(first)];
  const others = chunks.filter((one) => one !== entry && one !== talk);
  // A static import is not verified, unless its chunk has been loaded already.
  for (const { fileName, imports } of others)
    for (const name of imports)
      if (name !== entry.fileName && name !== talk.fileName)
        throw new Error(`${fileName} imports ${name}, whose hash nobody would compare`);
  for (const chunk of others)
    if (chunk.code.includes("import("))
      chunk.code = `import{$fetch}from"./${entry.fileName}";${chunk.code.replaceAll("import(", "$fetch(")}`;
  const table = Object.fromEntries(
    others.map(({ fileName, code }) => [`./${fileName}`, integrityOf(code)]),
  );
  talk.code += `export const integrity=${JSON.stringify(table)};`;
  const fetchFirst = `$fetch("./${talk.fileName}","${integrityOf(talk.code)}")`;
  entry.code = `
    ${entry.code.replaceAll(`import("./${talk.fileName}")`, fetchFirst).replaceAll(/\bimport\(/g, "$fetch(")}
    export async function $fetch(file, hash) {
      const link = document.createElement("link");
      link.rel = "modulepreload";
      link.nonce = document.querySelector(\`link[href="\${import.meta.url}"]\`)?.nonce;
      link.integrity = hash ?? (await ${fetchFirst}).integrity[file];
      link.href = new URL(file, import.meta.url);
      document.head.append(link);
      return import(link.href);
    }`;
}
