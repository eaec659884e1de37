import { defineConfig } from "@playwright/test";
import base from "./playwright.config.ts";

const { projects: [chromium] = [], ...rest } = base;

/** Config of `npm run screens`, which takes pictures for review and asserts nothing. */
export default defineConfig({
  ...rest,
  testDir: "test/gallery",
  use: {
    ...rest.use,
    ...chromium?.use,
    deviceScaleFactor: 2,
    timezoneId: "Europe/Stockholm",
    locale: "en-GB",
    trace: "off",
  },
  projects: [
    { name: "pictures", testMatch: "*.screens.ts", testIgnore: "boards.screens.ts" },
    // The boards are made of the pictures.
    { name: "boards", testMatch: "boards.screens.ts", dependencies: ["pictures"] },
  ],
});
