import { readdirSync } from "node:fs";
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

for (const colorScheme of ["light", "dark"] as const)
  test(`axe finds nothing on any page, and no page asks another site, in ${colorScheme}`, async ({
    address,
    page,
  }) => {
    test.setTimeout(180_000);
    const foreign = foreignRequests(page, address);
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const found: string[] = [];
    for (const path of paths) {
      await page.goto(path, { waitUntil: "networkidle" });
      const { violations } = await new AxeBuilder({ page }).analyze();
      found.push(
        ...violations.map(
          ({ id, nodes }) => `${path}: ${id} ${nodes.map((node) => node.html).join()}`,
        ),
      );
    }
    expect(paths.length).toBeGreaterThan(20);
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

test("in the playground an option changes the widget and the tag, and the agent of the fake server answers", async ({
  address,
  page,
}) => {
  const foreign = foreignRequests(page, address);
  await page.goto("/docs/playground.html");
  const form = page.getByRole("form", { name: "Options" });
  await form.getByRole("textbox", { name: "Company" }).fill("Hotel Aurora");
  await form.getByRole("textbox", { name: "Phone, for help" }).fill("+33 4 11 22 33 44");
  await form.getByRole("combobox", { name: "Theme" }).selectOption("dark");
  const tag = page.getByLabel("The tag");
  await expect(tag).toContainText('data-company="Hotel Aurora"');
  await expect(tag).toContainText('data-theme="dark"');
  await expect(tag).toContainText('"phone": "+33 4 11 22 33 44"');
  await page.getByRole("button", { name: /^Chat with us/ }).click();
  const panel = page.getByRole("dialog", { name: "Chat with Hotel Aurora" });
  await expect(panel).toContainText("+33 4 11 22 33 44");
  await panel.getByRole("textbox", { name: "Message" }).fill("Hello?");
  await page.keyboard.press("Enter");
  await expect(panel.locator("[part=log]")).toContainText("I am not real");
  expect(foreign).toEqual([]);
});
