import { fileURLToPath } from "node:url";
import { build } from "vite";

const at = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** Bundles a source file into a single script in memory, minified like the widget. */
async function bundle(file: string): Promise<string> {
  const result = await build({
    configFile: false,
    root: at("."),
    logLevel: "error",
    publicDir: false,
    define: { __PARLOR_VERSION__: JSON.stringify("bench") },
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: {
      write: false,
      target: "es2022",
      cssMinify: true,
      rolldownOptions: {
        input: at(file),
        output: { format: "iife", codeSplitting: false },
      },
    },
  });
  const [output] = "output" in result ? result.output : [];
  if (output === undefined) throw new Error(`${file} was not built`);
  return output.code;
}

/** The minimal Preact page, and a harness that passes Parlor's panel its history at once. */
export const buildReferences = async (): Promise<{ chat: string; parlor: string }> => ({
  chat: await bundle("chat.tsx"),
  parlor: await bundle("parlor.ts"),
});
