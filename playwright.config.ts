import { availableParallelism } from "node:os";
import { defineConfig, devices, type Project } from "@playwright/test";
import { missingInFirefox } from "./e2e/capabilities.ts";
import { ENGINE_TAG } from "./e2e/engine-subjects.ts";
import {
  dark,
  forced,
  light,
  colorModePrefs,
  COLOR_MODES_TAG,
  type ColorMode,
  type ColorModeOptions,
} from "./e2e/color-modes.ts";

const chromium = process.env["CHROMIUM"] ?? "/usr/bin/chromium-headless-shell";
const firefox = process.env["FIREFOX"] ?? "/usr/bin/firefox-esr";

/**
 * Switches off site isolation, spare processes and 60 frames a second: costly, and irrelevant here.
 */
const lighter = {
  "fission.autostart": false,
  "dom.ipc.processCount": 1,
  "dom.ipc.processPrelaunch.enabled": false,
  "layout.frame_rate": 30,
};

/** An unpatched Firefox, driven over WebDriver BiDi. */
const firefoxWith = (prefs: Record<string, number | string> = {}): NonNullable<Project["use"]> => ({
  browserName: "firefox",
  channel: "moz-firefox",
  viewport: devices["Desktop Chrome"].viewport,
  launchOptions: {
    executablePath: firefox,
    firefoxUserPrefs: {
      // Needed for page.requestGC().
      "dom.testing.testutils.enabled": true,
      // A mouse: without a display Firefox has no pointer (1 coarse, 2 fine, 4 hover).
      "ui.primaryPointerCapabilities": 6,
      "ui.allPointerCapabilities": 6,
      ...lighter,
      ...prefs,
    },
  },
});

/** Tests are slower in Firefox, which runs every BiDi command through its own scripts. */
const SLOWER_MS = 60_000;
/** Set by `npm run e2e -- --all-engines`. */
const isEverywhere = process.env["PARLOR_ALL_ENGINES"] === "1";
const notInFirefox = new RegExp(missingInFirefox.join("|"));
const onlyColorModes = new RegExp(COLOR_MODES_TAG);

/**
 * Chromium and Firefox in light cover both directions and both widths. Firefox covers the colors of
 * each other mode in one of them.
 */
function leftOutInFirefox(colorMode: ColorMode): readonly RegExp[] {
  if (colorMode === light) return [];
  return [colorMode === dark ? /"en", \d+ px/ : /"ar", \d+ px/];
}

export default defineConfig<ColorModeOptions>({
  testDir: "e2e",
  testMatch: "**/*.e2e.ts",
  fullyParallel: true,
  // Playwright empties it at the start; the stages that run beside it have folders of their own.
  outputDir: "test-results/e2e",
  globalTeardown: "./e2e/built-once.ts",
  forbidOnly: process.env["CI"] !== undefined,
  retries: 0,
  // A test waits for timers and animations most of the time.
  workers: Math.ceil(availableParallelism() * 1.5),
  timeout: 30_000,
  // Golden files are the same in every browser and on every platform.
  snapshotPathTemplate: "{testDir}/golden/{arg}{ext}",
  reporter: process.env["PARLOR_REPORT"]
    ? [["line"], ["json", { outputFile: process.env["PARLOR_REPORT"] }]]
    : [["line"]],
  projects: [
    {
      name: "chromium",
      use: {
        ...devices["Desktop Chrome"],
        launchOptions: {
          executablePath: chromium,
          args: [
            "--font-render-hinting=none",
            // A routed page has no known address, so Chromium would refuse its WebSocket to
            // 127.0.0.1 as a local-network request. A second --disable-features would override
            // that of Playwright.
            "--ip-address-space-overrides=127.0.0.1:0=public",
          ],
        },
      },
    },
    {
      name: "firefox",
      timeout: SLOWER_MS,
      grep: isEverywhere ? /./ : new RegExp(ENGINE_TAG),
      grepInvert: [notInFirefox, onlyColorModes],
      use: firefoxWith(),
    },
    ...Object.entries({ light, dark, "forced colors": forced }).map(([name, colorMode]) => ({
      name: `firefox, ${name}`,
      timeout: SLOWER_MS,
      grep: onlyColorModes,
      grepInvert: [notInFirefox, ...leftOutInFirefox(colorMode)],
      use: { ...firefoxWith(colorModePrefs(colorMode)), colorModes: [colorMode] },
    })),
  ],
});
