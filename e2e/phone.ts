import { devices, type BrowserContextOptions, type Locator } from "@playwright/test";

const pixel = devices["Pixel 7"];

/** Firefox preferences that treat the mouse as a finger: a coarse pointer without hover. */
export const fingerPrefs = { "ui.primaryPointerCapabilities": 1, "ui.allPointerCapabilities": 1 };

/**
 * Emulates a phone as far as the browser can: WebDriver BiDi supports neither touch nor a mobile
 * browser's layout.
 */
export const phoneOptions = (browserName: string): BrowserContextOptions =>
  browserName === "firefox"
    ? { viewport: pixel.viewport, deviceScaleFactor: pixel.deviceScaleFactor }
    : pixel;

/** With a finger, where the driver has one. */
export const press = (target: Locator): Promise<void> =>
  target.page().context().browser()?.browserType().name() === "firefox"
    ? target.click()
    : target.tap();
