import { defineConfig } from "@playwright/test";
import base from "./playwright.config.ts";

const { projects: [chromium] = [], ...rest } = base;

/** Config of `npm run test:backends`: pages that talk to an emulated service. */
export default defineConfig({
  ...rest,
  testDir: "test/backends",
  testMatch: "*.page.ts",
  outputDir: "test-results/backends",
  use: { ...rest.use, ...chromium?.use },
  projects: [{ name: "backends" }],
});
