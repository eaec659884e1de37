import { createHash } from "node:crypto";
import type { Rolldown } from "vite";

/** What the browser holds a file against. */
const integrityOf = (code: string): string =>
  `sha256-${createHash("sha256").update(code).digest("base64")}`;

/**
 * Has every `import()` of the window ask for its file by hash, as the loader asks for the window itself: a file that was changed on its
 * way does not run. The window knows the hash of the first of its chunks, and that one knows all others, so that the first stays small.
 * Browsers without `modulepreload` import as ever. All but the window itself have to be minified by now.
 */
export function addIntegrity(bundle: Rolldown.OutputBundle, first: string): void {
  const chunks = Object.values(bundle).filter((one) => one.type === "chunk");
  const find = (name: string): Rolldown.OutputChunk => {
    const found = chunks.find((one) => one.name === name);
    if (found === undefined) throw new Error(`There is no chunk named ${name}`);
    return found;
  };
  const [entry, talk] = [find("widget"), find(first)];
  const others = chunks.filter((one) => one !== entry && one !== talk);
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
