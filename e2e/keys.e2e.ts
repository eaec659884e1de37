import type { Page } from "@playwright/test";
import { integrations, putEmbedded } from "./embedded.ts";
import { engine } from "./engine-subjects.ts";
import { expect, test } from "./fixtures.ts";
import { page as htmlPage, snippet } from "./host-page.ts";
import type { Visitor } from "./visitor.ts";

/* Keys that are pressed in the chat are the chat's, on pages that have uses for keys themselves. */

/**
 * A page with single-key shortcuts, which knows by the tag of a key's target whether somebody is
 * writing, and a drawer that Escape closes. Spaces are its own, as on a page that plays films.
 */
const shortcuts = `<input id="search" aria-label="Search">
<aside id="drawer">The drawer</aside>
<script>
  const heard = [];
  for (const type of ["keydown", "keypress", "keyup"])
    document.addEventListener(type, (event) => {
      if (/INPUT|TEXTAREA/.test(event.target.tagName)) return;
      heard.push(type + " " + event.key);
      if (event.key === " ") event.preventDefault();
      if (event.key === "Escape") drawer.hidden = true;
      if (type === "keydown" && event.key === "s") search.focus();
    });
</script>`;

const heardBy = (page: Page): Promise<string[]> => page.evaluate("heard");

/** In the page's flow the panel is there from the beginning. */
const openIn = (visitor: Visitor, integration: string): Promise<void> =>
  integration === "the panel in the page's flow" ? visitor.composer.click() : visitor.openChat();

for (const integration of integrations)
  test(`a visitor writes on a page with single-key shortcuts, by ${integration}: the page hears of no key`, {
    // The code that keeps keys is the same for all of them.
    tag: integration === integrations[0] ? engine("focus") : [],
  }, async ({ server, site, visitor }) => {
    const { page } = visitor;
    await putEmbedded(site, server, integration, shortcuts);
    await visitor.arrive(site.url);
    await openIn(visitor, integration);
    await expect(visitor.composer).toBeFocused();
    await page.evaluate("heard.length = 0");
    await page.keyboard.type("Is seat 4/B just unlocked");
    await expect(visitor.composer).toHaveValue("Is seat 4/B just unlocked");
    await page.keyboard.press("Enter");
    await expect(visitor.row("seat 4/B")).toContainText("Sent");
    expect(await heardBy(page)).toEqual([]);
  });

test("Escape closes the chat alone, however long it is held, and the next one is the page's again", {
  tag: engine("focus"),
}, async ({ server, site, visitor }) => {
  const { page } = visitor;
  const drawer = page.getByText("The drawer");
  const body = `<button id="own">Ask us</button>${shortcuts}`;
  const head = await snippet(server, 'async data-launcher="#own"');
  site.put("/", htmlPage({ head, body }));
  await visitor.arrive(site.url);
  await page.getByRole("button", { name: "Ask us" }).click();
  await expect(visitor.composer).toBeFocused();
  await page.evaluate("heard.length = 0");
  await page.keyboard.down("Escape");
  await expect(visitor.panel).toBeHidden();
  await expect(page.getByRole("button", { name: "Ask us" })).toBeFocused();
  await page.keyboard.down("Escape");
  await page.keyboard.up("Escape");
  expect(await heardBy(page)).toEqual([]);
  await expect(drawer).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
  expect(await heardBy(page)).toEqual(["keydown Escape", "keyup Escape"]);
});

test("in the page's flow the panel has no use for Escape, so that it closes the page's drawer", async ({
  server,
  site,
  visitor,
}) => {
  await putEmbedded(site, server, "the panel in the page's flow", shortcuts);
  await visitor.arrive(site.url);
  await visitor.composer.click();
  await visitor.page.keyboard.press("Escape");
  await expect(visitor.page.getByText("The drawer")).toBeHidden();
  await expect(visitor.composer).toBeVisible();
});

test("a held Enter is one act: it opens the chat, sends once, and presses each button once", {
  tag: engine("focus"),
}, async ({ server, site, visitor }) => {
  const { page } = visitor;
  const { keyboard } = page;
  const hold = async (): Promise<void> => {
    for (let repeat = 0; repeat < 4; repeat++) await keyboard.down("Enter");
    await keyboard.up("Enter");
  };
  site.put("/", htmlPage({ head: await snippet(server), body: shortcuts }));
  await visitor.arrive(site.url);
  await page.getByRole("button", { name: /^Chat with us/ }).focus();
  await page.waitForFunction("document.querySelector('[data-parlor]').shadowRoot.activeElement");
  await hold();
  await expect(visitor.composer).toBeFocused();
  await expect(visitor.composer).toHaveAttribute("aria-invalid", "false");
  await keyboard.type("One message");
  await hold();
  await expect(visitor.row("One message")).toContainText("Sent");
  await expect(visitor.composer).toHaveValue("");
  await expect(visitor.composer).toHaveAttribute("aria-invalid", "false");
  await visitor.panel.getByRole("button", { name: "Chat options" }).focus();
  await hold();
  await expect(page.getByRole("menu")).toBeVisible();
  await page.getByRole("menuitem", { name: /^Language/ }).focus();
  await hold();
  await expect(page.getByRole("menuitemradio", { name: "English" })).toBeFocused();
  await keyboard.press("Escape");
  await keyboard.press("Escape");
  await visitor.panel.getByRole("button", { name: "Minimise chat" }).focus();
  await hold();
  await expect(visitor.panel).toBeHidden();
  await expect(visitor.launcher).toBeFocused();
});

test("a shortcut of the page works while a button of the chat has focus, and no letter of the chat's own is one", {
  tag: engine("focus"),
}, async ({ server, site, visitor }) => {
  const { page } = visitor;
  site.put("/", htmlPage({ head: await snippet(server), body: shortcuts }));
  await visitor.begin(site.url, "A berth");
  await visitor.row("A berth").focus();
  await page.evaluate("heard.length = 0");
  // The transcript takes letters to the field.
  await page.keyboard.type("so it is");
  await expect(visitor.composer).toHaveValue("so it is");
  expect(await heardBy(page)).toEqual([]);
  await visitor.panel.getByRole("button", { name: "Chat options" }).focus();
  await page.keyboard.press("Space");
  await expect(page.getByRole("menu")).toBeVisible();
  await page.keyboard.press("l");
  await expect(page.getByRole("menuitem", { name: /^Language/ })).toBeFocused();
  await page.keyboard.press("Escape");
  expect(await heardBy(page)).toEqual([]);
  await expect(visitor.panel.getByRole("button", { name: "Chat options" })).toBeFocused();
  await page.keyboard.press("s");
  await expect(page.getByRole("textbox", { name: "Search" })).toBeFocused();
});
