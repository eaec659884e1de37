import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { resolveOptions } from "./options.ts";

const good = {
  api: "https://chat.example",
  organizationId: "o",
  deploymentId: "d",
  routing: { queue: "Bookings" },
};

beforeEach(() => {
  vi.stubGlobal("CSS", { supports: (_: string, value: string) => value.startsWith("#") });
  vi.stubGlobal("location", { hostname: "site.example" });
});
afterEach(() => vi.unstubAllGlobals());

test("docs/embedding.md has one row for each option", () => {
  const page = readFileSync(new URL("../../docs/embedding.md", import.meta.url), "utf8");
  const rows = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
  expect(new Set(rows)).toEqual(new Set(Object.keys(resolveOptions(good))));
});

test("every bad option is named at once", () => {
  expect(() => resolveOptions({ theme: "pink", headingLevel: 9, accent: "nope" })).toThrow(
    /api is missing.*organizationId is missing.*routing is missing.*theme must be.*accent must be.*headingLevel must be/,
  );
});

test("an unknown option warns, and names the nearest known one", () => {
  const warn = vi.spyOn(console, "warn").mockReturnValue();
  resolveOptions({ ...good, acent: "#123" });
  expect(warn).toHaveBeenCalledWith('Parlor: unknown option "acent". Did you mean "accent"?');
});

test("what is left out has its default", () => {
  expect(resolveOptions(good)).toMatchObject({
    company: "site.example",
    theme: "auto",
    storage: "local",
    accent: null,
  });
});
