import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { checkChange, checkOptions } from "./check-options.ts";
import { resolveOptions } from "./options.ts";
import { withCurrentKeys, withCurrentNames } from "./renamed.ts";

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
  expect(resolveOptions({ ...good, [old]: value })).toEqual(
    resolveOptions({ ...good, [name]: value }),
  );
  expect(resolveOptions({ ...good, [old]: value })).toMatchObject({ [name]: value });
});

test('the launcher "door" of 0.1.0 works like "default"', () => {
  expect(resolveOptions({ ...good, launcher: "door" })).toEqual(
    resolveOptions({ ...good, launcher: "default" }),
  );
});

test("a value that is given under both names is that of the new one", () => {
  expect(withCurrentNames({ guard: "cards", sensitiveData: { cards: false } })).toEqual({
    sensitiveData: { cards: false },
  });
});

test("catalogue keys of 0.1.0 name the same messages as those of today", () => {
  expect(
    withCurrentKeys({
      "hall.help": "Title",
      "guard.title": "Question",
      "teaser.start": "Start",
      "menu.sound": "Sound",
      agent: "Agent",
    }),
  ).toEqual({
    "preChat.help": "Title",
    "sensitiveData.title": "Question",
    "greeting.start": "Start",
    "menu.sound": "Sound",
    agent: "Agent",
  });
});

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
      ['option "teaser"', '"greeting"'],
      ['option "guard"', '"sensitiveData"'],
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
