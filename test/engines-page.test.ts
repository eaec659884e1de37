import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { capabilities, missingInFirefox } from "../e2e/capabilities.ts";

/* docs/engines.md, held against the tests. */

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
const page = read("../docs/engines.md");
const files = readdirSync(new URL("../e2e", import.meta.url)).filter((name) =>
  name.endsWith(".e2e.ts"),
);

test("it says of each tag why, and all of them are Firefox's", () => {
  for (const [tag, because] of Object.entries(capabilities))
    expect(page).toContain(`| \`${tag}\` | ${because} |\n`);
  expect(missingInFirefox).toEqual(Object.keys(capabilities));
});

test("it lists every test that has one, and no other", () => {
  const listed = [...page.matchAll(/^\| (.+) \| `([\w-]+)` \| `(@needs-[\w-]+)` \|$/gm)];
  const tagged = files.flatMap((file) =>
    [...read(`../e2e/${file}`).matchAll(/test\(\s*"([^"]+)",\s*\{\s*tag: "(@needs-[\w-]+)"/g)].map(
      ([, title = "", tag = ""]) => [title, file.replace(".e2e.ts", ""), tag],
    ),
  );
  expect(listed.map(([, ...cells]) => cells)).toEqual(tagged);
});

test("no test has a tag that it does not know, nor one in another way", () => {
  const known = new RegExp(`^(${Object.keys(capabilities).join("|")})$`);
  for (const file of files) {
    const text = read(`../e2e/${file}`);
    const tags = text.match(/@needs-[\w-]+/g) ?? [];
    expect(tags.filter((tag) => !known.test(tag))).toEqual([]);
    expect(text).not.toMatch(/test\.(skip|fixme|fail)\(/);
  }
});
