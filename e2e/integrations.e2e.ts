import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "./fixtures.ts";
import { watchErrors } from "./page-errors.ts";
import { engine } from "./engine-subjects.ts";

const snippetScript = fileURLToPath(new URL("../scripts/snippet.mjs", import.meta.url));

/**
 * Returns the output of `npm run snippet` for a server, with the demo's ids and names filled in.
 */
function snippet(server: string, ids: { organizationId: string; deploymentId: string }): string {
  return execFileSync(process.execPath, [snippetScript, server], { encoding: "utf8" })
    .replace(/(organization-id=")…/, `$1${ids.organizationId}`)
    .replace(/(deployment-id=")…/, `$1${ids.deploymentId}`)
    .replace(/(queue=")…/, '$1Bookings" data-company="Lantern Line');
}

test("the tag that npm run snippet prints, pinned and with its hash, gives a chat on a page of another origin", {
  tag: engine("policy"),
}, async ({ server, site, visitor }) => {
  site.put("/", `<!doctype html><title>Site</title>${snippet(server.url, await server.demo())}`);
  await visitor.begin(site.url, "by the pinned tag");
  const scripts = await visitor.page.evaluate(() =>
    performance.getEntriesByType("resource").flatMap(({ name }) => /\/parlor.*/.exec(name) ?? []),
  );
  expect(scripts[0]).toMatch(/^\/parlor\/\d+\.\d+\.\d+\/parlor\.js$/);
});

test("a pinned tag whose file was changed does not run, and the page is unharmed", {
  tag: engine("policy"),
}, async ({ server, site, visitor }) => {
  const { page } = visitor;
  await page.route(/\/parlor\/[^/]+\/parlor\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${await response.text()};window.stolen=true` });
  });
  site.put(
    "/",
    `<!doctype html><title>Site</title>${snippet(server.url, await server.demo())}<script>window.own=true</script>`,
  );
  await page.goto(site.url, { waitUntil: "load" });
  expect(
    await page.evaluate(() => ["own" in window, "stolen" in window, "Parlor" in window]),
  ).toEqual([true, false, false]);
});

test("a file that is blocked leaves the page as it is, and calls of the stub wait in peace", async ({
  server,
  site,
  visitor,
}) => {
  const { page } = visitor;
  await page.route(/parlor\.js$/, (route) => route.abort());
  const stub = `window.Parlor=window.Parlor||function(){var a=arguments,f=Parlor;return new Promise(function(r,j){(f.q=f.q||[]).push([a,r,j])})}`;
  site.put(
    "/",
    `<!doctype html><title>Site</title><script>${stub};Parlor("open")</script>${snippet(server.url, await server.demo())}<p>Hello</p>`,
  );
  await page.goto(site.url, { waitUntil: "load" });
  await expect(page.getByText("Hello")).toBeVisible();
  expect(await page.locator("[data-parlor]").count()).toBe(0);
});

test("a panel that was changed on its way does not run, however often it is asked for", {
  tag: engine("policy"),
}, async ({ server, visitor }) => {
  const { page } = visitor;
  await page.route(/\/widget-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${await response.text()};window.stolen=true` });
  });
  const warnings: string[] = [];
  page.on("console", (message) => {
    if (message.text().startsWith("Parlor:")) warnings.push(message.text());
  });
  await visitor.arrive(server.url);
  await visitor.launcher.hover();
  await expect.poll(() => warnings.length).toBeGreaterThan(0);
  for (let tries = 1; tries <= 3; tries += 1) {
    const { length } = warnings;
    await visitor.launcher.click();
    await expect.poll(() => warnings.length).toBeGreaterThan(length);
  }
  expect(warnings[0]).toBe("Parlor: The chat did not load.");
  expect(await page.evaluate(() => "stolen" in window)).toBe(false);
});

const languageFiles = ["vocabulary", "locale-de", "locale-de.secondary"];
const files = ["conversation", "secondary", "api", ...languageFiles];
for (const file of files)
  test(`a changed ${file} does not run either`, {
    // All chunks are fetched in the same way.
    tag: file === files[0] ? engine("policy") : [],
  }, async ({ server, visitor }) => {
    const { page } = visitor;
    const changed: string[] = [];
    await page.route(new RegExp(`/${file}[^/]*\\.js$`), async (route) => {
      const response = await route.fetch();
      changed.push(route.request().url());
      await route.fulfill({ response, body: `${await response.text()};window.stolen=true` });
    });
    await visitor.arrive(server.url);
    if (languageFiles.includes(file))
      await page.evaluate(() => (document.documentElement.lang = "de"));
    const { complaints } = watchErrors(page);
    await visitor.launcher.click();
    if (file === "api") page.evaluate(() => window.Parlor("get")).catch(() => undefined);
    // Without its chunk the field may stay out of reach.
    const field = page.getByRole("dialog").getByRole("textbox");
    await field.press("a", { timeout: 5_000 }).catch(() => undefined);
    await expect.poll(() => complaints.join("\n")).toMatch(/integrity/);
    expect(changed).toHaveLength(1);
    expect(await page.evaluate(() => "stolen" in window)).toBe(false);
  });
