import { test as base, type Page } from "@playwright/test";
import { dark, forced, light, type ColorModeOptions } from "../../e2e/color-modes.ts";
import { watchErrors, type PageErrors } from "../../e2e/page-errors.ts";
import type { StateName } from "./names.ts";
import { serveGallery } from "./serve.ts";

export interface Look {
  readonly theme?: "dark" | "light";
  readonly locale?: string;
  readonly text?: string;
  readonly accent?: string;
  readonly dir?: string;
  readonly headingLevel?: string;
}

export interface Setting {
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Default: the afternoon of the design's pictures. */
  readonly now?: Date;
}

/** The function that the gallery's page provides. */
declare const draw: (search: string) => Promise<void>;

const AFTERNOON = new Date("2025-10-21T14:16:00+02:00");

/** Shows one state, and waits until all of it is drawn. */
export type ShowState = (
  page: Page,
  state: StateName,
  look?: Look,
  setting?: Setting,
) => Promise<void>;

/** Tests over the states of the panel, one after the other on a page, with no server behind it. */
export const test = base.extend<{ show: ShowState } & ColorModeOptions, { galleryUrl: string }>({
  colorModes: [[light, dark, forced], { option: true }],
  // The size of the design's pictures.
  timezoneId: "Europe/Stockholm",
  locale: "en-GB",
  galleryUrl: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from this pattern
    async ({}, use) => {
      const gallery = await serveGallery();
      await use(gallery.url);
      await gallery.close();
    },
    { scope: "worker" },
  ],
  show: async ({ galleryUrl }, use) => {
    const shown = new Map<Page, { setting: string; errors: PageErrors }>();
    await use(async (page, state, look = {}, { viewport, now = AFTERNOON } = {}) => {
      const search = `?${new URLSearchParams({ state, ...look })}`;
      const setting = JSON.stringify([look, viewport, now]);
      const { setting: before, errors } = shown.get(page) ?? { errors: watchErrors(page) };
      shown.set(page, { setting, errors });
      // Text typed in an earlier state counts as activity, which would suppress the idle question.
      if (setting === before && state !== "idle")
        await page.evaluate((wanted) => draw(wanted), search);
      else {
        // The state before is gone first: it would answer to the change of size.
        if (before !== undefined) await page.goto("about:blank");
        if (viewport !== undefined) await page.setViewportSize(viewport);
        await page.clock.setFixedTime(now);
        await page.goto(galleryUrl + search);
      }
      await page.waitForFunction(
        () =>
          "ready" in document.documentElement.dataset ||
          "failed" in document.documentElement.dataset,
      );
      const { thrown } = errors;
      if (thrown.length > 0) throw new AggregateError(thrown, `${state} is not drawn`);
    });
  },
});

export { expect } from "@playwright/test";
