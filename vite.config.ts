import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { minify, type MinifyOptions } from "terser";
import { addIntegrity } from "./scripts/chunk-integrity.ts";
import { listChunkModules } from "./scripts/chunk-modules.ts";
import { guardPrototypes } from "./scripts/guard-prototypes.ts";
import { trimmedWebsocket } from "./scripts/trim-websocket.ts";
import {
  defaultClientConditions,
  defineConfig,
  transformWithOxc,
  type Plugin,
  type UserConfig,
} from "vite";

const { version } = JSON.parse(
  readFileSync(new URL("./package.json", import.meta.url), "utf8"),
) as { version: string };

const jsx = { runtime: "automatic", importSource: "preact" } as const;
const terserOptions: MinifyOptions = {
  module: true,
  ecma: 2020,
  compress: {
    passes: 6,
    unsafe_arrows: true,
    unsafe_methods: true,
    keep_fargs: false,
    // Never `pure_getters`: it drops `void signal.value`, by which an effect subscribes.
  },
  // Mangles the private members of reconnecting-websocket: no other property starts with `_` and a
  // letter.
  mangle: { properties: { regex: /^_[a-z]/ } },
};
/** The licences of bundled packages, written beside the bundle. */
const license = { fileName: "third-party-licenses.md" };
/** Takes the workspace contract/ from its source, so that only what is used is bundled. */
const conditions = ["parlor-source", ...defaultClientConditions];
const define = { __PARLOR_VERSION__: JSON.stringify(version) };

/**
 * All of the file runs when it loads. V8 then compiles it on a background thread instead of
 * function by function on the main thread.
 */
const COMPILE_AT_ONCE = "//# allFunctionsCalledOnLoad";

/**
 * Minifies with terser, which is slower but saves another 1.5 %; in library mode Vite leaves the
 * code readable.
 */
const minifyChunks: Plugin = {
  name: "minify-chunks",
  enforce: "post",
  async generateBundle(_, bundle) {
    const chunks = Object.values(bundle).filter((one) => one.type === "chunk");
    const isWindow = ({ name }: { readonly name: string }): boolean => name === "widget";
    const shrink = async (chunk: (typeof chunks)[number]): Promise<void> => {
      const { code = chunk.code } = await minify(chunk.code, terserOptions);
      // One keyword for all declarations compresses better.
      chunk.code = code.replaceAll(/(?<=^|[;{}(\n])const(?= [\w$]|[[{])/g, "let");
    };
    for (const chunk of chunks) if (!isWindow(chunk)) await shrink(chunk);
    addIntegrity(bundle, "conversation");
    for (const chunk of chunks) {
      if (!isWindow(chunk)) continue;
      await shrink(chunk);
      chunk.code = `${COMPILE_AT_ONCE}\n${chunk.code}`;
    }
  },
};

const i18n = new URL("./src/widget/i18n/", import.meta.url);
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
const locales: Plugin = {
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
        export const fetchWords = (tag) => import(/* @vite-ignore */ \`./locale-\${tag}.js\`);
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

/**
 * The feature number of `light-dark()` in lightningcss. Our style sheets do not use it, and its
 * fallback would add four properties to each of them.
 */
const LIGHT_DARK = 1 << 20;

/** The widget and its lazy chunks, as hashed ES modules in the folder of the version. */
const widget: UserConfig = {
  publicDir: false,
  define,
  oxc: { jsx },
  // Uses the library's source, without the legacy-browser code that its build adds.
  resolve: {
    alias: { "reconnecting-websocket": "reconnecting-websocket/reconnecting-websocket.ts" },
  },
  plugins: [
    guardPrototypes,
    trimmedWebsocket,
    locales,
    minifyChunks,
    listChunkModules("dist/chunk-modules.json"),
  ],
  css: { lightningcss: { exclude: LIGHT_DARK } },
  build: {
    target: "es2022",
    outDir: `dist/embed/${version}`,
    emptyOutDir: true,
    manifest: "manifest.json",
    license,
    // A library build keeps `import()` as it is: Vite's preload helper is for style sheets, and our
    // chunks have none.
    minify: false,
    cssMinify: true,
    lib: { entry: { widget: "src/widget/shell/attach.ts" }, formats: ["es"] },
    rolldownOptions: {
      preserveEntrySignatures: "allow-extension",
      output: {
        format: "es",
        entryFileNames: "[name]-[hash].js",
        // A chunk has the name of its folder.
        chunkFileNames: ({ facadeModuleId }) =>
          `${/([^/]+)\/chunk\.tsx?$/.exec(facadeModuleId ?? "")?.[1] ?? "[name]"}-[hash].js`,
      },
    },
  },
};

/** The only classic script. It contains the hashed name of its chunk, so it is built after it. */
const loader: UserConfig = {
  publicDir: false,
  define: {
    ...define,
    __PARLOR_CHUNK__: JSON.stringify(process.env["PARLOR_CHUNK"] ?? ""),
    __PARLOR_INTEGRITY__: JSON.stringify(process.env["PARLOR_INTEGRITY"] ?? ""),
  },
  build: {
    target: "es2022",
    minify: "terser",
    terserOptions,
    outDir: "dist/embed",
    emptyOutDir: false,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: "src/widget/loader/loader.ts",
      output: {
        format: "iife",
        entryFileNames: "parlor.js",
        codeSplitting: false,
        postBanner: COMPILE_AT_ONCE,
      },
    },
  },
};

/** The npm package: readable modules, with dependencies left to the host. */
const library: UserConfig = {
  publicDir: false,
  define,
  oxc: { jsx },
  resolve: { conditions },
  build: {
    target: "es2022",
    outDir: "dist/lib",
    emptyOutDir: true,
    minify: false,
    lib: {
      entry: {
        index: "src/widget/index.ts",
        element: "src/widget/integrations/element.ts",
        preact: "src/widget/integrations/preact.ts",
        react: "src/widget/integrations/react.ts",
        transport: "src/transport/index.ts",
        testing: "src/testing/index.ts",
      },
      formats: ["es"],
    },
    rolldownOptions: {
      external: [/^(preact|@preact\/signals|reconnecting-websocket|react)(\/|$)/],
    },
  },
};

/** The agents' page, served at /desk. */
const desk: UserConfig = {
  root: "server/desk",
  base: "/desk/",
  publicDir: false,
  oxc: { jsx },
  resolve: { conditions },
  build: {
    target: "es2022",
    outDir: "../dist/desk",
    license,
    emptyOutDir: true,
    modulePreload: { polyfill: false },
  },
};

/** The demo page; `npm run dev` serves it with hot reload beside a running server. */
const demo: UserConfig = {
  base: "/",
  build: {
    target: "es2022",
    outDir: "dist/demo",
    license,
    emptyOutDir: true,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: Object.fromEntries(
      ["/api", "/chat", "/oauth", "/notifications", "/parlor", "/demo.json", "/desk"].map(
        (path) => [path, { target: "http://127.0.0.1:8080", ws: true }],
      ),
    ),
  },
};

export default defineConfig(({ mode }) => ({ widget, loader, library, desk, demo })[mode] ?? demo);
