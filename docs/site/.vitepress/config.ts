import { cpSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitepress";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const library = (name: string): string => `${root}dist/lib/${name}.js`;

/** Files that pages link to and that are no pages. */
const files = ["docs/contracts", "docs/images/performance/figures.json", "llms.txt"];

const page = (text: string, name: string) => ({ text, link: `/docs/${name}` });

/** The docs as a site: the Markdown of the repository as it is, and no request to a third party. */
export default defineConfig({
  title: "Parlor",
  description: "A guest chat for web sites: widget, server and desk.",
  lang: "en",
  srcDir: root,
  srcExclude: [
    "docs/images/**",
    "docs/site/**",
    "server/**",
    "**/node_modules/**",
    "**/dist/**",
    "screens/**",
    "test-results/**",
    "temp/**",
  ],
  rewrites: { "README.md": "index.md" },
  outDir: `${root}dist/docs`,
  cacheDir: fileURLToPath(new URL("./cache", import.meta.url)),
  cleanUrls: false,
  // The demo.
  ignoreDeadLinks: [/^http:\/\/localhost/],
  buildEnd({ outDir }) {
    for (const path of files) cpSync(`${root}${path}`, join(outDir, path), { recursive: true });
  },
  markdown: {
    // A tag in the middle of a sentence, such as <dialog> in the title of a test, is text. A
    // comment, such as the marks around the README's sizes, is left out.
    config: (md) => {
      md.renderer.rules["html_inline"] = (tokens, at) => {
        const html = tokens[at]?.content ?? "";
        return html.startsWith("<!--") ? "" : md.utils.escapeHtml(html);
      };
      // The reports of the API, which a tool writes, begin with a heading of the second level.
      md.core.ruler.push("report-title", ({ env, tokens }) => {
        if (!/^docs\/api\//.test(env.relativePath ?? "")) return;
        const [first, , last] = tokens;
        for (const token of [first, last]) if (token?.tag === "h2") token.tag = "h1";
      });
    },
  },
  head: [["link", { rel: "icon", href: "data:," }]],
  vite: {
    // That of the repository, which is the root here, is for the widget.
    configFile: false,
    publicDir: false,
    resolve: {
      alias: [
        { find: /^parlor$/, replacement: library("index") },
        { find: /^parlor\/testing$/, replacement: library("testing") },
      ],
    },
    // The widget loads its chunks from its own folder.
    server: { fs: { allow: [root] } },
  },
  themeConfig: {
    search: { provider: "local" },
    nav: [
      { text: "Docs", link: "/docs/README" },
      { text: "Playground", link: "/docs/playground" },
      { text: "Changelog", link: "/CHANGELOG" },
    ],
    sidebar: [
      {
        text: "Site owner",
        items: [
          page("Recipes", "recipes"),
          page("Playground", "playground"),
          page("Stored data", "privacy"),
          page("Accessibility", "accessibility"),
          page("Conformance", "conformance"),
          page("Browsers", "browsers"),
        ],
      },
      {
        text: "Front-end developer",
        items: [
          page("Embedding", "embedding"),
          page("Testing your page", "testing"),
          page("Errors", "errors"),
          page("Hazards", "hazards"),
          page("Performance", "performance"),
        ],
      },
      {
        text: "Operator",
        items: [
          page("Server", "server"),
          page("The agent API", "agent-api"),
          page("Webhooks", "webhooks"),
          page("MCP server", "mcp"),
          page("Server errors", "server-errors"),
          page("Formatted text", "formatted-text"),
          page("Security", "security"),
          page("Reliability", "reliability"),
        ],
      },
      {
        text: "Contributor",
        items: [
          page("Architecture", "architecture"),
          page("Decisions", "decisions/README"),
          page("Protocol", "protocol"),
          page("Engines", "engines"),
          page("Design check", "design-check"),
          { text: "Contributing", link: "/CONTRIBUTING" },
        ],
      },
    ],
    outline: [2, 3],
  },
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === "parlor-chat" } } },
});
