import { defineConfig } from "@playwright/test";
import base from "./playwright.config.ts";

const { projects: [chromium] = [], ...rest } = base;

/** Config of `npm run pictures`, which draws the pictures of the README. */
export default defineConfig({
  ...rest,
  testDir: "test/pictures",
  testMatch: "*.pictures.ts",
  use: {
    ...rest.use,
    ...chromium?.use,
    timezoneId: "Europe/Paris",
    locale: "en-GB",
    trace: "off",
  },
  projects: [{ name: "pictures" }],
});
