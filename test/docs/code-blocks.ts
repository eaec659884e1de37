import { readFileSync } from "node:fs";

/** The pages whose every code block is run by a test. */
export const pages = [
  "README.md",
  "docs/embedding.md",
  "docs/recipes.md",
  "docs/server.md",
  "docs/server-errors.md",
  "docs/webhooks.md",
  "server/README.md",
  "skills/parlor/SKILL.md",
] as const;
export type DocsPage = (typeof pages)[number];

/** A fenced block of a page. */
export interface CodeBlock {
  readonly page: DocsPage;
  /** The nearest heading above it. */
  readonly heading: string;
  /** The file that the line above names (`src/main.tsx`:), else the language. */
  readonly name: string;
  readonly language: string;
  readonly text: string;
}

/** All code blocks of a page, from top to bottom. */
export function codeBlocks(page: DocsPage): CodeBlock[] {
  return readBlocks(page, readFileSync(new URL(`../../${page}`, import.meta.url), "utf8"));
}

/** @throws Error when a fence is never closed */
export function readBlocks(page: DocsPage, markdown: string): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let heading = "";
  let before = "";
  let open: { indent: number; language: string; file: string | undefined; text: string } | null =
    null;
  for (const line of markdown.split("\n")) {
    const fence = /^( *)```(\S*)/.exec(line);
    if (open !== null) {
      if (fence === null) open.text += `${line.slice(open.indent)}\n`;
      else {
        const { language, file = language, text } = open;
        blocks.push({ page, heading, name: file, language, text });
        open = null;
      }
    } else if (fence !== null) {
      const [, indent = "", language = ""] = fence;
      open = { indent: indent.length, language, file: /^`(\S+)`:$/.exec(before)?.[1], text: "" };
      before = "";
    } else if (line.trim() !== "") {
      heading = /^#+ (.+)/.exec(line)?.[1] ?? heading;
      before = line.trim();
    }
  }
  if (open !== null) throw new Error(`${page}: a code block below "${heading}" has no end`);
  return blocks;
}

/**
 * Takes the code blocks below one heading, to run them. One call has to take all of them, and no
 * other test may take them too: `test/built/docs.test.ts` counts the calls.
 * @param names - the names of all blocks below the heading, so that a new block cannot go unnoticed
 * @returns their texts
 */
export function takeBlocks(page: DocsPage, heading: string, names: readonly string[]): string[] {
  const found = codeBlocks(page).filter((block) => block.heading === heading);
  const there = found.map(({ name }) => name);
  if (there.join() !== names.join())
    throw new Error(
      `${page}, "${heading}" has the blocks [${there.join(", ")}], and this test runs [${names.join(", ")}]`,
    );
  return found.map(({ text }) => text);
}

/** The commands in a shell block, without what is said beside them. */
export const commandsIn = (block: string): string[] =>
  block
    .split("\n")
    .map((line) => line.replace(/\s+#.*/, "").trim())
    .filter((line) => line !== "");
