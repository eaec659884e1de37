import type { Page } from "@playwright/test";
import type { Capability } from "./capabilities.ts";
import { expect, test } from "./fixtures.ts";
import { watchBodies } from "./request-bodies.ts";
import { Visitor } from "./visitor.ts";
import { engine } from "./engine-subjects.ts";

/* Several tabs of one browser are one guest. */

/** Opens another tab of the same browser on the same site, with the panel open. */
async function anotherTab(first: Visitor, url: string): Promise<Visitor> {
  const tab = new Visitor(await first.page.context().newPage());
  await tab.arrive(url);
  await tab.launcher.click();
  await tab.composer.waitFor();
  return tab;
}

const countStreams = (page: Page): { count: number } => {
  const streams = { count: 0 };
  page.on("websocket", () => streams.count++);
  return streams;
};

test("two tabs show one conversation over one event stream, and what both write at once is there once each", {
  tag: engine("storage"),
}, async ({ server, visitor }) => {
  await visitor.arrive(server.url);
  const second = new Visitor(await visitor.page.context().newPage());
  const streams = countStreams(second.page);
  await visitor.openChat();
  await visitor.write("from the first tab");
  await expect(visitor.row("from the first tab")).toContainText("Sent");
  await second.arrive(server.url);
  await second.launcher.click();
  await expect(second.row("from the first tab")).toContainText("Sent");

  await Promise.all([visitor.write("one at once"), second.write("two at once")]);
  for (const tab of [visitor, second]) {
    await expect(tab.row("one at once")).toHaveCount(1);
    await expect(tab.row("two at once")).toHaveCount(1);
    await expect(tab.log.getByText("Sending")).toHaveCount(0);
  }
  await expect(second.log.getByRole("article").last()).toContainText("Sent");
  const texts = async (tab: Visitor): Promise<(string | null)[]> =>
    tab.log.getByRole("article").locator(".pl-b").allTextContents();
  expect(await texts(visitor)).toEqual(await texts(second));
  expect(streams.count).toBe(0);
});

test("the leading tab is closed while its send is under way: another leads at once, and sends it once", {
  tag: engine("storage"),
}, async ({ server, visitor }) => {
  const sent = await watchBodies(visitor.page);
  await visitor.begin(server.url, "my first words");
  const second = await anotherTab(visitor, server.url);
  await expect(second.row("my first words")).toBeVisible();

  // The request arrives, its answer does not: the tab is gone before.
  await visitor.page.route("**/messages", async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    await route.fetch({ postData: (await sent()).at(-1)?.body ?? "" });
    await visitor.page.close();
  });
  // The page may be closed before the driver has told that Enter is pressed.
  await visitor.write("in doubt").catch((error) => expect(String(error)).toContain("closed"));
  await second.write("from the second");
  await expect(second.row("in doubt")).toContainText("in doubt");
  await expect(second.row("from the second")).toContainText("Sent");
  await expect(second.row("in doubt")).toHaveCount(1);
  await second.reload();
  await expect(second.row("from the second")).toHaveCount(1);
  await expect(second.row("in doubt")).toHaveCount(1);
});

test("the leading tab is frozen: a visible one takes over, and the thawed one doubles nothing", {
  tag: "@needs-cdp" satisfies Capability,
}, async ({ server, visitor }) => {
  await visitor.begin(server.url, "my first words");
  const second = await anotherTab(visitor, server.url);
  await expect(second.row("my first words")).toBeVisible();

  const devtools = await visitor.page.context().newCDPSession(visitor.page);
  await devtools.send("Page.setWebLifecycleState", { state: "frozen" });
  await second.write("while the other is frozen");
  await expect(second.row("while the other is frozen")).toContainText("Sent", { timeout: 10_000 });
  await devtools.send("Page.setWebLifecycleState", { state: "active" });
  await expect(visitor.row("while the other is frozen")).toContainText("Sent");
  await visitor.write("after the thaw");
  for (const tab of [visitor, second]) {
    await expect(tab.row("after the thaw")).toHaveCount(1);
    await expect(tab.row("while the other is frozen")).toHaveCount(1);
  }
  await expect(second.row("after the thaw")).toContainText("Sent");
});

test("one tab leaves, and all have left", { tag: engine("storage") }, async ({
  server,
  visitor,
}) => {
  await visitor.begin(server.url, "my first words");
  const second = await anotherTab(visitor, server.url);
  await second.panel.getByRole("button", { name: "Chat options" }).click();
  await second.page.getByRole("menuitem", { name: "Leave the queue" }).click();
  await second.page.getByRole("alertdialog").getByRole("button", { name: "Leave" }).click();
  for (const tab of [second, visitor]) await expect(tab.panel).toContainText("You left the queue");
});

test("without Web Locks and BroadcastChannel each tab stands alone, and nothing is doubled", {
  tag: engine("storage"),
}, async ({ server, visitor }) => {
  await visitor.page.context().addInitScript(() => {
    Reflect.deleteProperty(globalThis, "BroadcastChannel");
    Reflect.deleteProperty(Navigator.prototype, "locks");
  });
  await visitor.begin(server.url, "my first words");
  const second = await anotherTab(visitor, server.url);
  await expect(second.row("my first words")).toBeVisible();
  await Promise.all([visitor.write("one at once"), second.write("two at once")]);
  for (const tab of [visitor, second]) {
    await expect(tab.row("one at once")).toHaveCount(1);
    await expect(tab.row("two at once")).toHaveCount(1);
  }
});

test("the tab crashes with messages unsent: they go out when the site is visited again", {
  tag: "@needs-crash" satisfies Capability,
}, async ({ server, visitor }) => {
  await visitor.begin(server.url, "my first words");
  await visitor.page.route("**/messages", (route) =>
    route.request().method() === "POST" ? route.abort() : route.continue(),
  );
  await visitor.write("written before the crash");
  await expect(visitor.row("written before the crash")).toBeVisible();
  await visitor.page.goto("chrome://crash").catch(() => undefined);
  const next = await anotherTab(visitor, server.url);
  await expect(next.row("written before the crash")).toContainText("Sent");
  await expect(next.row("written before the crash")).toHaveCount(1);
});

test("the chunk for other tabs fails to load at first: the chat goes on when the network is back", {
  tag: "@needs-import-again" satisfies Capability,
}, async ({ server, visitor }) => {
  const { page } = visitor;
  await visitor.begin(server.url, "still here");
  await page.route(/conversation-/, (route) => route.abort());
  const failed = page.waitForEvent("requestfailed");
  await page.reload();
  await failed;
  await page.unroute(/conversation-/);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await expect(visitor.row("still here")).toBeVisible();
  await visitor.write("and goes on");
  await expect(visitor.row("and goes on")).toContainText("Sent");
});
