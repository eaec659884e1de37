import { readdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, relative } from "node:path";

export interface SitePage {
  readonly html: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
};

/** Somebody's web site, on an origin of its own. */
export class Site {
  readonly #pages = new Map<string, SitePage>();
  /** Content policy reports that browsers have sent to this site. */
  readonly reports: string[] = [];
  /** The paths of all pages that were asked for. */
  readonly asked: string[] = [];
  readonly #server: Server = createServer((request, reply) => {
    if (request.method === "POST") {
      let report = "";
      request.setEncoding("utf8");
      request.on("data", (part: string) => (report += part));
      request.on("end", () => {
        this.reports.push(report);
        reply.writeHead(204).end();
      });
      return;
    }
    const { pathname } = new URL(request.url ?? "/", "http://site");
    this.asked.push(pathname);
    const page = this.#pages.get(pathname);
    if (page === undefined) reply.writeHead(404).end();
    else reply.writeHead(200, { "content-type": "text/html", ...page.headers }).end(page.html);
  });

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Puts a page there. */
  put(path: string, html: string, headers: Readonly<Record<string, string>> = {}): void {
    this.#pages.set(path, { html, headers });
  }

  /**
   * Puts everything there that a build has written; its `index.html` is the page `/`.
   * @param under - the path that the folder's files are below
   */
  putFolder(folder: string, filled = (text: string): string => text, under = ""): void {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath, entry.name);
      const path = `${under}/${relative(folder, file).replace(/(^|\/)index\.html$/, "$1")}`;
      const type = contentTypes[extname(file)] ?? "application/octet-stream";
      this.put(path, filled(readFileSync(file, "utf8")), { "content-type": type });
    }
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
