import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "./fixtures.ts";
import type { Capability } from "./capabilities.ts";
import { page as htmlOf, snippet } from "./host-page.ts";

/* The loader is on the page, and the code behind it cannot be fetched. */

const again = "@needs-import-again" satisfies Capability;

test("a first click without a network says so, to eyes and to a screen reader, and is made good when the network is back", {
  tag: again,
}, async ({ page, server, visitor }) => {
  await visitor.arrive(server.url);
  await expect(visitor.launcher).toBeVisible();
  await page.context().setOffline(true);
  await visitor.launcher.click();
  const alert = page.getByRole("alert");
  await expect(alert).toHaveText("The chat did not load.");
  await expect(alert).toBeInViewport();
  // English, also on a page in another language.
  await expect(alert).toHaveAttribute("lang", "en");
  await expect(alert).toHaveAttribute("dir", "ltr");
  await expect(visitor.launcher).toHaveAttribute("aria-expanded", "false");
  await page.context().setOffline(false);
  await expect(visitor.panel).toBeVisible();
  await expect(visitor.composer).toBeFocused();
  await expect(alert).toHaveCount(0);
});

test("hovering without a network says nothing", { tag: again }, async ({
  page,
  server,
  visitor,
}) => {
  await visitor.arrive(server.url);
  const failed = page.waitForEvent("console", (message) => message.text().includes("did not load"));
  await page.context().setOffline(true);
  await visitor.launcher.hover();
  await failed;
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("a page that was loaded before an upgrade opens the chat of its own build", async ({
  page,
  server,
  site,
  visitor,
}) => {
  // The build before is this one under another version.
  const builds = join(server.folder, "data/builds");
  await server.stop();
  await server.start({ PARLOR_KEEP_BUILDS_DAYS: "7" });
  await server.stop();
  renameSync(join(builds, "0.2.0"), join(builds, "0.1.9"));
  writeFileSync(join(builds, "index.json"), "{}");
  mkdirSync(builds, { recursive: true });
  await server.start({ PARLOR_KEEP_BUILDS_DAYS: "7" });
  const loader = await (await fetch(`${server.url}/parlor.js`)).text();
  await page.route("**/parlor.js", (route) =>
    route.fulfill({
      contentType: "text/javascript",
      body: loader.replace("parlor/0.2.0/", "parlor/0.1.9/"),
    }),
  );
  site.put("/", htmlOf({ body: await snippet(server) }));
  await visitor.begin(`${site.url}/`, "my first words");
  expect((await fetch(`${server.url}/parlor/0.1.9/index.json`)).status).toBe(404);
  expect((await fetch(`${server.url}/parlor/0.1.9/..%2findex.json`)).status).toBeGreaterThan(399);
});
