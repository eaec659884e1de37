import type { Locator } from "@playwright/test";
import { engine } from "./engine-subjects.ts";
import { expect, test } from "./fixtures.ts";
import { page as htmlPage, snippet } from "./host-page.ts";

/* Styles of the root element and of the body that position what is in them. */

/** One of each kind is tried in every engine. */
const inEveryEngine = [
  "html { zoom: 1.25 }",
  "html { transform: translateX(0) }",
  "body { contain: layout }",
];
const surroundings = [
  ...inEveryEngine,
  "body { zoom: 1.5 }",
  "html { perspective: 500px }",
  "html { contain: strict; block-size: 2000px }",
  "body { filter: sepia(0.2) }",
];

for (const css of surroundings)
  test(`launcher and panel are on the screen, whole, with ${css}`, {
    tag: inEveryEngine.includes(css) ? engine("layout") : [],
  }, async ({ server, site, visitor }) => {
    const { page } = visitor;
    await page.setViewportSize({ width: 1000, height: 640 });
    const head = `<style>${css}</style>${await snippet(server)}`;
    site.put("/", htmlPage({ head, body: `<div style="block-size: 3000px">Tall</div>` }));
    /** By how many pixels an element is beyond each edge of the screen. */
    const beyond = (part: Locator): Promise<number> =>
      part.evaluate((element) => {
        const { top, left, right, bottom } = element.getBoundingClientRect();
        return Math.round(Math.max(0, -top, -left, right - innerWidth, bottom - innerHeight));
      });
    await visitor.arrive(site.url);
    await expect.poll(() => beyond(visitor.launcher)).toBe(0);
    await page.evaluate("scrollTo(0, 500)");
    await expect.poll(() => beyond(visitor.launcher)).toBe(0);
    await visitor.openChat();
    await expect.poll(() => beyond(visitor.panel)).toBe(0);
    await page.setViewportSize({ width: 400, height: 640 });
    await expect.poll(() => beyond(visitor.panel)).toBe(0);
    await expect.poll(() => beyond(visitor.composer)).toBe(0);
    const { width = 0, height = 0 } = (await visitor.panel.boundingBox()) ?? {};
    // On a small screen the panel covers all of it.
    expect(width).toBeGreaterThan(380);
    expect(height).toBeGreaterThan(630);
  });
