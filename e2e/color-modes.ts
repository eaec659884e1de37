import type { Page } from "@playwright/test";

/** The color preferences that a visitor has set in the operating system. */
export interface ColorMode {
  readonly colorScheme: "light" | "dark";
  readonly forcedColors: "none" | "active";
}

export const light: ColorMode = { colorScheme: "light", forcedColors: "none" };
export const dark: ColorMode = { colorScheme: "dark", forcedColors: "none" };
export const forced: ColorMode = { colorScheme: "light", forcedColors: "active" };

/** The tag of the tests that check all color modes. */
export const COLOR_MODES_TAG = "@color-modes";

/**
 * The color modes that a test can emulate in its browser: all of them in Chromium, and in Firefox
 * only the mode that it was started in.
 */
export interface ColorModeOptions {
  readonly colorModes: readonly ColorMode[];
}

/**
 * Firefox preferences that emulate a color mode from the start: its driver cannot change the mode
 * later.
 */
export const colorModePrefs = ({
  colorScheme,
  forcedColors,
}: ColorMode): Record<string, number | string> => ({
  "ui.prefersReducedMotion": 1,
  "ui.systemUsesDarkTheme": colorScheme === "dark" ? 1 : 0,
  ...(forcedColors === "active" && {
    "ui.useAccessibilityTheme": 1,
    "browser.display.document_color_use": 2,
    // Without a head there is no theme of high contrast; these are of one.
    "ui.highlight": "#1aebff",
    "ui.highlighttext": "#000000",
    "ui.selecteditem": "#1aebff",
    "ui.selecteditemtext": "#000000",
  }),
});

/** Sets the color mode of the page and switches animations off. */
export async function setColorMode(page: Page, colorMode: ColorMode): Promise<void> {
  // The panel has the theme of its page.
  await page.evaluate((scheme) => {
    document.documentElement.style.colorScheme = scheme;
  }, colorMode.colorScheme);
  await page.emulateMedia({ ...colorMode, reducedMotion: "reduce" });
  await page.waitForFunction(
    ({ colorScheme, forcedColors }) =>
      matchMedia("(prefers-reduced-motion: reduce)").matches &&
      matchMedia(`(prefers-color-scheme: ${colorScheme})`).matches &&
      matchMedia("(forced-colors: active)").matches === (forcedColors === "active") &&
      [...document.querySelectorAll("*")]
        .flatMap((element) => [element, ...(element.shadowRoot?.children ?? [])])
        // A panel that is not seen looks at the page when it is shown.
        .filter((element) => element.querySelector(":scope.parlor > :not([hidden])") !== null)
        .every((element) => (element as HTMLElement).dataset["theme"] === colorScheme),
    colorMode,
  );
}
