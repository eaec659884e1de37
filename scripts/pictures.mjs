// npm run pictures: draws the pictures of the README, in docs/images/.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "./build.mjs";
import { installDocsPackages } from "./docs-packages.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

installDocsPackages();
await build();
const run = spawnSync(
  join(root, "node_modules/.bin/playwright"),
  ["test", "-c", "playwright.pictures.config.ts"],
  { cwd: root, stdio: "inherit" },
);
process.exitCode = run.status ?? 1;
