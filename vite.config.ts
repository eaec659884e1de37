import { readFileSync } from "node:fs";
import { defineConfig, type Plugin, type UserConfig } from "vite";

const { version } = JSON.parse(
  readFileSync(new URL("./package.json", import.meta.url), "utf8"),
) as { version: string };

const jsx = { runtime: "automatic", importSource: "preact" } as const;
/** A second, slower minifier for what a page loads: it takes another one and a half per cent off. */
const small = {
  minify: "terser",
  terserOptions: {
    module: true,
    ecma: 2020,
    compress: { passes: 3, unsafe_arrows: true, unsafe_methods: true, keep_fargs: false },
  },
} as const;
const define = { __PARLOR_VERSION__: JSON.stringify(version) };

/** Vite's helper around `import()` fetches style sheets and preloads; our chunks have neither, and every byte counts. */
const plainImports: Plugin = {
  name: "plain-imports",
  enforce: "pre",
  load: (id) =>
    id.endsWith("vite/preload-helper.js")
      ? "export const __vitePreload = (load) => load();"
      : undefined,
};

/** The window and what it fetches later, as hashed ES modules under the version's folder. */
const widget: UserConfig = {
  publicDir: false,
  define,
  oxc: { jsx },
  plugins: [plainImports],
  build: {
    target: "es2022",
    ...small,
    outDir: `dist/embed/${version}`,
    emptyOutDir: true,
    manifest: "manifest.json",
    modulePreload: false,
    rolldownOptions: {
      input: { widget: "src/widget/embed/embed.ts" },
      preserveEntrySignatures: "allow-extension",
      output: {
        format: "es",
        entryFileNames: "[name]-[hash].js",
        chunkFileNames: "[name]-[hash].js",
      },
    },
  },
};

/** The one classic script. It knows its chunk's hashed name, so it is built after it. */
const loader: UserConfig = {
  publicDir: false,
  define: { ...define, __PARLOR_CHUNK__: JSON.stringify(process.env["PARLOR_CHUNK"] ?? "") },
  build: {
    target: "es2022",
    ...small,
    outDir: "dist/embed",
    emptyOutDir: false,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: "src/widget/embed/loader.ts",
      output: { format: "iife", entryFileNames: "parlor.js", codeSplitting: false },
    },
  },
};

/** The npm package: readable modules, dependencies left to the host. */
const library: UserConfig = {
  publicDir: false,
  define,
  oxc: { jsx },
  build: {
    target: "es2022",
    outDir: "dist/lib",
    emptyOutDir: true,
    minify: false,
    lib: {
      entry: { index: "src/widget/index.ts", transport: "src/transport/index.ts" },
      formats: ["es"],
    },
    rolldownOptions: { external: [/^(preact|@preact\/signals|reconnecting-websocket)/] },
  },
};

/** The agents' page, served at /desk. */
const desk: UserConfig = {
  root: "server/desk",
  base: "/desk/",
  publicDir: false,
  oxc: { jsx },
  build: {
    target: "es2022",
    outDir: "../dist/desk",
    emptyOutDir: true,
    modulePreload: { polyfill: false },
  },
};

/** The demo page; `npm run dev` serves it with hot reload, beside a running server. */
const demo: UserConfig = {
  base: "/",
  build: {
    target: "es2022",
    outDir: "dist/demo",
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
