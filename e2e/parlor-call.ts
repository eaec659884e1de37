import type { Page } from "@playwright/test";

/** Calls a method of the widget as a page does: `Parlor("open")`. */
export const parlor = (page: Page, ...args: unknown[]): Promise<unknown> =>
  page.evaluate((given) => {
    const { Parlor } = window as unknown as { Parlor: (...args: unknown[]) => Promise<unknown> };
    return Parlor(...given);
  }, args);
