import type { Page } from "@playwright/test";
import { engine } from "./engine-subjects.ts";
import { expect, test } from "./fixtures.ts";
import { block, page as htmlPage, snippet } from "./host-page.ts";
import { press } from "./phone.ts";
import { routers } from "./routers.ts";
import { Visitor } from "./visitor.ts";

/* The panel that covers a phone's screen, and the history of the page behind it. */

const viewport = `<meta name="viewport" content="width=device-width">`;

const acts = (page: Page): Promise<string[]> => page.evaluate("acts");

/** Notes each step in history that is asked for; `step` is what the page itself had asked for. */
function watchHistory(): void {
  const steps: string[] = [];
  Object.assign(globalThis, { steps });
  for (const name of ["back", "forward", "go", "pushState", "replaceState"] as const) {
    const real = History.prototype[name] as (...args: unknown[]) => void;
    Reflect.set(History.prototype, name, function (this: History, ...args: unknown[]) {
      steps.push(name);
      return real.apply(this, args);
    });
  }
}
const steps = (page: Page): Promise<string[]> => page.evaluate("steps");

/** As in a browser without close requests. */
const withoutCloseWatcher = (): void => {
  Reflect.deleteProperty(globalThis, "CloseWatcher");
};

async function openAndClose(visitor: Visitor): Promise<void> {
  await press(visitor.launcher);
  await expect(visitor.panel).toHaveAttribute("aria-modal", "true");
  await press(visitor.panel.getByRole("button", { name: "Minimise chat" }));
  await expect(visitor.panel).toBeHidden();
}

for (const [name, router] of Object.entries(routers))
  test(`the panel is closed on a phone by its button, and the form in an app with ${name} keeps what was written`, async ({
    server,
    site,
    phone,
  }) => {
    const page = await phone();
    const visitor = new Visitor(page);
    await page.addInitScript(watchHistory);
    await router.put(site, await snippet(server));
    await page.goto(site.url);
    await page.getByRole("link", { name: "Form" }).click();
    const field = page.getByRole("textbox", { name: "Note" });
    await field.fill("Half a sentence");
    await field.evaluate(() => scrollTo({ top: 40, behavior: "instant" }));
    const before = [await acts(page), await steps(page)];
    for (let round = 0; round < 2; round++) {
      await openAndClose(visitor);
      await expect(field).toHaveValue("Half a sentence");
      expect([await acts(page), await steps(page)]).toEqual(before);
      expect(await page.evaluate("scrollY")).toBe(40);
    }
    // Back leads where it led without a chat.
    await page.evaluate("setTimeout(() => history.back())");
    await expect(page.getByRole("link", { name: "Form" })).toBeVisible();
  });

for (const [name, router] of Object.entries(routers))
  test(`with backCloses the panel's button leaves the form in an app with ${name} as it was, too`, async ({
    server,
    site,
    phone,
  }) => {
    const page = await phone();
    const visitor = new Visitor(page);
    await page.addInitScript(withoutCloseWatcher);
    await page.addInitScript(watchHistory);
    await router.put(site, await snippet(server, 'async data-back-closes="true"'));
    await page.goto(site.url);
    await page.getByRole("link", { name: "Form" }).click();
    const field = page.getByRole("textbox", { name: "Note" });
    await field.fill("Half a sentence");
    const [actsBefore, stepsBefore] = [await acts(page), await steps(page)];
    // One entry for however many openings.
    for (let round = 0; round < 2; round++) {
      await openAndClose(visitor);
      await expect(field).toHaveValue("Half a sentence");
      expect(await acts(page)).toEqual(actsBefore);
      expect(await steps(page)).toEqual([...stepsBefore, "pushState"]);
    }
  });

test("on a phone back leaves the page, as it does without a chat", {
  tag: engine("document"),
}, async ({ server, site, phone }) => {
  const page = await phone();
  const visitor = new Visitor(page);
  site.put("/before", htmlPage({ body: "<p>The page before</p>" }));
  site.put("/", htmlPage({ head: viewport + (await snippet(server)) }));
  await page.goto(`${site.url}/before`);
  await visitor.arrive(site.url);
  await press(visitor.launcher);
  await expect(visitor.panel).toHaveAttribute("aria-modal", "true");
  // Firefox has kept that page, and shows it again without a word to the driver.
  await page.evaluate("setTimeout(() => history.back())");
  await page.waitForFunction("location.pathname === '/before'");
});

test("with backCloses back closes the panel, as often as it is opened, and the next one leaves the page", {
  tag: engine("document"),
}, async ({ server, site, phone }) => {
  const page = await phone();
  const visitor = new Visitor(page);
  await page.addInitScript(withoutCloseWatcher);
  const options = await block(server, { backCloses: true });
  site.put("/before", htmlPage({ body: "<p>The page before</p>" }));
  site.put("/", htmlPage({ head: viewport + options + (await snippet(server)) }));
  await page.goto(`${site.url}/before`);
  await visitor.arrive(site.url);
  for (let round = 0; round < 2; round++) {
    await press(visitor.launcher);
    await expect(visitor.panel).toHaveAttribute("aria-modal", "true");
    await expect.poll(() => page.evaluate("history.state")).toEqual({ parlor: true });
    await page.evaluate("setTimeout(() => history.back())");
    await expect(visitor.panel).toBeHidden();
    expect(new URL(page.url()).pathname).toBe("/");
  }
  await page.evaluate("setTimeout(() => history.back())");
  await page.waitForFunction("location.pathname === '/before'");
});
