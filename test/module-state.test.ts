import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "vite";
import { expect, test } from "vitest";

/* Two widgets on one page share nothing that a visitor can see. */

const widget = fileURLToPath(new URL("../src/widget", import.meta.url));

/** State that belongs to the page, not to one widget. */
const SHARED: readonly string[] = [
  // The newest widget of the page's tag, which is replaced when the page replaces its content.
  "shell/attach.ts: newest",
  // Code that has been loaded: icons of all chunks.
  "parts/Icon.tsx: icons",
  // The component that is being rendered, and the number of its next hook.
  "model/tracked-component.ts: current",
  "model/tracked-component.ts: index",
];

/** The names of variables at the level of a module that can change: `let`, or a signal. */
function stateOf(file: string, text: string): string[] {
  return parseSync(file, text).program.body.flatMap((statement) => {
    const declaration =
      statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (declaration?.type !== "VariableDeclaration") return [];
    return declaration.declarations
      .filter(
        ({ init }) =>
          declaration.kind === "let" ||
          (init?.type === "CallExpression" &&
            init.callee.type === "Identifier" &&
            init.callee.name === "signal"),
      )
      .map(({ id }) => (id.type === "Identifier" ? id.name : "?"));
  });
}

test("a let and a signal count as state, inside a function they do not", () => {
  const text = `
    let a = 1;
    export const b = signal(2);
    const c = 3;
    function d() { let e = signal(4); }`;
  expect(stateOf("probe.ts", text)).toEqual(["a", "b"]);
});

test("no module of the widget holds state, except for what is named as the page's", () => {
  const found = readdirSync(widget, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .flatMap((file) => {
      const path = join(widget, file);
      const names = stateOf(path, readFileSync(path, "utf8"));
      return names.map((name) => `${relative(widget, path)}: ${name}`);
    });
  expect(found.toSorted()).toEqual(SHARED.toSorted());
});
