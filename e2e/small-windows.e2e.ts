import type { Page } from "@playwright/test";
import { expect, test } from "../test/gallery/gallery-test.ts";
import { stateNames } from "../test/gallery/names.ts";

/* A window at 400 %, a phone held sideways, and the smallest phone. */

const sizes = [
  { width: 320, height: 256 },
  { width: 667, height: 320 },
  { width: 320, height: 568 },
];

/**
 * Brings each control into view, and returns those of which a part stays outside the window or
 * under something else; and whether the panel has scrolled itself.
 */
const outOfReach = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const root = document.querySelector("[data-parlor]")?.shadowRoot;
    const panel = root?.querySelector<HTMLElement>(".pl-panel");
    const isOpen = panel?.checkVisibility({ visibilityProperty: true }) === true;
    const found: string[] = [];
    const controls = (isOpen ? panel : root)?.querySelectorAll<HTMLElement>(
      "button, input, select, textarea, a[href]",
    );
    // Escape closes what lies over the rest, which is in reach then.
    const over = panel?.querySelector(".pl-pop");
    for (const one of controls ?? []) {
      if (over != null && !over.contains(one)) continue;
      if (!one.checkVisibility({ visibilityProperty: true }) || one.closest("[inert]")) continue;
      const name = (one.getAttribute("aria-label") ?? one.textContent)?.slice(0, 40) || one.tagName;
      one.scrollIntoView({ block: "center", inline: "nearest" });
      const box = one.getClientRects()[0] ?? one.getBoundingClientRect();
      const isInside =
        box.left >= -1 &&
        box.top >= -1 &&
        box.right <= innerWidth + 1 &&
        box.bottom <= innerHeight + 1;
      if (!isInside)
        found.push(
          `${name}: ${Math.round(box.left)},${Math.round(box.top)} ${Math.round(box.right)},${Math.round(box.bottom)}`,
        );
      const top = root?.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
      const target = one.closest("label") ?? one;
      // A spent choice lets a press through to that which holds it, and nothing else is on top.
      const isPassedBy = getComputedStyle(one).pointerEvents === "none" && top?.contains(one);
      if (isInside && top != null && !target.contains(top) && isPassedBy !== true)
        found.push(`${name}: under ${top.className}`);
    }
    for (const box of isOpen ? [panel] : [])
      if (box.scrollTop !== 0 || box.scrollHeight > box.clientHeight)
        found.push(
          `the panel scrolls: ${box.scrollTop}, ${box.scrollHeight} of ${box.clientHeight}`,
        );
    if (document.documentElement.scrollWidth > innerWidth) found.push("the page scrolls sideways");
    return found;
  });

/** Texts that have no room: the status in the header, and a title over its artwork. */
const unreadable = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const root = document.querySelector("[data-parlor]")?.shadowRoot;
    const found: string[] = [];
    for (const line of root?.querySelectorAll<HTMLElement>(
      ".pl-header__sub, .pl-header__sub > *",
    ) ?? [])
      if (line.scrollWidth > line.clientWidth + 1 && getComputedStyle(line).display !== "inline")
        found.push(`cut: ${line.textContent}`);
    const art = root?.querySelector(".pl-artwork");
    if (art?.checkVisibility({ visibilityProperty: true }) !== true) return found;
    const shapes = [...art.querySelectorAll("path")].map((one) => one.getBoundingClientRect());
    for (const text of root?.querySelectorAll(".pl-prechat-head :is(h1, h2, h3, h4, h5, h6, p)") ??
      []) {
      const range = document.createRange();
      const words = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
      const lines: DOMRect[] = [];
      for (let node = words.nextNode(); node !== null; node = words.nextNode()) {
        range.selectNodeContents(node);
        lines.push(...range.getClientRects());
      }
      for (const line of lines)
        for (const shape of shapes)
          if (
            line.left < shape.right &&
            line.right > shape.left &&
            line.top < shape.bottom &&
            line.bottom > shape.top
          )
            found.push(`over the artwork: ${text.textContent}`);
    }
    return [...new Set(found)];
  });

for (const locale of ["en", "de", "ar"])
  for (const viewport of sizes)
    test(`every control can be brought into view and is on top, the panel never scrolls, and status and title can be read: "${locale}", ${viewport.width} x ${viewport.height} px`, async ({
      page,
      show,
    }) => {
      test.setTimeout(120_000);
      const found: string[] = [];
      await page.emulateMedia({ reducedMotion: "reduce" });
      for (const state of stateNames) {
        if (state === "launcher-teaser") continue;
        await show(page, state, { locale, dir: locale === "ar" ? "rtl" : "ltr" }, { viewport });
        const faults = [...(await outOfReach(page)), ...(await unreadable(page))];
        found.push(...faults.map((fault) => `${state}: ${fault}`));
      }
      expect(found).toEqual([]);
    });
