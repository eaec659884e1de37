// Installs the packages of docs/site, a project of its own, unless they are installed already.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const site = fileURLToPath(new URL("../docs/site/", import.meta.url));
const stamp = `${site}node_modules/.parlor-lock`;

/** @returns {void} */
export function installDocsPackages() {
  const lock = readFileSync(`${site}package-lock.json`, "utf8");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  console.log("Installing the packages of docs/site (npm ci)…");
  const run = spawnSync("npm", ["ci", "--no-fund", "--no-audit", "--loglevel=error"], {
    cwd: site,
    stdio: "inherit",
  });
  if (run.status !== 0) {
    console.error("parlor: npm ci in docs/site failed; see above.");
    process.exit(run.status ?? 1);
  }
  writeFileSync(stamp, lock);
}
