import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { directions, overrides, printed, wrongImports, wrongWay } from "./import-directions.ts";
import { moduleOf, productModules, root } from "./module-graph.ts";

const page = `${root}docs/architecture.md`;
const lint = `${root}.oxlintrc.json`;

interface Override {
  readonly files: readonly string[];
  readonly rules: object;
}
/** All rules about imports but the one that lets tests import everything. */
const isDirection = ({ files, rules }: Override): boolean =>
  "no-restricted-imports" in rules && !files.includes("**/*.test.ts");
const TABLE = /(<!-- directions -->\n)[\s\S]*?(\n<!-- \/directions -->)/;

const readLint = (): { overrides: Override[] } => JSON.parse(readFileSync(lint, "utf8"));

// `npm run directions` writes what the list says.
if (process.env["WRITE_DIRECTIONS"] === "1") {
  const text = readFileSync(page, "utf8");
  writeFileSync(
    page,
    text.replace(TABLE, (_, begin, end) => `${begin}${printed()}${end}`),
  );
  const config = readLint();
  const others = config.overrides.filter((override) => !isDirection(override));
  config.overrides = [...(overrides() as Override[]), ...others];
  writeFileSync(lint, `${JSON.stringify(config, null, 2)}\n`);
}

test("docs/architecture.md prints the list", () => {
  expect(TABLE.exec(readFileSync(page, "utf8"))?.[0]).toContain(printed());
});

test("the lint has the rules of the list, and no other import rule", () => {
  expect(readLint().overrides.filter(isDirection)).toEqual(overrides());
});

test("every folder of the list has modules, and every row is true of all of them", () => {
  const modules = productModules().filter(({ path }) => !path.startsWith("contract/scripts/"));
  for (const { folder } of directions)
    expect(modules.filter(({ path }) => path.startsWith(`${folder}/`)).length, folder).not.toBe(0);
  expect(modules.flatMap(wrongImports)).toEqual(wrongWay);
});

test.each([
  ["src/transport/ports/a.ts", 'import type { A } from "../tabs/b.ts";', "src/transport/tabs/b.ts"],
  ["src/transport/a.ts", 'import("preact");', "preact"],
  [
    "src/widget/shell/a.ts",
    'type A = import("../../transport/store.ts").A;',
    "src/transport/store.ts",
  ],
  ["server/src/domain/a.ts", 'import "node:fs";', "node:*"],
])("an import against the list is found, of a type too: %s, %s", (path, source, target) => {
  expect(wrongImports(moduleOf(path, source))).toEqual([`${path} → ${target}`]);
});
