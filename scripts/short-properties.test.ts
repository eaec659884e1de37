import { expect, test } from "vitest";
import { shorten, shortNames } from "./short-properties.ts";

test("a custom property has one short name in all chunks, and the page's own keep theirs", () => {
  const shell = ".a{--pl-ink:var(--parlor-accent);color:var(--pl-ink);top:var(--pl-ink-2)}";
  const chunk = 'fill="var(--pl-ink)"';
  const names = shortNames([shell, chunk]);
  expect(shorten(shell, names)).toBe(
    ".a{--p-a:var(--parlor-accent);color:var(--p-a);top:var(--p-b)}",
  );
  expect(shorten(chunk, names)).toBe('fill="var(--p-a)"');
});

test("no two properties share a short name", () => {
  const code = Array.from({ length: 800 }, (_, index) => `--pl-${index}`).join(";");
  const names = shortNames([code]);
  expect(new Set(names.values()).size).toBe(800);
  expect([...names.values()].every((name) => /^--p-[a-z]+$/.test(name))).toBe(true);
});
