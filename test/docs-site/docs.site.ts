import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test as base, type Page } from "@playwright/test";
import { preview } from "vite";

/* The docs site as built: every page is accessible, and asks nobody else for anything. */

const outDir = fileURLToPath(new URL("../../dist/docs", import.meta.url));
const paths = readdirSync(outDir, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".html"))
  .map((path) => `/${path}`);

const test = base.extend<object, { readonly address: string }>({
  address: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from this pattern
    async ({}, use) => {
      const server = await preview({
        configFile: false,
        logLevel: "error",
        build: { outDir },
        preview: { host: "127.0.0.1", port: 0 },
      });
      await use(server.resolvedUrls?.local[0] ?? "");
      await server.close();
    },
    { scope: "worker" },
  ],
  baseURL: async ({ address }, use) => use(address),
});

/** The addresses that a page asks for, but for those of its own site. */
function foreignRequests(page: Page, address: string): string[] {
  const foreign: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(address) && !request.url().startsWith("data:"))
      foreign.push(request.url());
  });
  page.on("websocket", (socket) => foreign.push(socket.url()));
  return foreign;
}

test("every page of the docs is built", () => {
  expect(paths.length).toBeGreaterThan(20);
});

test("every link of a page leads to a page or a file of the site", () => {
  const broken = paths.flatMap((path) => {
    const html = readFileSync(`${outDir}${path}`, "utf8");
    return [...html.matchAll(/<a [^>]*?href="([^"#]+)/g)]
      .map(([, href = ""]) => new URL(href, `http://docs.test${path}`))
      .filter(({ host }) => host === "docs.test")
      .map(({ pathname }) => pathname.replace(/\/$/, "/index.html"))
      .filter((target) => ![target, `${target}.html`].some((one) => existsSync(outDir + one)))
      .map((target) => `${path}: ${target}`);
  });
  expect(broken).toEqual([]);
});

for (const path of paths)
  test(`axe finds nothing on ${path}, light or dark, and the page asks no other site`, async ({
    address,
    page,
  }) => {
    // The longest pages take axe minutes, where other work is done beside it.
    test.setTimeout(300_000);
    const foreign = foreignRequests(page, address);
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await page.goto(path, { waitUntil: "networkidle" });
    const found: string[] = [];
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await expect(page.locator("html.dark")).toHaveCount(colorScheme === "dark" ? 1 : 0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      found.push(
        ...violations.map(
          ({ id, nodes }) => `${colorScheme}: ${id} ${nodes.map((node) => node.html).join()}`,
        ),
      );
    }
    expect(found).toEqual([]);
    expect(foreign).toEqual([]);
    expect(errors).toEqual([]);
  });

test("the search finds an option, without another site", async ({ address, page }) => {
  const foreign = foreignRequests(page, address);
  await page.goto("/docs/README.html");
  await page
    .getByRole("button", { name: /search/i })
    .first()
    .click();
  await page.getByRole("searchbox").fill("backCloses");
  await page
    .getByRole("option", { name: /Embedding/ })
    .first()
    .click();
  await expect(page).toHaveURL(/embedding/);
  expect(foreign).toEqual([]);
});

test("in the playground an option changes the widget and the tag, and a chosen answer begins a chat with the fake server's agent", async ({
  address,
  page,
}) => {
  const foreign = foreignRequests(page, address);
  await page.goto("/docs/playground.html");
  const form = page.getByRole("form", { name: "Options" });
  await form.getByRole("textbox", { name: "Company" }).fill("Hotel Aurora");
  await form.getByRole("textbox", { name: "Phone, for help" }).fill("+33 4 11 22 33 44");
  await form.getByRole("combobox", { name: "Theme" }).selectOption("dark");
  const tag = page.getByLabel("The tag", { exact: true });
  await expect(tag).toContainText('data-company="Hotel Aurora"');
  await expect(tag).toContainText('data-theme="dark"');
  await expect(tag).toContainText('"phone": "+33 4 11 22 33 44"');
  await page.getByRole("button", { name: /^Chat with us/ }).click();
  const panel = page.getByRole("dialog", { name: "Chat with Hotel Aurora" });
  await expect(panel).toContainText("+33 4 11 22 33 44");
  await panel.getByRole("button", { name: "Lost property" }).click();
  await expect(panel.locator("[part=log]")).toContainText("I am not real");
  await panel.getByRole("textbox", { name: "Message" }).fill("And now?");
  await page.keyboard.press("Enter");
  await expect(panel.locator("[part=log]")).toContainText("Everything else is");

  await form.getByRole("combobox", { name: "Language" }).selectOption("de");
  await expect(tag).toContainText('data-locale="de"');
  await expect(page.getByRole("textbox", { name: "Nachricht" })).toBeVisible();
  expect(foreign).toEqual([]);
});

test("the playground shows the form for a message while no agent is there", async ({ page }) => {
  await page.goto("/docs/playground.html");
  await page.getByRole("checkbox", { name: /^An agent is there/ }).uncheck();
  await page.getByRole("button", { name: /^Chat with us/ }).click();
  const panel = page.getByRole("dialog", { name: "Chat with Lantern Line" });
  await expect(panel.getByRole("button", { name: "Send message" })).toBeVisible();
});

test("the tag of the playground is copied as it is shown", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/docs/playground.html");
  const tag = page.getByLabel("The tag", { exact: true });
  await page.getByRole("combobox", { name: "Corner" }).selectOption("start");
  await expect(tag).toContainText('data-position="start"');
  // A page with a strict policy takes no inline style, so there is one only for what needs it.
  await expect(tag).not.toContainText("<style>");
  await page.getByRole("spinbutton", { name: "Radius" }).fill("4");
  await expect(tag).toContainText("--parlor-radius: 4px");
  await page.getByRole("button", { name: "Copy the tag" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Copied" })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(await tag.innerText());
});
