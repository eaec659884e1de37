// Installs the browsers of the tests from Debian packages, as root; otherwise reports what is
// missing.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell";
const firefox = process.env.FIREFOX ?? "/usr/bin/firefox-esr";
const machine = process.arch === "arm64" ? "aarch64" : "x86_64";
/** The browser that WebKitWebDriver starts. */
export const miniBrowser =
  process.env.MINIBROWSER ?? `/usr/lib/${machine}-linux-gnu/webkit2gtk-4.1/MiniBrowser`;

const isOnPath = (program) =>
  (process.env.PATH ?? "").split(":").some((folder) => existsSync(`${folder}/${program}`));
const needs = [
  { package: "chromium-headless-shell", isThere: () => existsSync(chromium) },
  { package: "firefox-esr", isThere: () => existsSync(firefox) },
  {
    package: "webkit2gtk-driver",
    isThere: () => existsSync(miniBrowser) && isOnPath("WebKitWebDriver"),
  },
  // WebKit needs a display, even without a viewer.
  { package: "xvfb", isThere: () => isOnPath("Xvfb") },
  // Without any font a browser draws no text, and every width is wrong.
  {
    package: "fonts-liberation",
    isThere: () => existsSync("/usr/share/fonts/truetype/liberation"),
  },
];
const missingNow = () => needs.filter((need) => !need.isThere()).map((need) => need.package);

/** @returns {string[]} the packages that are still missing */
export function installBrowsers() {
  const missing = missingNow();
  if (missing.length === 0) return [];
  const isDebianRoot = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  if (!isDebianRoot) {
    console.error(
      `parlor: the browser tests need ${missing.join(" and ")}. ` +
        `Install them (apt-get install ${missing.join(" ")}), or set CHROMIUM, FIREFOX or MINIBROWSER to the path of the browser.`,
    );
    return missing;
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
  return missingNow();
}
