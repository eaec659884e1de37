import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";

const chromium = process.env["CHROMIUM"] ?? "/usr/bin/chromium-headless-shell";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  // As the build does: the version is put into the code.
  define: { __PARLOR_VERSION__: JSON.stringify("0.0.0-test") },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          // The longest wait of a fault test is shorter; a test that is slower than this hangs.
          testTimeout: 20_000,
          environment: "node",
          include: ["{src,server/src,server/desk,scripts}/**/*.test.{ts,tsx}", "test/**/*.test.ts"],
          exclude: ["**/*.browser.test.*", "test/built/**", "**/node_modules/**", "**/dist/**"],
        },
      },
      {
        extends: true,
        // What only the built files can show: the server as a process, the bundle as it ships.
        test: {
          name: "built",
          environment: "node",
          include: ["test/built/**/*.test.ts"],
          // One of them builds anew what the others read.
          fileParallelism: false,
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        // All at once: found one by one, a test would get two Preacts.
        optimizeDeps: {
          include: [
            ...[
              "preact",
              "preact/hooks",
              "preact/test-utils",
              "preact/jsx-dev-runtime",
              "@preact/signals",
            ],
            ...["react", "react-dom/client"],
          ],
        },
        test: {
          name: "browser",
          include: ["{src,server/desk}/**/*.browser.test.{ts,tsx}"],
          exclude: ["**/node_modules/**", "**/dist/**"],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { executablePath: chromium } }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
    ],
  },
});
