import { defineConfig } from "@playwright/test";
import base from "./playwright.config.ts";

const { projects: [chromium] = [], ...rest } = base;

/**
 * Config of `npm run a11y`: three engines over every state, input, size and color mode. It takes
 * many minutes, so it is not part of `npm test`.
 */
export default defineConfig({
  ...rest,
  testDir: "test/a11y",
  testMatch: "*.a11y.ts",
  outputDir: "test-results/a11y",
  timeout: 1_800_000,
  use: { ...rest.use, ...chromium?.use, trace: "off", actionTimeout: 15_000 },
  projects: [{ name: "a11y" }],
});
