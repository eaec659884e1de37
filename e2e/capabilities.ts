/**
 * Capabilities that a driver may lack, by the tag of the tests that need them. docs/engines.md
 * lists those tests.
 */
export const capabilities = {
  "@needs-cdp": "to freeze a tab, or to count what is on the heap, takes Chromium's own protocol",
  "@needs-crash": "when a tab crashes, the driver ends the whole browser",
  "@needs-post-data": "the driver hands a routed request over without its body",
  "@needs-import-again": "Firefox itself fetches an import that has failed only with the next page",
} as const;

export type Capability = keyof typeof capabilities;

/** Capabilities that WebDriver BiDi, Playwright's driver for an unpatched Firefox, lacks. */
export const missingInFirefox: readonly Capability[] = [
  "@needs-cdp",
  "@needs-crash",
  "@needs-post-data",
  "@needs-import-again",
];
