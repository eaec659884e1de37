import { playwright } from "@vitest/browser-playwright";
import { webdriverio } from "@vitest/browser-webdriverio";
import { defaultClientConditions, defaultServerConditions } from "vite";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import { engineSubjects } from "./e2e/engine-subjects.ts";
import { componentTests } from "./test/component-tests.ts";

const chromium = process.env["CHROMIUM"] ?? "/usr/bin/chromium-headless-shell";
/** Set by `npm run webkit`. */
const isEverywhere = process.env["PARLOR_ALL_ENGINES"] === "1";
/** Set by scripts/webkit.mjs; without it there is no WebKit driver. */
const webkitPort = process.env["WEBKIT_PORT"];

/**
 * A hook may start what its tests use, a browser or a server: on a busy machine that takes longer
 * than Vitest's default of ten seconds.
 */
const timeouts = (ms: number): { testTimeout: number; hookTimeout: number } => ({
  testTimeout: ms,
  hookTimeout: ms,
});

/** Component tests that need a real browser. */
const components: TestProjectInlineConfiguration = {
  extends: true,
  // Pre-bundled together: if they were discovered during a run, a test could get two copies of
  // Preact.
  optimizeDeps: {
    include: [
      ...["preact", "preact/hooks", "preact/test-utils", "preact/jsx-dev-runtime"],
      ...["@preact/signals", "react", "react-dom/client"],
    ],
  },
  test: {
    include: ["{src,server/desk}/**/*.browser.test.{ts,tsx}"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    setupFiles: ["test/patience.ts"],
    ...timeouts(30_000),
    // As patient as test/patience.ts.
    expect: { poll: { timeout: 8_000 } },
  },
};
const browser = { enabled: true, screenshotFailures: false } as const;

const webkitProjects: TestProjectInlineConfiguration[] = [
  {
    ...components,
    // Two servers must not write to the same cache at once.
    cacheDir: "node_modules/.vite/webkit",
    test: {
      ...components.test,
      name: "webkit",
      include: componentTests(isEverywhere ? "all" : "of the engine"),
      browser: {
        ...browser,
        headless: false,
        provider: webdriverio({ hostname: "127.0.0.1", port: Number(webkitPort) } as object),
        // The name of WebKit in webdriverio.
        instances: [{ browser: "safari" }],
      },
    },
  },
  {
    extends: true,
    test: {
      name: "webkit-journey",
      environment: "node",
      include: ["e2e/webkit/**/*.test.ts"],
      ...timeouts(60_000),
    },
  },
];

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  // Tests use the workspace's source, so that they need no build.
  resolve: { conditions: ["parlor-source", ...defaultClientConditions] },
  ssr: { resolve: { conditions: ["parlor-source", ...defaultServerConditions] } },
  // The build replaces this constant by the version.
  define: { __PARLOR_VERSION__: JSON.stringify("0.0.0-test") },
  test: {
    tags: Object.entries(engineSubjects).map(([subject, description]) => ({
      name: `engine-${subject}`,
      description,
    })),
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          isolate: false,
          setupFiles: ["test/shared-process.ts"],
          // Longer than the longest wait of a fault test; a slower test hangs.
          ...timeouts(20_000),
          environment: "node",
          include: [
            "{src,contract,server/src,server/desk,emulators,mcp,scripts}/**/*.test.{ts,tsx}",
            "test/**/*.test.ts",
          ],
          exclude: [
            "**/*.browser.test.*",
            "test/{backends,built}/**",
            "**/node_modules/**",
            "**/dist/**",
          ],
        },
      },
      {
        extends: true,
        // `npm run test:backends`: long tests with an emulated service.
        test: {
          name: "backends",
          environment: "node",
          include: ["test/backends/**/*.test.ts"],
          ...timeouts(30_000),
        },
      },
      {
        extends: true,
        // Tests that need the built files: the server as a process, the bundle as shipped.
        test: {
          name: "built",
          environment: "node",
          include: ["test/built/**/*.test.ts"],
          exclude: ["test/built/start.test.ts"],
          ...timeouts(30_000),
        },
      },
      {
        extends: true,
        // Builds, so no other test may use the built files meanwhile.
        test: {
          name: "start",
          environment: "node",
          include: ["test/built/start.test.ts"],
          ...timeouts(270_000),
        },
      },
      {
        ...components,
        test: {
          ...components.test,
          name: "browser",
          browser: {
            ...browser,
            headless: true,
            provider: playwright({ launchOptions: { executablePath: chromium } }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
      ...(webkitPort === undefined ? [] : webkitProjects),
    ],
  },
});
