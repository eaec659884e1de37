import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { expect, test as base } from "./app-fixtures.ts";
import { engine } from "./engine-subjects.ts";

/* A panel in the page's flow. */

const test = base.extend<{ help: { readonly url: string; readonly chat: Locator } }>({
  help: async ({ app, filled, page, site }, use) => {
    app
      .write(
        "index.html",
        `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Help</title>
        <body><main><h1>Help</h1><p>Ask us.</p><section id="chat" style="height: 520px; max-width: 640px"></section><p>Or <a href="#mail">write a mail</a>.</p></main>
        <script type="module" src="/main.ts"></script>`,
      )
      .write(
        "main.ts",
        `import { mount } from "parlor";
        const options = { api: "https://chat.example.com", organizationId: "2d9f7c31-4be8-4a06-b1f3-8c5e6d7a9012", deploymentId: "71c0e5d2-3a9b-4f18-96e7-d4b5a2c8f035", company: "Lantern Line", routing: { queue: "Bookings" }, startOn: "open", leaveMessage: false };
        Object.assign(window, { chat: mount(options, document.querySelector("#chat")) });`,
      );
    site.putFolder(await app.build(), filled);
    await use({
      url: site.url,
      chat: page.getByRole("region", { name: "Chat with Lantern Line" }),
    });
  },
});

/** Collects the page's API calls to the server; requests for static files are left out. */
function callsOf(page: Page): string[] {
  const calls: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (/^\/(api|parlor\/api)\//.test(pathname)) calls.push(`${request.method()} ${pathname}`);
  });
  return calls;
}

test("it is a region of the page, there from the beginning; the server hears of it with the visitor's first act", async ({
  help,
  visitor,
}) => {
  const { page } = visitor;
  const calls = callsOf(page);
  await visitor.arrive(help.url);
  await expect(help.chat).toBeVisible();
  await expect(visitor.composer).toBeVisible();
  await expect(page.getByRole("button", { name: /^Chat with us/ })).toHaveCount(0);
  const box = await help.chat.boundingBox();
  expect(box).toMatchObject({ width: 640, height: 520 });
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  expect(calls).toEqual([]);
  await visitor.composer.click();
  await expect.poll(() => calls.length).toBeGreaterThan(0);
  await visitor.write("from the page's flow");
  await expect(visitor.row("from the page's flow")).toContainText("Sent");
});

test("Tab goes through it and on; Escape leaves it where it is; a reload brings the conversation back", {
  tag: engine("focus"),
}, async ({ help, visitor }) => {
  const { page } = visitor;
  await visitor.arrive(help.url);
  await visitor.composer.click();
  await visitor.write("still here");
  await expect(visitor.row("still here")).toContainText("Sent");
  await page.keyboard.press("Escape");
  await expect(help.chat).toBeVisible();
  const mail = page.getByRole("link", { name: "write a mail" });
  await expect(async () => {
    await page.keyboard.press("Tab");
    await expect(mail).toBeFocused({ timeout: 50 });
  }).toPass({ intervals: [0] });
  await page.reload();
  await expect(visitor.row("still here")).toBeVisible();
});

test("on a phone it stays in the page: nothing is covered, nothing is locked", {
  tag: engine("layout"),
}, async ({ help, visitor }) => {
  const { page } = visitor;
  await page.setViewportSize({ width: 360, height: 640 });
  await visitor.arrive(help.url);
  await visitor.composer.click();
  await visitor.write("on a phone");
  await expect(visitor.row("on a phone")).toContainText("Sent");
  const box = await help.chat.boundingBox();
  expect(box?.height).toBe(520);
  expect(box?.width).toBeLessThan(360);
  await expect(page.getByRole("heading", { name: "Help" })).toBeVisible();
  await expect(page.locator("[inert]")).toHaveCount(0);
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).overflow)).toBe(
    "visible",
  );
});
