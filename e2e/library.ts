import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { builtOnce } from "./built-once.ts";
import { page } from "./host-page.ts";
import type { Site } from "./site.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** One module with all that it imports, as a page's own build would make it. */
export async function bundle(code: string, from = root): Promise<string> {
  const folder = await builtOnce([code, from], async (into) =>
    writeFileSync(join(into, "app.js"), await bundleNow(code, from)),
  );
  return readFileSync(join(folder, "app.js"), "utf8");
}

async function bundleNow(code: string, from: string): Promise<string> {
  const result = await build({
    configFile: false,
    root: from,
    logLevel: "silent",
    publicDir: false,
    define: { "process.env.NODE_ENV": JSON.stringify("production") },
    plugins: [
      {
        name: "app",
        resolveId: (id) => (id === "app" ? `${from}app.js` : null),
        load: (id) => (id === `${from}app.js` ? code : null),
      },
    ],
    build: {
      write: false,
      target: "es2022",
      rolldownOptions: { input: "app", output: { format: "es", codeSplitting: false } },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (output === undefined || !("output" in output)) throw new Error("Nothing was built");
  return output.output[0].code;
}

export const module = { "content-type": "text/javascript" };

/** Puts a page on a site that has the published modules: `mount` is a global there. */
export async function putLibrary(site: Site): Promise<void> {
  const code = `import { mount } from "./dist/lib/index.js"; Object.assign(window, { mount });`;
  site.put("/app.js", await bundle(code, root), module);
  const body = `<div id="place" style="inline-size: 500px; block-size: 420px"></div>`;
  site.put("/", page({ head: `<script type="module" src="/app.js"></script>`, body }));
}

interface React {
  createElement(type: unknown, props?: object | null, ...children: unknown[]): unknown;
  useState<Value>(initial: Value): [Value, (next: Value) => void];
}

/** A document from `html` on; it is drawn here and in the browser. */
const documentOf = ({ createElement: h, useState }: React, tag: object) =>
  function App(): unknown {
    const [count, setCount] = useState(0);
    const head = h("head", null, h("title", null, "Site"), h("script", tag));
    const button = h("button", { onClick: () => setCount(count + 1) }, `Clicked ${count}`);
    const body = h("body", null, button, h("script", { type: "module", src: "/app.js" }));
    return h("html", { lang: "en" }, head, body);
  };

/**
 * Puts a page on a site whose whole document React renders, with a tag in its head, and hydrates in
 * the browser.
 */
export async function putReactDocument(site: Site, version: 18 | 19, tag: object): Promise<void> {
  const from = version === 18 ? `${root}e2e/react-18/` : root;
  const code = `
    import * as React from "react";
    import { hydrateRoot } from "react-dom/client";
    const App = (${documentOf.toString()})(React, globalThis.tag);
    window.complaints = [];
    hydrateRoot(document, React.createElement(App), {
      onRecoverableError: (error) => window.complaints.push(String(error)),
    });`;
  const given = `globalThis.tag = ${JSON.stringify(tag)};`;
  site.put("/app.js", given + (await bundle(code, from)), module);
  const require = createRequire(`${from}package.json`);
  const react = require("react") as React;
  const server = require("react-dom/server") as { renderToString(node: unknown): string };
  const html = server.renderToString(react.createElement(documentOf(react, tag)));
  site.put("/", `<!doctype html>${html}`);
}
