import { defineConfig, devices, type Project } from "@playwright/test";
import { missingInFirefox } from "./e2e/capabilities.ts";
import {
  dark,
  forced,
  light,
  sightPrefs,
  SIGHTS_TAG,
  type SightOptions,
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
      ...lighter,
      ...prefs,
    },
  },
});

/** Tests are slower in Firefox, which runs every BiDi command through its own scripts. */
const SLOWER_MS = 60_000;
/** Tests of data and rules that do not depend on the engine; see docs/engines.md. */
const CHROMIUM_ONLY = ["**/desk.e2e.ts", "**/upgrade.e2e.ts"];
const notInFirefox = new RegExp(missingInFirefox.join("|"));
const onlySights = new RegExp(SIGHTS_TAG);

export default defineConfig<SightOptions>({
  testDir: "e2e",
  testMatch: "**/*.e2e.ts",
  fullyParallel: true,
  globalTeardown: "./e2e/built-once.ts",
  forbidOnly: process.env["CI"] !== undefined,
  retries: 0,
  workers: 2,
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
      testIgnore: CHROMIUM_ONLY,
      grepInvert: [notInFirefox, onlySights],
      use: firefoxWith(),
    },
    ...Object.entries({ light, dark, "forced colours": forced }).map(([name, sight]) => ({
      name: `firefox, ${name}`,
      timeout: SLOWER_MS,
      grep: onlySights,
      // Covers every pair of color mode, direction and width; Chromium covers every combination.
      grepInvert: [
        notInFirefox,
        sight === dark ? /"en", 320 px|"ar", 1280 px/ : /"en", 1280 px|"ar", 320 px/,
      ],
      use: { ...firefoxWith(sightPrefs(sight)), sights: [sight] },
    })),
  ],
});
