import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import { engine } from "./engine-subjects.ts";
import { expect, test } from "./fixtures.ts";
import { page as htmlPage, snippet } from "./host-page.ts";
import type { Site } from "./site.ts";
import type { Visitor } from "./visitor.ts";

/*
 * Routers and frameworks that replace the page's body, or all that is in it: the chat stays, as the
 * visitor left it.
 */

const require = createRequire(import.meta.url);
const script = { "content-type": "text/javascript" };
const putScript = (site: Site, path: string, file: string): void =>
  site.put(path, readFileSync(file, "utf8"), script);

/** Two pages with the same head. */
function putPages(site: Site, head: string): void {
  for (const name of ["one", "two"])
    site.put(`/${name}`, htmlPage({ head, body: `<main><h1>Page ${name}</h1></main>` }));
}

/** Opens a chat whose log scrolls, goes back in it, and leaves half a sentence in the field. */
async function chatAndRead(visitor: Visitor, url: string): Promise<void> {
  await visitor.begin(url, "Line 0");
  for (let line = 1; line < 9; line++) await visitor.write(`Line ${line}\nof\nseveral`);
  await expect(visitor.row("Line 8")).toContainText("Sent");
  await visitor.composer.fill("half a sen");
  const log = visitor.log;
  await log.evaluate((element) => element.scrollTo(0, 40));
  await expect.poll(() => log.evaluate((element) => Math.round(element.scrollTop))).toBe(40);
}

/** All that a visitor would miss; the visitor goes on writing. */
async function expectAsLeft(visitor: Visitor): Promise<void> {
  const { page, composer, log } = visitor;
  await expect(composer).toHaveValue("half a sen");
  await expect(composer).toBeFocused();
  expect(await log.evaluate((element) => Math.round(element.scrollTop))).toBe(40);
  expect(await page.locator("body > [data-parlor]").count()).toBe(1);
}

const heading = (page: Page, name: string): Promise<void> =>
  expect(page.getByRole("heading", { name })).toBeVisible();

test("Turbo 8 visits, goes back and morphs: the launcher and then the open chat stay as they were", {
  tag: engine("document"),
}, async ({ server, site, visitor }) => {
  const { page } = visitor;
  putScript(site, "/turbo.js", require.resolve("@hotwired/turbo/dist/turbo.es2017-umd.js"));
  const morph = `<meta name="turbo-refresh-method" content="morph"><meta name="turbo-refresh-scroll" content="preserve">`;
  putPages(site, `${morph}<script src="/turbo.js"></script>${await snippet(server)}`);
  const visit = (path: string, options = {}): Promise<unknown> =>
    page.evaluate(`Turbo.visit("${path}", ${JSON.stringify(options)})`);
  await visitor.arrive(`${site.url}/one`);
  await visit("/two");
  await heading(page, "Page two");
  await page.goBack();
  await heading(page, "Page one");
  await expect(visitor.launcher).toBeVisible();
  expect(await page.locator("[data-parlor]").count()).toBe(1);

  const loads: string[] = [];
  await chatAndRead(visitor, `${site.url}/one`);
  page.on("domcontentloaded", () => loads.push(page.url()));
  await visit("/two");
  await heading(page, "Page two");
  await expectAsLeft(visitor);
  await page.goBack();
  await heading(page, "Page one");
  await expectAsLeft(visitor);
  site.put("/one", (await (await fetch(`${site.url}/one`)).text()).replace("Page one", "Page 1"));
  await visit("/one", { action: "replace" });
  await heading(page, "Page 1");
  await expectAsLeft(visitor);
  await visitor.write("On another page");
  await expect(visitor.row("On another page")).toContainText("Sent");
  expect(loads).toEqual([]);
});

