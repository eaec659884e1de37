import { test as base } from "@playwright/test";
import { AgentDesk } from "./agent-desk.ts";
import { ServerProcess } from "./server-process.ts";
import { Site } from "./site.ts";
import { Visitor } from "./visitor.ts";

/** Puts options into the demo page, as a site owner would: in the JSON block, before the page's own. */
export type Configure = (options: object) => Promise<void>;

interface Fixtures {
  readonly configure: Configure;
  readonly server: ServerProcess;
  /** A site of another origin, for the pages that a test puts there. */
  readonly site: Site;
  readonly visitor: Visitor;
  /** A desk in a browser of its own; not signed in yet. */
  readonly desk: AgentDesk;
  /** A second desk, for transfers. */
  readonly otherDesk: AgentDesk;
}

/** Every test has its own server, data folder, and browsers for each person. Page errors fail the test. */
export const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from this pattern
  server: async ({}, use) => {
    const server = new ServerProcess();
    await server.start();
    await use(server);
    await server.dispose();
  },
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from this pattern
  site: async ({}, use) => {
    const site = new Site();
    await site.open();
    await use(site);
    site.close();
  },
  baseURL: async ({ server }, use) => use(server.url),
  visitor: async ({ page }, use) => {
    const errors: Error[] = [];
    page.on("pageerror", (error) => errors.push(error));
    await use(new Visitor(page));
    if (errors.length > 0) throw new AggregateError(errors, `Page errors: ${errors.join("; ")}`);
  },
  configure: async ({ page }, use) => {
    await use(async (options) => {
      await page.route(/\/$/, async (route) => {
        const response = await route.fetch();
        const block = `<script type="application/json" data-parlor-config>${JSON.stringify(options)}</script>`;
        const html = (await response.text()).replace("<head>", `<head>${block}`);
        await route.fulfill({ response, body: html });
      });
    });
  },
  desk: async ({ browser, server }, use) => {
    const context = await browser.newContext({ baseURL: server.url });
    await use(new AgentDesk(await context.newPage()));
    await context.close();
  },
  otherDesk: async ({ browser, server }, use) => {
    const context = await browser.newContext({ baseURL: server.url });
    await use(new AgentDesk(await context.newPage()));
    await context.close();
  },
});

export { expect } from "@playwright/test";
