import { defineConfig, devices } from "@playwright/test";

const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium-headless-shell";

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.e2e.ts",
  fullyParallel: true,
  forbidOnly: process.env["CI"] !== undefined,
  retries: 0,
  workers: 2,
  timeout: 30_000,
  // What is held against a golden file is the same everywhere.
  snapshotPathTemplate: "{testDir}/golden/{arg}{ext}",
  reporter: process.env["PARLOR_REPORT"]
    ? [["line"], ["json", { outputFile: process.env["PARLOR_REPORT"] }]]
    : [["line"]],
  use: { trace: "retain-on-failure" },
  projects: [
    {
      name: "chromium",
      use: {
        ...devices["Desktop Chrome"],
        launchOptions: { executablePath, args: ["--font-render-hinting=none"] },
      },
    },
  ],
});
