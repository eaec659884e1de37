import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  test as base,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from "@playwright/test";
import { AgentCalls } from "./agent-calls.ts";
import { AgentDesk } from "./agent-desk.ts";
import { downloadOf, printPrefs, type Downloaded } from "./downloads.ts";
import { fingerPrefs, phoneOptions } from "./phone.ts";
import { watchErrors } from "./page-errors.ts";
import { ServerPool } from "./server-pool.ts";
import { ServerProcess } from "./server-process.ts";
import { dark, forced, light, type ColorModeOptions } from "./color-modes.ts";
import { Site } from "./site.ts";
import { Visitor } from "./visitor.ts";

/**
 * Adds options to the demo page as a site owner would: in the JSON block, before the page's own
 * options.
 */
export type Configure = (options: object) => Promise<void>;

/** How the tags of a test's pages begin a conversation. */
export interface BeginningOptions {
  /**
   * `open`: with the opening of the panel, and without leaving a message: most tests are about a
   * conversation, and nobody is at the desk. `as given`: by the tag's own options.
   */
  readonly beginning: "open" | "as given";
}

/** Gives every tag of the page the options of such a beginning, before its script runs. */
function beginWithOpening(): void {
  const begin = (): void => {
    for (const tag of document.querySelectorAll('script[src*="parlor.js"]:not([data-start-on])')) {
      tag.setAttribute("data-start-on", "open");
      tag.setAttribute("data-leave-message", "false");
    }
  };
  new MutationObserver(begin).observe(document, { childList: true, subtree: true });
}

interface WorkerFixtures {
  /** The browser's folder for downloads; printed pages are beside it. */
  readonly downloads: string;
  readonly pool: ServerPool;
}

interface Fixtures {
  readonly configure: Configure;
  /** Returns the file that the visitor's page downloads when `start` runs. */
  readonly downloaded: (start: () => Promise<void>) => Promise<Downloaded>;
  readonly server: ServerProcess;
  /** A site of another origin, for the pages that a test puts there. */
  readonly site: Site;
  readonly visitor: Visitor;
  /** A phone in a browser of its own, with the demo in reach. */
  readonly phone: (options?: BrowserContextOptions) => Promise<Page>;
  /** An agent without a desk. */
  readonly agent: AgentCalls;
  /** A desk in a browser of its own; not signed in yet. */
  readonly desk: AgentDesk;
  /** A second desk, for transfers. */
  readonly otherDesk: AgentDesk;
}

/** A test with this tag has a server that it can kill. */
export const KILLS_TAG = "@kills";

/**
 * Gives every test its own server and data folder, and each person a browser of their own. Page
 * errors fail the test.
 */
export const test = base.extend<Fixtures & BeginningOptions & ColorModeOptions, WorkerFixtures>({
  beginning: ["open", { option: true }],
  context: async ({ context, beginning }, use) => {
    if (beginning === "open") await context.addInitScript(beginWithOpening);
    await use(context);
  },
  colorModes: [[light, dark, forced], { option: true }],
  downloads: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from this pattern
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), "parlor-browser-"));
      const downloads = join(folder, "downloads");
      mkdirSync(downloads);
      await use(downloads);
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: "worker" },
  ],
  launchOptions: [
    async ({ launchOptions, downloads }, use) => {
      const firefoxUserPrefs = {
        ...launchOptions.firefoxUserPrefs,
        ...printPrefs(join(downloads, "../printed.pdf")),
      };
      await use({ ...launchOptions, downloadsPath: downloads, firefoxUserPrefs });
    },
    { scope: "worker" },
  ],
  downloaded: async ({ downloads, page }, use) =>
    use((start) => downloadOf(page, downloads, start)),
  pool: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from this pattern
    async ({}, use) => {
      const pool = new ServerPool();
      await use(pool);
      pool.dispose();
    },
    { scope: "worker" },
  ],
  server: async ({ pool }, use, { tags }) => {
    const server = new ServerProcess(tags.includes(KILLS_TAG) ? null : pool);
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
    const { thrown } = watchErrors(page);
    await use(new Visitor(page));
    if (thrown.length > 0) throw new AggregateError(thrown, `Page errors: ${thrown.join("; ")}`);
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
  phone: async (
    { beginning, browser, browserName, channel, launchOptions, playwright, server },
    use,
  ) => {
    const firefoxUserPrefs = { ...launchOptions.firefoxUserPrefs, ...fingerPrefs };
    const own =
      browserName === "firefox"
        ? await playwright.firefox.launch({
            channel: channel ?? "moz-firefox",
            ...launchOptions,
            firefoxUserPrefs,
          })
        : browser;
    const contexts: BrowserContext[] = [];
    await use(async (options) => {
      const given = { ...phoneOptions(browserName), baseURL: server.url, ...options };
      const context = await own.newContext(given);
      if (beginning === "open") await context.addInitScript(beginWithOpening);
      contexts.push(context);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
    if (own !== browser) await own.close();
  },
  agent: async ({ server }, use) => use(new AgentCalls(server)),
  desk: async ({ browser, page, server }, use) => {
    const context = await browser.newContext({ baseURL: server.url });
    const desk = new AgentDesk(await context.newPage());
    // In Firefox the newest window has the focus, and no other.
    await page.bringToFront();
    await use(desk);
    await context.close();
  },
  otherDesk: async ({ browser, page, server }, use) => {
    const context = await browser.newContext({ baseURL: server.url });
    const desk = new AgentDesk(await context.newPage());
    await page.bringToFront();
    await use(desk);
    await context.close();
  },
});

export { expect } from "@playwright/test";
