import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { checkChange, checkOptions } from "./check-options.ts";
import { resolveOptions } from "./options.ts";
import { currentName, withCurrentNames } from "../i18n/renamed.ts";

const good = {
  api: "https://chat.example",
  organizationId: "o",
  deploymentId: "d",
  routing: { queue: "Bookings" },
};

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal("location", { hostname: "site.example" });
  vi.stubGlobal("document", { querySelector: () => null });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test.each([
  ["teaser", "greeting", { text: "Hello" }],
  ["guard", "sensitiveData", "cards"],
])("the option %s of 0.1.0 works like %s", (old, name, value) => {
  const { [old]: _, ...resolved } = resolveOptions({ ...good, [old]: value }) as Record<
    string,
    unknown
  >;
  expect(resolved).toEqual(resolveOptions({ ...good, [name]: value }));
  expect(resolved).toMatchObject({ [name]: value });
});

test("a value that is given under both names is that of the new one", () => {
  expect(
    resolveOptions({ ...good, guard: "cards", sensitiveData: { cards: false } }),
  ).toMatchObject({ sensitiveData: { cards: false } });
});

test("a change under an old name replaces the value under the new one", () => {
  const before = resolveOptions({ ...good, guard: "cards" });
  const change = { guard: { cards: false } };
  expect(resolveOptions({ ...before, ...withCurrentNames<unknown>(change) })).toMatchObject({
    sensitiveData: { cards: false },
  });
  expect(resolveOptions({ ...before, sensitiveData: undefined })).toMatchObject({
    sensitiveData: null,
  });
});

test.each([
  ["hall.help", "preChat.help"],
  ["guard.title", "sensitiveData.title"],
  ["teaser.start", "greeting.start"],
])("the catalogue key %s of 0.1.0 is %s today", (old, name) => {
  expect(currentName(old)).toBe(name);
});

test.each(["menu.sound", "agent", "hall", "guards", "preChat.help", "greeting"])(
  "%s is no name of 0.1.0",
  (name) => expect(currentName(name)).toBe(name),
);

test("an invalid value under an old name is refused under the new one", () => {
  vi.spyOn(console, "warn").mockReturnValue();
  expect(() => checkOptions({ ...good, teaser: { names: ["Noor"] }, guard: "x" })).toThrow(
    /greeting must be.*sensitiveData must be/,
  );
  expect(() => checkChange({ teaser: { text: "Hello" } })).toThrow("greeting cannot be changed");
});

test("each old name is noted in the console once a page, with the new one", async () => {
  const warn = vi.spyOn(console, "warn").mockReturnValue();
  const fresh = await import("./check-options.ts");
  const old = {
    ...good,
    teaser: { text: "Hello" },
    guard: "cards",
    launcher: "door",
    messages: { "hall.help": "Title" },
  };
  fresh.checkOptions(old);
  fresh.checkOptions(old);
  expect(warn.mock.calls).toEqual(
    [
      ['"teaser"', '"greeting"'],
      ['"guard"', '"sensitiveData"'],
      ['launcher: "door"', '"default"'],
      ['"hall.help"', '"preChat.help"'],
    ].map(([before, now]) => [
      `Parlor: ${before} is now ${now}. The old name is accepted until 1.0.`,
    ]),
  );
  warn.mockClear();
  fresh.checkOptions({ ...good, greeting: { text: "Hello" }, launcher: "default" });
  expect(warn).not.toHaveBeenCalled();
});
