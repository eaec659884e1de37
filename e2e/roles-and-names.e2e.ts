import type { Page } from "@playwright/test";
import { expect, test } from "../test/gallery/gallery-test.ts";
import { stateNames } from "../test/gallery/names.ts";

/* Roles, names and attributes of every state that axe does not look at. */

/** The faults of the state that is drawn, for a page that wants headings of this level. */
const faultsOn = (page: Page, level: number): Promise<string[]> =>
  page.evaluate((wanted) => {
    const root = document.querySelector("[data-parlor]")?.shadowRoot;
    const all = (selector: string): HTMLElement[] => [
      ...(root?.querySelectorAll<HTMLElement>(selector) ?? []),
    ];
    const levels = [`H${wanted}`, `H${Math.min(6, wanted + 1)}`];
    return [
      ...all("h1, h2, h3, h4, h5, h6")
        .filter(({ tagName }) => !levels.includes(tagName))
        .map(({ tagName, textContent }) => `${tagName}: ${textContent}`),
      ...all("*")
        .filter((one) => one.getAttribute("dir") === "")
        .map(({ tagName }) => `empty dir: ${tagName}`),
      ...all("[id]")
        .filter(({ id }) => !/^[a-z][\w-]*$/i.test(id))
        .map(({ id }) => `id: ${id}`),
      ...all("label")
        .filter(({ textContent }) => textContent.trim() === "")
        .map(({ innerHTML }) => `label without text: ${innerHTML.slice(0, 60)}`),
      ...all("[role=menu]")
        .map((menu) => menu.querySelectorAll("[role^=menuitem][tabindex='0']").length)
        .filter((count) => count !== 1)
        .map((count) => `menu with ${count} tabbable items`),
    ];
  }, level);

for (const level of [4, 6])
  test(`headings follow headingLevel ${level}; labels have text, menus a tabbable item, ids no dot, and no dir is empty, in every state`, async ({
    page,
    show,
  }) => {
    test.setTimeout(90_000);
    const found: string[] = [];
    const setting = { viewport: { width: 1280, height: 800 } };
    for (const state of stateNames) {
      await show(page, state, { headingLevel: String(level) }, setting);
      found.push(...(await faultsOn(page, level)).map((fault) => `${state}: ${fault}`));
    }
    expect(found).toEqual([]);
  });

test("the text field has a direction again after its text has been sent", async ({
  page,
  show,
}) => {
  await show(page, "conversation");
  const field = page.getByRole("textbox", { name: "Message" });
  await field.fill("Hello");
  await expect(field).toHaveAttribute("dir", "auto");
  await field.fill("");
  await expect(field).toHaveAttribute("dir", "ltr");
});

test("Escape hides the launcher's tooltip, and the next visit of the pointer shows it", async ({
  page,
  show,
}) => {
  await show(page, "launcher");
  const tooltip = page.locator("[part=launcher] b");
  const launcher = page.getByRole("button", { name: /^Chat with us/ });
  await launcher.hover();
  await expect(tooltip).toBeVisible();
  // It stays while the pointer goes over to it.
  const box = await tooltip.boundingBox();
  await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) + 4, (box?.y ?? 0) + 8);
  await expect(tooltip).toBeVisible();
  await tooltip.hover();
  await expect(tooltip).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(tooltip).toBeHidden();
  await page.mouse.move(0, 0);
  await launcher.hover();
  await expect(tooltip).toBeVisible();
  // The panel is beside it then.
  await launcher.click();
  await expect(launcher).toHaveAttribute("aria-expanded", "true");
  await expect(tooltip).toBeHidden();
});

test("a question gives focus back to what has opened it", async ({ page, show }) => {
  await show(page, "queue");
  const leave = page.getByRole("button", { name: "Leave the queue" });
  await leave.press("Enter");
  await expect(page.getByRole("alertdialog").getByRole("button").first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(leave).toBeFocused();
});

test("arrow keys lead into the pages of the menu, and back", async ({ page, show }) => {
  await show(page, "menu");
  await page.getByRole("menuitem", { name: /^Language/ }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("menuitemradio", { name: "English" })).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByRole("menuitem", { name: /^Language/ })).toBeFocused();
});
