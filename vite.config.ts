import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defaultClientConditions, defineConfig, type UserConfig } from "vite";
import { listChunkModules } from "./scripts/chunk-modules.ts";
import { guardPrototypes } from "./scripts/guard-prototypes.ts";
import { locales } from "./scripts/locales.ts";
import { minifyChunks, minifyLoader } from "./scripts/minify.ts";
import { optionColumns, optionDefaults } from "./scripts/option-parts.ts";
import { trimmedWebsocket } from "./scripts/trim-websocket.ts";

const { version } = JSON.parse(
  readFileSync(new URL("./package.json", import.meta.url), "utf8"),
) as { version: string };

const jsx = { runtime: "automatic", importSource: "preact" } as const;
/** The licences of bundled packages, written beside the bundle. */
const license = { fileName: "third-party-licenses.md" };
/** Takes the workspace contract/ from its source, so that only what is used is bundled. */
const conditions = ["parlor-source", ...defaultClientConditions];
const define = { __PARLOR_VERSION__: JSON.stringify(version) };

/**
 * The feature number of `light-dark()` in lightningcss. Our style sheets do not use it, and its
 * fallback would add four properties to each of them.
 */
const LIGHT_DARK = 1 << 20;

/** The hooks and the binding to signals of the embed. */
const trackedComponent = fileURLToPath(
  new URL("./src/widget/model/tracked-component.ts", import.meta.url),
);

/** The widget and its lazy chunks, as hashed ES modules in the folder of the version. */
const widget: UserConfig = {
  publicDir: false,
  define,
  oxc: { jsx },
  resolve: {
    alias: {
      // The library's source, without the legacy-browser code that its build adds.
      "reconnecting-websocket": "reconnecting-websocket/reconnecting-websocket.ts",
      "@preact/signals": trackedComponent,
      "preact/hooks": trackedComponent,
    },
  },
  plugins: [
    guardPrototypes,
    trimmedWebsocket,
    locales,
    optionDefaults,
    // The embed only checks the options, and has the defaults in the shell.
    optionColumns("doc", "unset", "type", "attribute", "default"),
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
  plugins: [minifyLoader],
  build: {
    target: "es2022",
    minify: false,
    cssMinify: true,
    outDir: "dist/embed",
    emptyOutDir: false,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: "src/widget/loader/loader.ts",
      output: {
        format: "iife",
        entryFileNames: "parlor.js",
        codeSplitting: false,
      },
    },
  },
};

/** The npm package: readable modules, with dependencies left to the host. */
const library: UserConfig = {
  publicDir: false,
  define,
  plugins: [optionColumns("doc", "unset")],
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
        "web-messaging": "src/widget/integrations/web-messaging.ts",
      },
      formats: ["es"],
    },
    rolldownOptions: {
      external: [/^(preact|@preact\/signals|reconnecting-websocket|react)(\/|$)/],
    },
  },
};

/** The agents' page, served at /desk of a server that may be under any path. */
const desk: UserConfig = {
  root: "server/desk",
  base: "./",
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
  base: "./",
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
