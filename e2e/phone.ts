import { devices, type BrowserContextOptions, type Locator } from "@playwright/test";

const pixel = devices["Pixel 7"];

/** What Firefox is started with to take the mouse for a finger: it does not hover, and points coarsely. */
export const fingerPrefs = { "ui.primaryPointerCapabilities": 1, "ui.allPointerCapabilities": 1 };

/** A phone, as far as a browser can be one: WebDriver BiDi has neither touch nor the layout of a mobile browser. */
export const phoneOptions = (browserName: string): BrowserContextOptions =>
  browserName === "firefox"
    ? { viewport: pixel.viewport, deviceScaleFactor: pixel.deviceScaleFactor }
    : pixel;

/** With a finger, where the driver has one. */
export const press = (target: Locator): Promise<void> =>
  target.page().context().browser()?.browserType().name() === "firefox"
    ? target.click()
    : target.tap();