/** Swaps head and body as Astro's client router does, in a view transition where there is one. */
const astroLike = `<script>
  const swapTo = async (path) => {
    const next = new DOMParser().parseFromString(await (await fetch(path)).text(), "text/html")
    const swap = () => {
      for (const { name } of [...document.documentElement.attributes]) document.documentElement.removeAttribute(name)
      for (const { name, value } of next.documentElement.attributes) document.documentElement.setAttribute(name, value)
      for (const old of [...document.head.children]) {
        const same = [...next.head.children].find((one) => one.isEqualNode(old))
        if (same) same.remove()
        else old.remove()
      }
      document.head.append(...next.head.children)
      document.body.replaceWith(next.body)
    }
    history.pushState({}, "", path)
    if (document.startViewTransition) await document.startViewTransition(swap).finished
    else swap()
  }</script>`;

test("a swap of head and body, as Astro does it, leaves the open chat as it was", {
  tag: engine("document"),
}, async ({ server, site, visitor }) => {
  const { page } = visitor;
  putPages(site, astroLike + (await snippet(server)));
  await chatAndRead(visitor, `${site.url}/one`);
  for (const name of ["two", "one"]) {
    await page.evaluate(`swapTo("/${name}")`);
    await heading(page, `Page ${name}`);
    await expectAsLeft(visitor);
  }
  await visitor.write("On another page");
  await expect(visitor.row("On another page")).toContainText("Sent");
});

test("a morphed body that knows nothing of the chat leaves it as it was", async ({
  server,
  site,
  visitor,
}) => {
  const { page } = visitor;
  putScript(site, "/idiomorph.js", require.resolve("idiomorph/dist/idiomorph.js"));
  putPages(site, `<script src="/idiomorph.js"></script>${await snippet(server)}`);
  await chatAndRead(visitor, `${site.url}/one`);
  await page.evaluate(`Idiomorph.morph(document.body, "<body><h1>Morphed</h1></body>")`);
  await heading(page, "Morphed");
  await expectAsLeft(visitor);
});

test("a page that loads slowly moves neither the chat nor its log, and the chat outlives the next visit", {
  tag: engine("document"),
}, async ({ server, site, visitor }) => {
  const { page } = visitor;
  let load = (): void => undefined;
  const isAwaited = new Promise<void>((resolve) => (load = resolve));
  await page.route(/slow\.png$/, async (route) => {
    await isAwaited;
    await route.abort();
  });
  putScript(site, "/turbo.js", require.resolve("@hotwired/turbo/dist/turbo.es2017-umd.js"));
  const head = `<script src="/turbo.js"></script>${await snippet(server)}`;
  putPages(site, head);
  site.put("/", htmlPage({ head, body: `<h1>Slow</h1><img src="/slow.png">` }));
  await page.goto(site.url, { waitUntil: "commit" });
  await visitor.openChat();
  for (let line = 0; line < 9; line++) await visitor.write(`Line ${line}\nof\nseveral`);
  await expect(visitor.row("Line 8")).toContainText("Sent");
  const distance = (): Promise<number> =>
    visitor.log.evaluate(({ scrollHeight, clientHeight, scrollTop }) =>
      Math.round(scrollHeight - clientHeight - scrollTop),
    );
  await expect.poll(distance).toBe(0);
  await page.evaluate(() => {
    const moves: string[] = [];
    new MutationObserver((records) =>
      moves.push(...records.map(({ target }) => target.nodeName)),
    ).observe(document.documentElement, { childList: true, subtree: true });
    Object.assign(globalThis, { moves });
  });
  await page.getByRole("heading", { name: "Slow" }).click();
  load();
  await page.waitForFunction("document.readyState === 'complete'");
  expect(await page.evaluate("moves")).toEqual([]);
  expect(await distance()).toBe(0);
  await page.evaluate(`Turbo.visit("/two")`);
  await heading(page, "Page two");
  expect(await distance()).toBe(0);
  await visitor.write("On another page");
  await expect(visitor.row("On another page")).toContainText("Sent");
  await expect.poll(distance).toBe(0);
});
