import { defineConfig } from "@playwright/test";
import base from "./playwright.config.ts";

const { projects: [chromium] = [], ...rest } = base;

/** `npm run screens`: nothing is judged here, it is for looking at. */
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
    // Made of the others.
    { name: "boards", testMatch: "boards.screens.ts", dependencies: ["pictures"] },
  ],
});
