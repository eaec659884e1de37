import { expect, test } from "./fixtures.ts";
import { page as htmlOf, snippet } from "./host-page.ts";

/* Apps that change their address without a new page, and pages that are loaded unseen. */

test("a prerendered page does nothing until it is seen", async ({ page, server, visitor }) => {
  await visitor.begin(server.url, "my first words");
  // The page before has nothing under way any more.
  await page.goto("about:blank");
  const requests: string[] = [];
  page.on("request", (request) => requests.push(new URL(request.url()).pathname));
  page.on("websocket", (socket) => requests.push(socket.url()));
  await page.addInitScript(() => {
    Object.defineProperty(document, "prerendering", { value: true, configurable: true });
  });
  await page.goto(server.url, { waitUntil: "networkidle" });
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
