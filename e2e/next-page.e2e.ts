import type { ServerProcess } from "./server-process.ts";
import type { Site } from "./site.ts";
import { AgentCalls } from "./agent-calls.ts";
import { expect, test } from "./fixtures.ts";
import { page as htmlOf, snippet } from "./host-page.ts";

/* Sites of several pages: each is loaded anew, with the widget in it. */

const PAGES = ["/", "/shoes", "/shoes/boots", "/cart", "/help"];

async function openShop(site: Site, server: ServerProcess): Promise<void> {
  const tag = await snippet(server);
  for (const path of PAGES) {
    const links = PAGES.map((to) => `<a href="${to}">Go to ${to}</a>`).join(" ");
    site.put(path, htmlOf({ body: `<h1>${path}</h1><input aria-label="Search">${links}${tag}` }));
  }
}

test("over five pages of a shop and a reload of each, panel, draft and the order of the messages stay, and focus is the page's", async ({
  page,
  server,
  site,
  visitor,
}) => {
  test.slow();
  await openShop(site, server);
  await visitor.begin(`${site.url}/`, "message 0");
  const agent = new AgentCalls(server);
  await agent.takeNext();
  const said = ["message 0"];
  for (const [index, path] of PAGES.entries()) {
    await page.getByRole("link", { name: `Go to ${path}`, exact: true }).click();
    await expect(page.getByRole("heading", { name: path, exact: true })).toBeVisible();
    await expect(visitor.panel).toBeVisible();
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
    const [asked, answered] = [`question ${index}`, `answer ${index}`];
    await visitor.write(asked);
    await expect(visitor.row(asked)).toContainText("Sent");
    await agent.write(answered);
    await expect(visitor.row(answered)).toBeVisible();
    said.push(asked, answered);
    await visitor.composer.fill(`draft on ${path}`);
    await page.reload();
    await expect(visitor.composer).toHaveValue(`draft on ${path}`);
    await expect(visitor.row(answered)).toBeVisible();
    const rows = await visitor.log.getByRole("article").allInnerTexts();
    const shown = rows.flatMap((row) => said.filter((text) => row.includes(text)));
    expect(shown).toEqual(said);
  }
});

test("a panel that was closed stays closed on the next page, and news show who wrote beside the launcher", async ({
  page,
  server,
  site,
  visitor,
}) => {
  await openShop(site, server);
  await visitor.begin(`${site.url}/`, "my first words");
  const agent = new AgentCalls(server);
  await agent.takeNext();
  await visitor.panel.getByRole("button", { name: "Minimise chat" }).click();
  await page.goto(`${site.url}/cart`);
  await expect(visitor.panel).toBeHidden();
  // A message before that is history.
  const connection = (): Promise<unknown> =>
    page.evaluate(() => Reflect.get(window, "Parlor")("get", "connection"));
  await expect.poll(async () => JSON.stringify(await connection())).toContain("live");
  await agent.write("Your berth is booked. <b>Bold</b>");
  const preview = page.getByRole("region", { name: /Noor Haddad/ });
  await expect(preview).toContainText("Your berth is booked. <b>Bold</b>");
  await expect(page.getByRole("button", { name: /1 unread message/ })).toBeVisible();
  await preview.getByRole("button", { name: "Dismiss preview" }).click();
  await expect(preview).toBeHidden();
  await agent.write("And the breakfast, too.");
  await preview.getByRole("button", { name: /breakfast/ }).click();
  await expect(visitor.panel).toBeVisible();
  await expect(preview).toBeHidden();
});

test("unread messages stay unread over the pages of a shop, and those that come between two pages are told of", async ({
  page,
  server,
  site,
  visitor,
}) => {
  test.slow();
  await openShop(site, server);
  await visitor.begin(`${site.url}/`, "my first words");
  const agent = new AgentCalls(server);
  await agent.takeNext();
  await agent.write("seen before");
  await expect(visitor.row("seen before")).toBeVisible();
  await visitor.panel.getByRole("button", { name: "Minimise chat" }).click();
  await agent.write("on the first page");
  const launcher = (count: number) =>
    page.getByRole("button", { name: new RegExp(`, ${count} unread message`) });
  await expect(launcher(1)).toBeVisible();
  await page.goto(`${site.url}/empty`);
  await agent.write("between two pages");
  for (const path of ["/shoes", "/shoes/boots", "/cart"]) {
    await page.goto(site.url + path);
    await expect(launcher(2)).toBeVisible();
  }
  await launcher(2).click();
  await expect(visitor.log.getByText("New", { exact: true })).toBeVisible();
  const rows = await visitor.log.getByRole("listitem").allInnerTexts();
  const at = (text: string): number => rows.findIndex((row) => row.includes(text));
  expect(at("seen before")).toBeLessThan(at("New"));
  expect(at("New")).toBeLessThan(at("on the first page"));
  await visitor.panel.getByRole("button", { name: "Minimise chat" }).click();
  await page.goto(`${site.url}/help`);
  await expect(visitor.launcher).toBeVisible();
  await expect(page.getByRole("button", { name: /unread message/ })).toHaveCount(0);
});

test("an ended chat is read, rated once and taken along on later pages, until another one starts", async ({
  page,
  server,
  site,
  visitor,
}) => {
  test.slow();
  await openShop(site, server);
  await visitor.begin(`${site.url}/`, "my first words");
  const agent = new AgentCalls(server);
  await agent.takeNext();
  await visitor.panel.getByRole("button", { name: "Minimise chat" }).click();
  await agent.write("your code is 4711");
  await page.goto(`${site.url}/empty`);
  await agent.end();
  await page.goto(`${site.url}/shoes`);
  const launcher = page.getByRole("button", { name: /1 unread message/ });
  await expect(launcher).toBeVisible();
  await launcher.click();
  await expect(visitor.row("your code is 4711")).toBeVisible();
  await expect(visitor.panel).toContainText("Thank you for stopping by");
  await page.goto(`${site.url}/cart`);
  await expect(visitor.panel).toBeHidden();
  const kept = await page.evaluate(() =>
    JSON.stringify([localStorage, sessionStorage].map((kept) => Object.entries(kept))),
  );
  expect(kept).not.toMatch(/4711|first words|Noor/);
  await visitor.launcher.click();
  await expect(visitor.row("your code is 4711")).toBeVisible();
  await visitor.panel.getByRole("radio", { name: "Excellent" }).check();
  await visitor.panel.getByRole("button", { name: "Send rating" }).click();
  await expect(visitor.panel).toContainText("Your rating is with the team.");
  await page.goto(`${site.url}/help`);
  await visitor.launcher.click();
  await expect(visitor.panel).toContainText("Your rating is with the team.");
  await visitor.panel.getByRole("button", { name: "Start a new chat" }).click();
  await expect(visitor.composer).toBeVisible();
  await expect(visitor.row("your code is 4711")).toHaveCount(0);
  const connection = (): Promise<unknown> =>
    page.evaluate(() => Reflect.get(window, "Parlor")("get", "connection"));
  await expect.poll(async () => JSON.stringify(await connection())).toContain("live");
  // The panel of a conversation that goes on is open on the next page, too.
  await page.goto(`${site.url}/`);
  await expect(visitor.composer).toBeVisible();
  await expect(visitor.row("your code is 4711")).toHaveCount(0);
});
