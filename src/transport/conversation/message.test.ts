import { expect, test } from "vitest";
import { isSameContent, type FileContent } from "./message.ts";

const file = (id: string): FileContent => ({
  kind: "file",
  id,
  name: "a.pdf",
  mediaType: "application/pdf",
  size: 1,
  width: null,
  height: null,
  hasThumbnail: false,
  isGone: false,
});

test.each([
  ["Here", ["a"], "Here ", ["a"], true],
  ["Here", ["a"], "Here", ["b"], false],
  ["Here", ["a"], "There", ["a"], false],
  ["", ["a", "b"], "", ["b", "a"], false],
  ["", ["a"], "", [], false],
])("a message %j with %j is one %j with %j: %s", (text, ids, other, others, isSame) => {
  const one = { body: text, content: ids.map(file) };
  expect(isSameContent(one, { body: other, content: others.map(file) })).toBe(isSame);
});
