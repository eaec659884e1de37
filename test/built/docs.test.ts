import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { HostApp } from "../../e2e/host-app.ts";
import { PackedParlor } from "../../e2e/packed-parlor.ts";
import { codeBlocks, commandsIn, pages, readBlocks, takeBlocks } from "../docs/code-blocks.ts";

/*
 * The code in the docs: some test runs each block, and each compiles against the package as
 * published.
 */

const root = fileURLToPath(new URL("../..", import.meta.url));
let packed: PackedParlor;

beforeAll(() => {
  packed = new PackedParlor();
});
afterAll(() => packed.dispose());

/** The sections that tests take, as they stand in their source. */
const taken = ["e2e", "test/built"].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((file) => /\.(e2e|test)\.ts$/.test(file))
    .flatMap((file) => [
      ...readFileSync(join(root, folder, file), "utf8").matchAll(
        /takeBlocks\(\s*"([^"]+)",\s*"([^"]+)"/g,
      ),
    ])
    .map(([, page, heading]) => `${page}, ${heading}`),
);

test("each section with code is run by exactly one test, and no test runs one that is not there", () => {
  const sections = pages.flatMap((page) => [
    ...new Set(codeBlocks(page).map(({ heading }) => `${page}, ${heading}`)),
  ]);
  expect(taken.toSorted()).toEqual(sections.toSorted());
});

test("a block that is new below a heading is noticed by the test that runs the others", () => {
  const page = "docs/recipes.md";
  expect(() => takeBlocks(page, "WordPress", ["sh"])).toThrow(
    'docs/recipes.md, "WordPress" has the blocks [wp-content/mu-plugins/parlor.php], and this test runs [sh]',
  );
});

test("blocks are read with the file that the line above names, indented ones too; one without an end is refused", () => {
  const page =
    "# A\n\n`a.ts`:\n\n```ts\none\n```\n\n## B\n\n- text\n\n  ```sh\n  two\n    three\n  ```\n";
  const found = readBlocks("README.md", page);
  expect(found.map(({ heading, name, text }) => [heading, name, text])).toEqual([
    ["A", "a.ts", "one\n"],
    ["B", "sh", "two\n  three\n"],
  ]);
  expect(() => readBlocks("README.md", "# A\n```ts\none\n")).toThrow("has no end");
});

test("the package is made by the commands that the recipes name", () => {
  const [block = ""] = takeBlocks("docs/recipes.md", "The package", ["sh"]);
  expect(commandsIn(block)).toEqual(["npm ci", "npm run build", "npm pack"]);
  expect(block).toContain(`writes ${packed.fileName}\n`);
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  expect(scripts["build"]).toBe("node scripts/build.mjs");
});

/** The code of docs/testing.md, each of whose blocks is a part of a test that runs. */
const tested = readFileSync(join(root, "docs/testing.md"), "utf8");

test("the skill for coding agents shows code that other pages have, where it is run", () => {
  const skill = "skills/parlor/SKILL.md";
  const taken = [
    ...takeBlocks("skills/parlor/SKILL.md", "Embed with a tag", ["html"]),
    ...takeBlocks("skills/parlor/SKILL.md", "Embed in an app", ["ts"]),
    ...takeBlocks("skills/parlor/SKILL.md", "Embed in React", ["tsx"]),
    ...takeBlocks("skills/parlor/SKILL.md", "Look", ["css"]),
    ...takeBlocks("skills/parlor/SKILL.md", "Test", ["ts"]),
  ];
  const elsewhere = new Set(
    pages
      .filter((page) => page !== skill)
      .flatMap((page) => codeBlocks(page))
      .map(({ text }) => text),
  );
  const alone = taken.filter(
    (text) => !elsewhere.has(text) && !tested.includes(`\`\`\`ts\n${text}\`\`\``),
  );
  expect(alone).toEqual([]);
});

/** Declares the global of a page with the script tag: the handle's methods, by name. */
const ofTheTag = `import type { ParlorHandle } from "parlor";
declare global {
  function Parlor<Method extends keyof ParlorHandle>(method: Method, ...args: Parameters<ParlorHandle[Method]>): Promise<unknown>;
}
`;
/** Declares the modules that an app's plugins and bundler provide. */
const ofTheBundler = `declare module "*.vue";
declare module "*.svelte";
declare module "*.css";
`;
const typed = pages
  .flatMap((page) => codeBlocks(page))
  // The skill shows code of other pages, and code for the server's operator is no module of a page.
  .filter(({ page }) => !/^skills\/|\bserver\b/i.test(page))
  .filter(({ language }) => /^(tsx?|js)$/.test(language));

test("the code of the docs compiles, strictly, against the types of the package", () => {
  const app = new HostApp(packed);
  onTestFinished(() => app.dispose());
  for (const name of ["react", "react-dom", "@types/react", "@types/react-dom"]) app.link(name);
  for (const name of ["vue", "svelte", "vite", "focus-trap", "radix-ui"]) app.link(name);
  app.link("@vitejs/plugin-vue", join(root, "e2e/stand-ins/plugin-vue"));
  app.write("globals.d.ts", ofTheTag).write("modules.d.ts", ofTheBundler);
  for (const [at, { page, heading, name, language, text }] of typed.entries()) {
    // The files of a recipe stand together; what names no file is one by itself.
    const file = name === language ? `${at}.${language}` : name;
    const jsx = text.includes("parlor/preact") ? "/** @jsxImportSource preact */\n" : "";
    app.write(`${page}/${heading}/${file}`, `${jsx}${text}\nexport {};\n`);
  }
  const compilerOptions = {
    target: "ES2022",
    module: "ESNext",
    moduleResolution: "bundler",
    lib: ["ES2023", "DOM", "DOM.Iterable"],
    types: [],
    jsx: "react-jsx",
    strict: true,
    exactOptionalPropertyTypes: true,
    checkJs: true,
    skipLibCheck: true,
    noEmit: true,
  };
  const include = ["*.d.ts", ...pages.map((page) => `${page}/**/*`)];
  app.write("tsconfig.json", JSON.stringify({ compilerOptions, include }));
  const run = spawnSync(join(root, "node_modules/.bin/tsc"), ["-p", app.folder], {
    cwd: app.folder,
    encoding: "utf8",
  });
  expect(run.stdout).toBe("");
  expect(run.status).toBe(0);
});
