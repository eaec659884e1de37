import type { Page } from "@playwright/test";
import { expect, test, type ShowState } from "../test/gallery/gallery-test.ts";
import { stateNames } from "../test/gallery/names.ts";
import type { DrawnPanel } from "../test/draw-panel.ts";

/* Every control of every state is pressed once: afterwards focus is not on the page's body. */

const inputs = ["mouse", "keyboard", "touch"] as const;
type Input = (typeof inputs)[number];

/** Controls of the same kind behave alike: no more than this many of each are pressed. */
const MAX_ALIKE = 2;

interface Gallery {
  readonly gallery: DrawnPanel;
  readonly actForReal: (panel: DrawnPanel) => void;
}

/** Marks the controls of the state that is drawn, and returns their names. */
const markControls = (page: Page, input: Input): Promise<string[]> =>
  page.evaluate(
    ([most, isKeyboard]) => {
      const { gallery, actForReal } = globalThis as unknown as Gallery;
      actForReal(gallery);
      const counts = new Map<string, number>();
      const names: string[] = [];
      // A link leads away from the page.
      for (const one of gallery.root.querySelectorAll<HTMLElement>("button, input, select")) {
        if (!one.checkVisibility({ visibilityProperty: true }) || one.closest("[inert]")) continue;
        // No key reaches it.
        if (isKeyboard && one.matches(":disabled")) continue;
        const kind = `${one.className} ${one.parentElement?.className} ${one.getAttribute("role")}`;
        const alike = (counts.get(kind) ?? 0) + 1;
        counts.set(kind, alike);
        if (alike > most) continue;
        one.dataset["control"] = String(names.length);
        names.push(one.getAttribute("aria-label") ?? one.textContent ?? one.tagName);
      }
      return names;
    },
    [MAX_ALIKE, input === "keyboard"] as const,
  );

async function press(page: Page, input: Input, control: number): Promise<void> {
  const target = page.locator(`[data-control="${control}"]`);
  // A button that is disabled for assistive technology can be pressed all the same, and the radio
  // buttons are under their pictures.
  const how = { force: true, timeout: 5_000 };
  if (input === "mouse") await target.click(how);
  else if (input === "touch") await target.tap(how);
  else {
    await target.focus();
    await page.keyboard.press((await target.getAttribute("type")) === "radio" ? "Space" : "Enter");
  }
}

/** Whether neither the panel nor another element of the page has focus. */
const isFocusLost = (page: Page): Promise<boolean> =>
  page.evaluate(async () => {
    const { root } = (globalThis as unknown as Gallery).gallery;
    const isLost = (): boolean =>
      root.activeElement === null && document.activeElement === document.body;
    // Components move focus after the drawing, some when their chunk has come.
    for (let frame = 0; frame < 12 && isLost(); frame++)
      await new Promise((resolve) => requestAnimationFrame(resolve));
    return isLost();
  });

async function walk(page: Page, show: ShowState, input: Input): Promise<void> {
  test.setTimeout(600_000);
  const lost: string[] = [];
  const setting =
    input === "touch"
      ? { viewport: { width: 390, height: 844 } }
      : { viewport: { width: 1280, height: 800 } };
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const state of stateNames) {
    if (state === "launcher-teaser" && input === "touch") continue;
    let controls = 1;
    for (let control = 0; control < controls; control++) {
      // A language that was chosen in the state before is stored.
      if (page.url() !== "about:blank") await page.evaluate(() => localStorage.clear());
      await show(page, state, {}, setting);
      const names = await markControls(page, input);
      controls = names.length;
      await press(page, input, control);
      if (await isFocusLost(page)) lost.push(`${state}: ${names[control]}`);
    }
  }
  expect(lost).toEqual([]);
}

for (const input of inputs)
  test.describe(() => {
    test.use({ hasTouch: input === "touch", isMobile: input === "touch" });
    test(`a press by ${input} of any control in any state does not leave focus on the page's body`, ({
      page,
      show,
    }) => walk(page, show, input));
  });
