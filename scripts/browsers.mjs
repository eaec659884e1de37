// Makes sure that the tests have a Chromium: Debian's package, as root; elsewhere it says what is missing.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell";
const needs = [
  { package: "chromium-headless-shell", isThere: () => existsSync(chromium) },
  // Without any font Chromium draws nothing, and every width is a guess.
  {
    package: "fonts-liberation",
    isThere: () => existsSync("/usr/share/fonts/truetype/liberation"),
  },
];

/** @returns {boolean} whether everything is there now */
export function installBrowsers() {
  const missing = needs.filter((need) => !need.isThere()).map((need) => need.package);
  if (missing.length === 0) return true;
  const isDebianRoot = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  if (!isDebianRoot) {
    console.error(
      `parlor: the browser tests need ${missing.join(" and ")}. ` +
        `Install them (apt-get install ${missing.join(" ")}), or set CHROMIUM to the path of a Chromium.`,
    );
    return existsSync(chromium);
  }
  console.log(`Installing ${missing.join(", ")}…`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...args) =>
    spawnSync("apt-get", ["-o", "DPkg::Lock::Timeout=600", "-qq", ...args], {
      env,
      stdio: ["ignore", "ignore", "inherit"],
    });
  apt("update");
  apt("install", "-y", "--no-install-recommends", ...missing);
  return needs.every((need) => need.isThere());
}
