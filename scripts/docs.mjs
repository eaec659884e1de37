// npm run docs: serves the docs as a site, on http://localhost:5173/, and shows changes at once.
//   --build   writes it into dist/docs instead
//   --check   builds it, and tries the built site in Chromium
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { installDocsPackages } from "./docs-packages.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const site = join(root, "docs/site");

function run(program, ...args) {
  const { status } = spawnSync(program, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

const args = process.argv.slice(2);
installDocsPackages();
// The playground has the built widget.
if (!existsSync(join(root, "dist/lib/index.js"))) {
  const { build } = await import("./build.mjs");
  await build();
}
const vitepress = join(site, "node_modules/.bin/vitepress");
if (args.length === 0) run(vitepress, "dev", site);
else run(vitepress, "build", site);
if (args.includes("--check"))
  run(join(root, "node_modules/.bin/playwright"), "test", "-c", "playwright.docs.config.ts");
