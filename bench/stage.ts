import { chromium, type Browser, type CDPSession, type Page } from "@playwright/test";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import { page as htmlPage, plainSnippet, snippet } from "../e2e/host-page.ts";
import { AgentCalls } from "../e2e/agent-calls.ts";
import { Site } from "../e2e/site.ts";
import { article } from "./article.ts";
import { BenchServer } from "./bench-server.ts";
import { installProbes, type Probes } from "./probes.ts";
import { buildReferences } from "./references/build.ts";

/** An open page, with its DevTools session. */
export interface Scene {
  readonly page: Page;
  readonly cdp: CDPSession;
  readonly probe: <Result>(ask: (probes: Probes) => Result | Promise<Result>) => Promise<Result>;
  readonly seen: (selector: string) => Promise<number>;
  /** Live heap size in bytes, after a garbage collection. */
  readonly heap: () => Promise<number>;
  readonly close: () => Promise<void>;
}

export interface SceneOptions {
  /** The factor of the CPU throttle. */
  readonly slowed?: number;
  /** Default: true. */
  readonly hasProbes?: boolean;
  /** Called after the tab was opened and before it navigates. */
  readonly before?: (page: Page, cdp: CDPSession) => Promise<void>;
}

/** An agent who makes no call for a minute is absent. */
const PRESENCE_MS = 20_000;

/**
 * The environment of the figures: a browser, Parlor's own server, and a site with the references.
 */
export class Stage {
  readonly server: BenchServer = new BenchServer();
  readonly site: Site = new Site();
  /** Serves the reference's script from another origin, as Parlor's is served. */
  readonly #elsewhere = new Site();
  readonly #sockets = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  readonly #closing = new AbortController();
  #browser: Browser | null = null;

  async open(): Promise<void> {
    const { chat, parlor } = await buildReferences();
    await this.server.start();
    await this.site.open();
    await this.#elsewhere.open();
    const script = { "content-type": "text/javascript" };
    this.#elsewhere.put("/chat.js", chat, script);
    this.#elsewhere.put("/parlor.js", parlor, script);
    const reference = (attributes = ""): string =>
      `<script async ${attributes} src="${this.#elsewhere.url}/chat.js"></script>`;
    const ours = await plainSnippet(this.server);
    const { port } = this.#sockets.address() as AddressInfo;
    const put = (path: string, head: string, body = ""): void =>
      this.site.put(path, htmlPage({ head: `<link rel="icon" href="data:,">${head}`, body }));
    put("/empty", "");
    put("/reference", reference());
    put("/parlor", ours);
    put("/parlor-start-on-open", await snippet(this.server));
    // Up to the launcher both come from the same server; afterwards Parlor's own server is needed.
    const loader = await (await fetch(`${this.server.url}/parlor.js`)).text();
    this.#elsewhere.put("/loader/parlor.js", loader, script);
    put("/launcher", ours.replace(`${this.server.url}/`, `${this.#elsewhere.url}/loader/`));
    put("/stream", reference(`data-socket="ws://127.0.0.1:${port}"`));
    put("/history", `<script async src="${this.#elsewhere.url}/parlor.js"></script>`);
    put("/article", "", article);
    put("/article-parlor", ours, article);
    this.#browser = await chromium.launch({
      executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium-headless-shell",
      args: ["--font-render-hinting=none"],
    });
    await this.#staff();
  }

  /**
   * Keeps an agent present: while nobody is there, an opened panel takes a message instead of a
   * conversation. The agent is busy, so that no guest of a figure is offered to it.
   */
  async #staff(): Promise<void> {
    const call = await new AgentCalls(this.server, "Tomás Brandt").signIn();
    const stay = (): Promise<unknown> =>
      call("PATCH", "/api/v2/parlor/agents/me", { status: "busy" });
    await stay();
    const timer = setInterval(() => void stay().catch(console.error), PRESENCE_MS);
    this.#closing.signal.addEventListener("abort", () => clearInterval(timer));
  }

  get browserName(): string {
    return `Chromium ${this.#browser?.version()}`;
  }

  /** Sends a frame to the reference's pages. */
  tell(frame: string): void {
    for (const socket of this.#sockets.clients) socket.send(frame);
  }

  /** Resolves when a page of the reference has connected. */
  async heard(): Promise<void> {
    if (this.#sockets.clients.size === 0) await once(this.#sockets, "connection");
  }

  /** Opens a page of the site in a new browser context, with an empty cache and storage. */
  async show(
    path: string,
    { slowed = 1, hasProbes = true, before }: SceneOptions = {},
  ): Promise<Scene> {
    if (this.#browser === null) throw new Error("The stage is not open");
    const context = await this.#browser.newContext({ viewport: { width: 1280, height: 800 } });
    context.setDefaultTimeout(120_000);
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    if (hasProbes) await page.addInitScript(installProbes);
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: slowed });
    await before?.(page, cdp);
    await page.goto(this.site.url + path, { waitUntil: "commit" });
    const probe: Scene["probe"] = (ask) =>
      page.evaluate(`(${ask.toString()})(globalThis.probes)`) as ReturnType<typeof ask> as never;
    return {
      page,
      cdp,
      probe,
      seen: (selector) =>
        page.evaluate(
          (wanted) => (globalThis as unknown as { probes: Probes }).probes.seen(wanted),
          selector,
        ),
      async heap() {
        await cdp.send("HeapProfiler.collectGarbage");
        const { usedSize } = await cdp.send("Runtime.getHeapUsage");
        return usedSize;
      },
      close: () => context.close(),
    };
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#browser?.close();
    this.#sockets.close();
    this.site.close();
    this.#elsewhere.close();
    await this.server.dispose();
  }
}
