import type { Page } from "@playwright/test";
import { deskStates } from "./desk-states.ts";
import { expect, test } from "./fixtures.ts";

/* The desk in a window at 400 %, on a phone held sideways, and on the smallest phone. */

const sizes = [
  { width: 320, height: 256 },
  { width: 667, height: 320 },
  { width: 320, height: 568 },
];

/**
 * Brings each control into view, and returns those of which a part stays outside the window or
 * under something else; and whether the page scrolls sideways.
 */
const outOfReach = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const dialog = document.querySelector("dialog[open]");
    // Escape closes what lies over the rest, which is in reach then.
    const over = dialog ?? document.querySelector(".dk-canned");
    const options = "button, input, select, textarea, a[href], [role=option]";
    for (const one of (over ?? document).querySelectorAll<HTMLElement>(options)) {
      if (!one.checkVisibility({ visibilityProperty: true })) continue;
      const target = one.closest("label") ?? one;
      const name = (one.getAttribute("aria-label") ?? target.textContent)?.trim().slice(0, 40);
      one.scrollIntoView({ block: "center", inline: "nearest" });
      const box = target.getClientRects()[0] ?? target.getBoundingClientRect();
      const isInside =
        box.left >= -1 &&
        box.top >= -1 &&
        box.right <= innerWidth + 1 &&
        box.bottom <= innerHeight + 1;
      const sides = [box.left, box.top, box.right, box.bottom].map(Math.round).join(",");
      if (!isInside) found.push(`${name}: ${sides}`);
      const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
      const top = document.elementFromPoint(x, y);
      if (isInside && (top === null || !target.contains(top)))
        found.push(`${name}: under ${top?.className} at ${sides}`);
    }
    const scrollers = [...document.querySelectorAll<HTMLElement>("*")].filter(
      (one) =>
        one.scrollWidth > one.clientWidth + 1 &&
        /auto|scroll/.test(getComputedStyle(one).overflowX) &&
        one.tagName !== "PRE" &&
        one.checkVisibility(),
    );
    for (const one of scrollers) found.push(`${one.className || one.tagName} scrolls sideways`);
    if (document.documentElement.scrollWidth > innerWidth) found.push("the page scrolls sideways");
    document.documentElement.scrollTop = 0;
    return found;
  });

test("every control of the desk can be brought into view and is on top in small windows, and nothing scrolls sideways", async ({
  server,
  desk,
}) => {
  test.setTimeout(120_000);
  const { page } = desk;
  const found: string[] = [];
  await page.emulateMedia({ reducedMotion: "reduce" });
  for await (const state of deskStates(server, desk)) {
    for (const viewport of sizes) {
      await page.setViewportSize(viewport);
      const faults = await outOfReach(page);
      found.push(
        ...faults.map((fault) => `${state}, ${viewport.width} x ${viewport.height}: ${fault}`),
      );
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  }
  expect(found).toEqual([]);
});
