import { defineConfig } from "@playwright/test";
import base from "./playwright.config.ts";

const { projects: [chromium] = [], ...rest } = base;

/** Config of `npm run docs -- --check`: the docs site, built. */
export default defineConfig({
  ...rest,
  testDir: "test/docs-site",
  testMatch: "*.site.ts",
  use: { ...rest.use, ...chromium?.use, trace: "off" },
  projects: [{ name: "docs" }],
});
