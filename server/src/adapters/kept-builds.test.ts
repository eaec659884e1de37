import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keepBuilds, type KeptBuilds } from "./kept-builds.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

let root: string;
let now: number;
let warnings: string[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "parlor-builds-"));
  now = Date.UTC(2026, 0, 1);
  warnings = [];
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** The next build replaces the one before. */
function build(...paths: readonly string[]): void {
  rmSync(join(root, "embed"), { recursive: true, force: true });
  for (const path of paths) put("embed", path, path);
}
function put(folder: string, path: string, text: string | Buffer): void {
  mkdirSync(join(root, folder, path, ".."), { recursive: true });
  writeFileSync(join(root, folder, path), text);
}
const start = (days = 7): Promise<KeptBuilds> =>
  keepBuilds({
    embed: join(root, "embed"),
    folder: join(root, "data"),
    days,
    clock: { now: () => now, at: () => () => undefined },
    warn: (text) => warnings.push(text),
  });
const kept = (): string[] =>
  readdirSync(join(root, "data/builds"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== "index.json")
    .map(({ name }) => name)
    .sort();

test("the chunks of the build before are kept from the upgrade on, however long it was in use", async () => {
  build("0.1.0/widget-a.js", "0.1.0/widget-a.js.br");
  expect((await start()).has("0.1.0/widget-a.js")).toBe(false);
  now += 300 * DAY_MS;
  build("0.2.0/widget-b.js");
  const builds = await start();
  expect(builds.has("0.1.0/widget-a.js")).toBe(true);
  expect(builds.has("0.1.0/widget-a.js.br")).toBe(true);
  expect(builds.has("0.2.0/widget-b.js")).toBe(false);
  now += 7 * DAY_MS - 1;
  expect(builds.has("0.1.0/widget-a.js")).toBe(true);
  now += 1;
  expect(builds.has("0.1.0/widget-a.js")).toBe(false);
  await start();
  expect(kept()).toEqual(["widget-b.js"]);
});

test("the parts of a language are kept, with the text of the last build that had them", async () => {
  build("0.1.0/locale-de.js");
  put("embed", "0.1.0/locale-de.secondary.js", "first");
  await start();
  put("embed", "0.1.0/locale-de.secondary.js", "second");
  await start();
  build("0.2.0/widget-b.js");
  const builds = await start();
  expect(builds.has("0.1.0/locale-de.js")).toBe(true);
  expect(builds.has("0.1.0/locale-de.secondary.js")).toBe(true);
  expect(readFileSync(join(builds.root, "0.1.0/locale-de.secondary.js"), "utf8")).toBe("second");
});

test("a second start does not prolong the time, and a build that comes back is the present one", async () => {
  build("0.1.0/widget-a.js");
  await start();
  build("0.1.0/widget-b.js");
  await start();
  now += 5 * DAY_MS;
  await start();
  now += 3 * DAY_MS;
  expect((await start()).has("0.1.0/widget-a.js")).toBe(false);
  build("0.1.0/widget-a.js");
  const builds = await start();
  expect(builds.has("0.1.0/widget-a.js")).toBe(false);
  expect(builds.has("0.1.0/widget-b.js")).toBe(true);
});

test("nothing but chunks is copied or served, and no name leads out of the folder", async () => {
  build("0.1.0/widget-a.js", "0.1.0/manifest.json", "parlor.js", "0.1.0/deep/x.js");
  put("secret", "0.1.0/key.js", "a secret");
  symlinkSync(join(root, "secret/0.1.0/key.js"), join(root, "embed/0.1.0/linked.js"));
  await start();
  expect(kept()).toEqual(["widget-a.js"]);
  put("data/builds", "0.1.0/planted.sh", "");
  writeFileSync(
    join(root, "data/builds/index.json"),
    JSON.stringify({ "../secret/0.1.0/key.js": now }),
  );
  build("0.2.0/widget-b.js");
  const builds = await start();
  for (const path of [
    "../secret/0.1.0/key.js",
    "0.1.0/../../secret/0.1.0/key.js",
    "0.1.0/planted.sh",
    "index.json",
    "0.1.0/",
    "",
  ])
    expect(builds.has(path), path).toBe(false);
  // A damaged index counts as an empty one.
  expect(builds.has("0.1.0/widget-a.js")).toBe(true);
});

test("no more than 50 MB of previous builds are kept: the newest of them", async () => {
  const big = Buffer.alloc(20_000_000);
  for (const name of ["a", "b", "c", "d"]) {
    rmSync(join(root, "embed"), { recursive: true, force: true });
    put("embed", `0.1.0/widget-${name}.js`, big);
    await start();
    now += 1_000;
  }
  expect(kept()).toEqual(["widget-b.js", "widget-c.js", "widget-d.js"]);
});

test("0 days keep nothing, and remove what was kept", async () => {
  build("0.1.0/widget-a.js");
  await start();
  await start(0);
  expect(existsSync(join(root, "data/builds"))).toBe(false);
});

test("a folder that cannot be written is a warning, and the server starts", async () => {
  build("0.1.0/widget-a.js");
  put("data", "builds", "a file in its place");
  expect((await start()).has("0.1.0/widget-a.js")).toBe(false);
  expect(warnings).toHaveLength(1);
});
