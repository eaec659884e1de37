import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { nodesOf, parseFile, testCalls } from "./syntax.ts";

/** A call of `test()` in e2e/, with its tags. */
export interface TaggedTest {
  /** The title; `…` stands for an expression in it. */
  readonly title: string;
  /** The file without its ending. */
  readonly file: string;
  /** Tags that are string literals, and `@engine-…` for calls of `engine()`. */
  readonly tags: readonly string[];
}

/** The tags in the second argument of a call of `test()`. */
function tagsIn(details: unknown): string[] {
  const tags: string[] = [];
  for (const { type, value } of nodesOf(details))
    if (type === "Literal" && typeof value === "string")
      tags.push(value.startsWith("@") ? value : `@engine-${value}`);
  return tags;
}

/** All calls of `test()` in e2e/. */
export function taggedTests(): TaggedTest[] {
  const folder = fileURLToPath(new URL("../e2e/", import.meta.url));
  return readdirSync(folder)
    .filter((name) => name.endsWith(".e2e.ts"))
    .flatMap((name) =>
      testCalls(parseFile(folder + name)).map(({ title, args }) => ({
        title,
        file: name.replace(".e2e.ts", ""),
        tags: args.length > 2 ? tagsIn(args[1]) : [],
      })),
    );
}
