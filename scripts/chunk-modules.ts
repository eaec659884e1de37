import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Writes the modules of each chunk into a file that is not published: a test compares them with
 * the folders.
 */
export const listChunkModules = (file: string): Plugin => ({
  name: "list-chunk-modules",
  generateBundle(_, bundle) {
    const chunks = Object.values(bundle).filter((one) => one.type === "chunk");
    const modules = chunks.map(({ fileName, moduleIds }) => [
      fileName.replace(/-[\w-]{8}\.js$/, ""),
      moduleIds.map((id) => relative(root, id.replace(/\?.*/, ""))),
    ]);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(Object.fromEntries(modules), null, 2));
  },
});
