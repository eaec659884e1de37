import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import {
  casts,
  httpStatuses,
  silentRejections,
  uncheckedJson,
  vendorWords,
} from "./code-faults.ts";
import { known } from "./known-offenders.ts";
import { cyclesOf, moduleOf, productModules, root, type Module } from "./module-graph.ts";

const modules = productModules();
const isIn =
  (...folders: readonly string[]) =>
  ({ path }: Module): boolean =>
    folders.some((folder) => path.startsWith(folder));
/** `path:line` for each fault. */
const find = (from: readonly Module[], faults: (module: Module) => number[]): string[] =>
  from.flatMap((module) => faults(module).map((line) => `${module.path}:${line}`));
const filesOf = (found: readonly string[]): string[] => [
  ...new Set(found.map((one) => one.replace(/:\d+$/, ""))),
];
const probe = (source: string, path = "probe.ts"): Module => moduleOf(path, source);

test("an import in any form is an edge: of a value, of a type, at run time, and in a type", () => {
  const forms = [
    'import { b } from "./b.ts";',
    'import type { B } from "./b.ts";',
    'export * from "./b.ts";',
    'const b = import("./b.ts");',
    'type B = import("./b.ts").B;',
  ];
  for (const form of forms)
    expect(
      cyclesOf([probe(form, "x/a.ts"), probe('import { a } from "../x/a.ts";', "x/b.ts")]),
    ).toEqual([["x/a.ts", "x/b.ts"]]);
  expect(cyclesOf([probe('import "./b.ts";', "a.ts"), probe("", "b.ts")])).toEqual([]);
});

test("no modules of the product import each other in a circle", () => {
  expect(cyclesOf(modules)).toEqual(known.cycles);
});

test("every relative import of the product leads to a file", () => {
  const missing = modules.flatMap(({ path, imports }) =>
    imports.filter((target) => !existsIn(target)).map((target) => `${path} → ${target}`),
  );
  expect(missing).toEqual([]);
});
const existsIn = (path: string): boolean =>
  modules.some((module) => module.path === path) ||
  spawnSync("git", ["ls-files", "--error-unmatch", path], { cwd: root }).status === 0;

test("a cast is counted, `as const` is not", () => {
  expect(
    casts(probe("const a = b as C;\nconst d = [1] as const;\nconst e = f as unknown as G;")),
  ).toEqual([1, 3, 3]);
});

test("the number of casts only falls", () => {
  const count = find(modules, casts).length;
  // Lower it with each cast that goes.
  expect(count).toBeLessThanOrEqual(known.castCount);
});

test("no parsed JSON is asserted to be of a type", () => {
  expect(uncheckedJson(probe('const a = JSON.parse("1") as number;'))).toEqual([1]);
  expect(filesOf(find(modules, uncheckedJson))).toEqual(known.uncheckedJson);
});

test("no word of the vendor's protocol stands outside the folders of protocols", () => {
  expect(vendorWords({ source: 'a\nrole === "CUSTOMER"\n"v2.users"\n"member-join"' })).toEqual([
    2, 3, 4,
  ]);
  const others = modules.filter(
    (module) =>
      !isIn(
        "src/transport/backend/guest-chat/",
        "server/src/protocols/",
        "contract/",
        "src/testing/",
        // Stored rows keep the spelling of 0.1.0.
        "server/src/adapters/sql/",
        // A tab of 0.1.0 may lead: events on the channel keep its spelling.
        "src/transport/tabs/event-spelling.ts",
        // The desk is a client of the agent API, and these folders speak it.
        "server/desk/api/",
      )(module),
  );
  expect(filesOf(find(others, vendorWords))).toEqual(known.vendorWords);
});

test("no HTTP status stands in the server's domain or services", () => {
  expect(httpStatuses(probe("const a = 404;\nreply.statusCode = b;\nconst c = 4_000;"))).toEqual([
    1, 2,
  ]);
  expect(
    find(modules.filter(isIn("server/src/domain/", "server/src/service/")), httpStatuses),
  ).toEqual([]);
});

test("a rejection that is swallowed has a reason", () => {
  const silent = [
    "a().catch(() => {});",
    "a().catch(() => undefined);",
    "a().then(b, () => null);",
    "try { a(); } catch {}",
  ];
  for (const source of silent) expect(silentRejections(probe(source))).toEqual([1]);
  for (const source of [
    "// It is told elsewhere.\na().catch(() => {});",
    "a().catch((error) => log(error));",
    "try { a(); } catch { /* Not ours. */ }",
    "a().then(b);",
  ])
    expect(silentRejections(probe(source))).toEqual([]);
  expect(filesOf(find(modules, silentRejections))).toEqual(known.silentRejections);
});

interface Override {
  readonly files: readonly string[];
  readonly rules: Readonly<Record<string, unknown>>;
}

/** Lints all modules with a changed configuration; returns `rule path` for each fault. */
function lint(change: (overrides: Override[]) => Override[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), "parlor-rules-"));
  try {
    const config = JSON.parse(readFileSync(join(root, ".oxlintrc.json"), "utf8"));
    config.overrides = change(config.overrides);
    writeFileSync(join(folder, ".oxlintrc.json"), JSON.stringify(config));
    for (const { path, source } of modules) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), source);
    }
    const run = spawnSync(join(root, "node_modules/.bin/oxlint"), ["--format=json", "."], {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 1e8,
    });
    const { diagnostics } = JSON.parse(run.stdout) as {
      diagnostics: { code: string; filename: string }[];
    };
    return diagnostics.map(({ code, filename }) => `${code} ${filename}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const SIZES = ["max-lines", "max-lines-per-function"] as const;
/** The override that excepts the files that are too long, or have a function that is. */
const exceptsFor = (rule: string) => (override: Override) =>
  override.rules[rule] === "off" && Object.keys(override.rules).length === 1;

test.each(SIZES)("only files that need it are excepted from %s", (rule) => {
  const config = JSON.parse(readFileSync(join(root, ".oxlintrc.json"), "utf8")) as {
    overrides: Override[];
  };
  const excepted = config.overrides.find(exceptsFor(rule))?.files ?? [];
  const found = lint((overrides) => overrides.filter((override) => !exceptsFor(rule)(override)))
    .filter((line) => line.startsWith(`eslint(${rule}) `))
    .map((line) => line.split(" ")[1]);
  expect([...new Set(found)].toSorted()).toEqual(excepted.toSorted());
});
