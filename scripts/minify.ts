import { minify, type CompressOptions, type MinifyOptions } from "terser";
import { minify as simplify, type Plugin } from "vite";
import { addIntegrity } from "./chunk-integrity.ts";
import { compress } from "./compress.mjs";
import { shorten, shortNames } from "./short-properties.ts";

const compressOptions: CompressOptions = {
  passes: 6,
  unsafe_arrows: true,
  unsafe_methods: true,
  keep_fargs: false,
  // Shared expressions compress better than single ones.
  collapse_vars: false,
  // Never `pure_getters`: it drops `void signal.value`, by which an effect subscribes.
};
const terserOptions: MinifyOptions = {
  module: true,
  ecma: 2020,
  compress: compressOptions,
  // Mangles the private members of reconnecting-websocket: no other property starts with `_` and a
  // letter.
  mangle: { properties: { regex: /^_[a-z]/ } },
};

/**
 * All of the file runs when it loads. V8 then compiles it on a background thread instead of
 * function by function on the main thread.
 */
const COMPILE_AT_ONCE = "//# allFunctionsCalledOnLoad";

/** The chunks of a first opening, a small screen, a page's call, or a visitor's act. */
const COMMON = ["api", "attention", "hello", "mobile-fullscreen", "secondary"];

/**
 * Ways to minify the chunks of every open chat: the one that compresses best is taken. They differ
 * by some hundredths, which no rule foretells.
 */
const WAYS: readonly CompressOptions[] = [
  {},
  { collapse_vars: true },
  { unsafe_methods: false },
  { collapse_vars: true, unsafe_methods: false },
  { sequences: false },
  { collapse_vars: true, sequences: false },
  { collapse_vars: true, booleans: false },
  { unsafe_methods: false, booleans: false },
];

const brotliOf = (code: string): number => compress(Buffer.from(code)).length;

/** Minifies in several ways, and returns the result that compresses best. */
async function best(code: string, ways: readonly CompressOptions[]): Promise<string> {
  const made = await Promise.all(
    ways.map(async (way) => {
      const compressed = { ...terserOptions, compress: { ...compressOptions, ...way } };
      return withOneKeyword((await minify(code, compressed)).code ?? code);
    }),
  );
  return made.reduce((one, other) => (brotliOf(other) < brotliOf(one) ? other : one));
}

/** One keyword for all declarations compresses better. */
const withOneKeyword = (code: string): string =>
  code.replaceAll(/(?<=^|[;{}(\n])const(?= [\w$]|[[{])/g, "let");

/** Simplifies with oxc, which finds what terser does not; names and layout stay as they are. */
const simplified = async (fileName: string, code: string): Promise<string> =>
  (await simplify(fileName, code, { module: true, compress: true, mangle: false, codegen: false }))
    .code;

/**
 * Minifies with oxc and then with terser, which is slower but saves another 1.5 %; in library mode
 * Vite leaves the code readable.
 */
export const minifyChunks: Plugin = {
  name: "minify-chunks",
  enforce: "post",
  async generateBundle(_, bundle) {
    const chunks = Object.values(bundle).filter((one) => one.type === "chunk");
    const names = shortNames(chunks.map(({ code }) => code));
    for (const chunk of chunks) chunk.code = shorten(chunk.code, names);
    const isWindow = ({ name }: { readonly name: string }): boolean => name === "widget";
    const shrink = async (chunk: (typeof chunks)[number]): Promise<void> => {
      const simple = await simplified(chunk.fileName, chunk.code);
      const isAutomatic = ["widget", "conversation", "hello"].some((name) =>
        chunk.fileName.startsWith(`${name}-`),
      );
      chunk.code = await best(simple, isAutomatic ? WAYS : [{}]);
    };
    for (const chunk of chunks) if (!isWindow(chunk)) await shrink(chunk);
    addIntegrity(bundle, "conversation", COMMON, (fileName, source) =>
      this.emitFile({ type: "asset", fileName, source }),
    );
    for (const chunk of chunks) {
      if (!isWindow(chunk)) continue;
      await shrink(chunk);
      chunk.code = `${COMPILE_AT_ONCE}\n${chunk.code}`;
    }
  },
};

/** Minifies the loader in several ways, and keeps the one that compresses best. */
export const minifyLoader: Plugin = {
  name: "minify-loader",
  enforce: "post",
  async generateBundle(_, bundle) {
    const choices: CompressOptions[] = [
      { inline: 1 },
      { hoist_funs: true },
      { sequences: false },
      { comparisons: false },
      { reduce_vars: false },
    ];
    // Every combination of the choices.
    const ways = Array.from(
      { length: 2 ** choices.length },
      (_, bits): CompressOptions =>
        Object.assign({}, ...choices.filter((_, at) => bits & (1 << at))),
    );
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== "chunk") continue;
      chunk.code = `${COMPILE_AT_ONCE}\n${await best(chunk.code, ways)}`;
    }
  },
};
