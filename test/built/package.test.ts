import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { HostApp, installed } from "../../e2e/host-app.ts";
import { PackedParlor } from "../../e2e/packed-parlor.ts";
import type { ParlorChat } from "../../src/widget/integrations/react.ts";
import { EmptySite } from "./empty-site.ts";

/* The package as `npm pack` makes it: installed, imported, drawn on a server. */

let packed: PackedParlor;
let app: HostApp;

beforeAll(() => {
  packed = new PackedParlor();
});
afterAll(() => packed.dispose());
beforeEach(() => {
  app = new HostApp(packed);
});
afterEach(() => app.dispose());

const { exports } = JSON.parse(
  readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
) as { exports: Readonly<Record<string, unknown>> };
const entries = Object.keys(exports)
  .filter((path) => path !== "./package.json")
  .map((path) => path.replace(".", "parlor"));

/** Imports it, and tells what has become different by that. */
const importing = (entry: string): string => `
  const globals = () => Reflect.ownKeys(globalThis).length;
  const before = globals();
  const { length } = Object.keys(await import("${entry}"));
  process.stdout.write(JSON.stringify({
    exports: length > 0,
    newGlobals: globals() - before,
    running: process.getActiveResourcesInfo().filter((what) => !/^(Pipe|TTY|FSReq|Close)/.test(what)),
  }));`;

test.each(entries)("%s is imported in plain Node, and nothing happens", (entry) => {
  // Nobody but who imports parlor/react needs React.
  if (entry === "parlor/react") app.link("react");
  const run = spawnSync(process.execPath, ["--input-type=module", "-e", importing(entry)], {
    cwd: app.folder,
    encoding: "utf8",
    timeout: 10_000,
  });
  expect(run.stderr).toBe("");
  expect(JSON.parse(run.stdout)).toEqual({ exports: true, newGlobals: 0, running: [] });
  expect(run.status).toBe(0);
});

/** The code that a bundler makes of a page with this module. */
async function bundled(code: string): Promise<string> {
  app.write("index.html", '<script type="module" src="/main.js"></script>').write("main.js", code);
  const folder = join(await app.build(), "assets");
  return readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n");
}

test("a page without parlor/web-messaging bundles nothing of it, and one with it does", async () => {
  const widget = 'import { mount } from "parlor";';
  const without = await bundled(`${widget} mount({});`);
  expect(without).toContain("/api/v2/webchat/guest");
  expect(without).not.toContain("configureSession");
  const direct = 'import { webMessaging } from "parlor/web-messaging";';
  const region = 'webMessaging({ region: "mypurecloud.de" })';
  expect(await bundled(`${direct} ${widget} mount({ backend: ${region} });`)).toContain(
    "configureSession",
  );
});

test("on a server the component draws nothing, or the place of an inline panel", async () => {
  app.link("react");
  const react = (await import(
    /* @vite-ignore */ join(app.folder, "node_modules/parlor/dist/lib/react.js")
  )) as { ParlorChat: typeof ParlorChat };
  const options = { organizationId: "o", deploymentId: "d", routing: { queue: "q" } };
  expect(renderToString(createElement(react.ParlorChat, options))).toBe("");
  expect(
    renderToString(
      createElement(react.ParlorChat, { ...options, inline: true, className: "chat" }),
    ),
  ).toBe('<div class="chat"></div>');
});

/** A site without packages but those that Parlor needs. */
const siteOf = ({ folder, fileName }: PackedParlor): EmptySite =>
  new EmptySite([{ folder, fileName }], ["preact", "@preact/signals", "reconnecting-websocket"]);

test("the install step of the recipes puts the package into an app, with what it needs and no more", () => {
  const site = siteOf(packed);
  onTestFinished(() => site.dispose());
  site.run(packed.installCommand);
  expect(JSON.parse(readFileSync(join(site.folder, "package.json"), "utf8"))).toMatchObject({
    dependencies: { parlor: `file:../parlor/${packed.fileName}` },
  });
  site.run(`${process.execPath} --input-type=module -e import("parlor")`);
  expect(existsSync(site.moduleOf("react"))).toBe(false);
});

test("an app with a newer Preact of the same major has one Preact, whose hooks are those of parlor/preact", () => {
  const site = siteOf(packed);
  onTestFinished(() => site.dispose());
  const newer = site.moduleOf("preact");
  rmSync(newer);
  cpSync(installed("preact"), newer, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(newer, "package.json"), "utf8")) as object;
  writeFileSync(join(newer, "package.json"), JSON.stringify({ ...manifest, version: "11.99.0" }));
  writeFileSync(
    join(site.folder, "package.json"),
    '{ "private": true, "type": "module", "dependencies": { "preact": "^11.99.0" } }',
  );
  site.run(packed.installCommand);
  expect(existsSync(join(site.moduleOf("parlor"), "node_modules"))).toBe(false);
});
