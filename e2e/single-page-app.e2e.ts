import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { block, page as htmlOf, snippet } from "./host-page.ts";

/* Apps that change their address without a new page, and pages that are loaded unseen. */

const greeting = { text: "Which berth suits you?", afterSeconds: 5, path: "^/pricing" };
const go = (page: Page, path: string): Promise<void> =>
  page.evaluate((to) => history.pushState(null, "", to), path);

test("the greeting follows the address of an app: it comes where its path matches, and goes where it does not", async ({
  page,
  server,
  site,
}) => {
  await page.clock.install();
  const html = htmlOf({ head: await block(server, { greeting }), body: await snippet(server) });
  for (const path of ["/", "/pricing"]) site.put(path, html);
  const shown = page.getByText(greeting.text);
  await page.goto(`${site.url}/`);
  await page.getByRole("button", { name: "Chat with us" }).waitFor();
  await page.clock.runFor(30_000);
  await expect(shown).toHaveCount(0);
  await go(page, "/pricing/team");
  await page.clock.runFor(2_000);
  await go(page, "/checkout");
  await page.clock.runFor(30_000);
  await expect(shown).toHaveCount(0);
  await go(page, "/pricing");
  await page.clock.runFor(5_000);
  await expect(shown.first()).toBeVisible();
  await go(page, "/checkout");
  await page.clock.runFor(1_000);
  await expect(page.getByRole("complementary")).toHaveCount(0);
});

test("an app without the Navigation API says so with `update()`", async ({
  page,
  server,
  site,
}) => {
  await page.clock.install();
  await page.addInitScript(() => Object.defineProperty(window, "navigation", { value: undefined }));
  const html = htmlOf({ head: await block(server, { greeting }), body: await snippet(server) });
  site.put("/", html);
  await page.goto(`${site.url}/`);
  await page.getByRole("button", { name: "Chat with us" }).waitFor();
  await go(page, "/pricing");
  await page.evaluate(() => Reflect.get(window, "Parlor")("update", {}));
  await page.clock.runFor(5_000);
  await expect(page.getByText(greeting.text).first()).toBeVisible();
});

test("a prerendered page does nothing until it is seen", async ({ page, server, visitor }) => {
  await visitor.begin(server.url, "my first words");
  const requests: string[] = [];
  page.on("request", (request) => requests.push(new URL(request.url()).pathname));
  page.on("websocket", (socket) => requests.push(socket.url()));
  await page.addInitScript(() => {
    Object.defineProperty(document, "prerendering", { value: true, configurable: true });
  });
  await page.reload({ waitUntil: "networkidle" });
  expect(requests.filter((path) => /parlor\/|api|chat\/jwt/.test(path))).toEqual([]);
  expect(await page.locator("[data-parlor]").count()).toBe(0);
  await page.evaluate(() => {
    Object.defineProperty(document, "prerendering", { value: false });
    document.dispatchEvent(new Event("prerenderingchange"));
  });
  await expect(visitor.row("my first words")).toBeVisible();
});

test("a page whose framework watches every timer becomes stable beside a closed chat", async ({
  page,
  server,
  site,
}) => {
  // As Angular's zone: a page is stable when no timer is left.
  const zone = `<script>
    window.pending = new Set();
    for (const [set, clear, isOnce] of [["setTimeout", "clearTimeout", true], ["setInterval", "clearInterval", false]]) {
      const [start, stop] = [window[set], window[clear]];
      window[set] = (run, ...more) => {
        const id = start(() => { if (isOnce) pending.delete(id); run(); }, ...more);
        pending.add(id);
        return id;
      };
      window[clear] = (id) => { pending.delete(id); stop(id); };
    }
  </script>`;
  site.put("/", htmlOf({ head: zone, body: await snippet(server) }));
  await page.goto(`${site.url}/`);
  const loaded = page.waitForResponse(/conversation-.*\.js/);
  await page.getByRole("button", { name: "Chat with us" }).hover();
  await loaded;
  await expect.poll(() => page.evaluate(() => Reflect.get(window, "pending").size)).toBe(0);
});
