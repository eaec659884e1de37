import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

/* llms.txt, the index for machines, held against the pages. */

const root = fileURLToPath(new URL("../..", import.meta.url));
const text = readFileSync(`${root}llms.txt`, "utf8");
const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, target = ""]) => target);

test("every link of llms.txt leads to a page", () => {
  expect(links.length).toBeGreaterThan(10);
  expect(links.filter((target) => !existsSync(root + target))).toEqual([]);
});

test("llms.txt names every page of the docs", () => {
  const pages = execFileSync("git", ["ls-files", "docs/*.md", "README.md", "skills/**"], {
    cwd: root,
    encoding: "utf8",
  })
    .trim()
    .split("\n")
    .filter((page) => !/^docs\/(?:api|decisions|images|site)\//.test(page));
  expect(pages.filter((page) => !links.includes(page))).toEqual([]);
});
