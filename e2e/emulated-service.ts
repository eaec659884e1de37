import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  DEFAULT_DEPLOYMENT,
  startEmulator,
  type Conversation,
  type DeploymentChanges,
  type Emulator,
} from "../emulators/web-messaging/src/index.ts";
import { test as base } from "./fixtures.ts";
import { page as htmlOf } from "./host-page.ts";
import type { Visitor } from "./visitor.ts";

/* The panel on a site without a server of ours: it talks to an emulated service. */

const built = fileURLToPath(new URL("../dist/embed/", import.meta.url));
const { version }: { readonly version: string } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
);

interface Tag {
  /** Further attributes, or others in place of those that a tag has. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Fixtures {
  readonly settings: DeploymentChanges;
  /** A service; a client that breaks its rules fails the test. */
  readonly emulator: Emulator;
  /** Puts a page with the tag on the site. @returns its address */
  readonly put: (tag?: Tag) => string;
  /** Opens the chat, and writes a text that the service has. @returns the conversation */
  readonly begin: (visitor: Visitor, text: string) => Promise<Conversation>;
}

export const test = base.extend<Fixtures>({
  beginning: "as given",
  settings: [{}, { option: true }],
  // No server of ours has to run.
  baseURL: async ({ site }, use) => use(site.url),
  emulator: async ({ settings }, use) => {
    const emulator = await startEmulator({ defaults: settings });
    await use(emulator);
    const { violations } = emulator;
    await emulator.close();
    if (violations.length > 0) throw new Error(`Rules of the service: ${violations.join("; ")}`);
  },
  put: async ({ site, emulator }, use) => {
    site.putFolder(`${built}${version}`, undefined, `/parlor/${version}`);
    site.put("/parlor.js", readFileSync(`${built}parlor.js`, "utf8"), {
      "content-type": "text/javascript",
    });
    await use(({ attributes = {}, headers = {} } = {}) => {
      const all = {
        src: "/parlor.js",
        "data-backend": "web-messaging",
        "data-endpoint": emulator.url,
        "data-deployment-id": DEFAULT_DEPLOYMENT,
        "data-company": "Lantern Line",
        ...attributes,
      };
      const written = Object.entries(all).flatMap(([name, value]) =>
        value === "" ? [] : `${name}="${value}"`,
      );
      site.put("/", htmlOf({ head: `<script async ${written.join(" ")}></script>` }), headers);
      return `${site.url}/`;
    });
  },
  begin: async ({ put, emulator }, use) => {
    await use(async (visitor, text) => {
      await visitor.begin(put(), text);
      return emulator.nextConversation();
    });
  },
});

export { expect } from "@playwright/test";
