import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { checkOptions } from "./check-options.ts";
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

test("every bad option is named at once", () => {
  expect(() => checkOptions({ theme: "pink", headingLevel: 9, accent: "nope" })).toThrow(
    /api is missing.*organizationId is missing.*routing is missing.*theme must be.*accent must be.*headingLevel must be/,
  );
});

test("an unknown option warns, and names the nearest known one", () => {
  const warn = vi.spyOn(console, "warn").mockReturnValue();
  checkOptions({ ...good, acent: "#123" });
  expect(warn).toHaveBeenCalledWith('Parlor: unknown option "acent". Did you mean "accent"?');
});

test("a text of the site may be one for each language, and nothing else", () => {
  const withLabel = (label: unknown): Readonly<Record<string, unknown>> => ({
    ...good,
    routing: { queue: "Bookings", label },
    greeting: { text: label },
    help: { person: label },
    preChat: { fields: [{ name: "a", type: "select", label, message: label, options: [label] }] },
  });
  for (const right of ["Team", { en: "Team" }, { "pt-BR": "Equipe", "zh-Hant-TW": "團隊" }])
    expect(() => checkOptions(withLabel(right))).not.toThrow();
  for (const wrong of ["", {}, { en: "" }, { en: 1 }, { "not a tag": "Team" }, ["Team"], 7, null])
    expect(() => checkOptions(withLabel(wrong)), JSON.stringify(wrong)).toThrow(
      /routing must be.*preChat must be.*greeting must be.*help must be/,
    );
});

test("a missing option has its default", () => {
  expect(resolveOptions(good)).toMatchObject({
    company: "",
    theme: "auto",
    storage: "local",
    accent: null,
  });
});

test("an attribute is text: numbers and switches are read from it", () => {
  expect(
    resolveOptions({
      ...good,
      headingLevel: "3",
      idleMinutes: "0",
      sound: "false",
      enterSends: "",
    }),
  ).toMatchObject({ headingLevel: 3, idleMinutes: 0, sound: false, enterSends: true });
});

test.each([
  ["hours", { timeZone: "Mars/Olympus", week: {} }],
  ["hours", { timeZone: "UTC", week: { monday: "08:00-20:00" } }],
  ["hours", { timeZone: "UTC", week: { mon: "8-20" } }],
  ["hours", { timeZone: "UTC", week: {}, holidays: ["Christmas"] }],
  ["greeting", { names: ["Noor"] }],
  ["preChat", { fields: [{ name: "topic", type: "select" }] }],
  ["preChat", { fields: [{ name: "id", type: "text", pattern: "(", patternMessage: "No" }] }],
  ["preChat", { fields: [{ name: "id", type: "text", pattern: "\\d+" }] }],
  ["preChat", { fields: [{ name: "id", type: "text", pattern: "(?:a+)+b", message: "No" }] }],
  ["preChat", { fields: [{ name: "id", type: "text", pattern: "((x|a*)y?){2,}", message: "No" }] }],
  ["sensitiveData", { patterns: ["(?<word>[a-z]+ ?)*"] }],
  ["preChat", { fields: [{ name: "id", type: "text", pattern: /\d+/, patternMessage: "No" }] }],
  ["locale", "english please"],
  ["position", "left"],
  ["idleMinutes", -1],
  ["announcements", "some"],
])("%s cannot be %j", (name, value) => {
  expect(() => checkOptions({ ...good, [name]: value })).toThrow(`${name} must be`);
});

test.each([
  "(?:\\d{2,4}-){1,3}\\d+",
  "(a|b)+[(+)*]",
  "\\(a+\\)+",
  "(?=.*\\d)\\w{8,}",
  "(\\d+)-(\\d+)?",
])("%s is a pattern for a field: no repeat without an end stands in another", (pattern) => {
  const fields = [{ name: "id", type: "text", pattern, message: "No" }];
  expect(() => checkOptions({ ...good, preChat: { fields } })).not.toThrow();
});

test("correct options are accepted", () => {
  expect(() =>
    checkOptions({
      ...good,
      hours: {
        timeZone: "Europe/Stockholm",
        week: { mon: "08:00-12:00, 13:00-20:00" },
        holidays: ["2026-12-24", "2026-12-31 08:00-12:00"],
      },
      greeting: { text: "Hello" },
      idleMinutes: "10",
      sound: "false",
      locale: "de_AT",
      preChat: {
        fields: [{ name: "id", type: "text", pattern: "\\d+", patternMessage: "Digits" }],
      },
    }),
  ).not.toThrow();
});

test("a deployment with a flow of its own wants a region, and no queue", () => {
  const direct = { api: "https://chat.example", deploymentId: "d", backend: "web-messaging" };
  const warned = (more: object) => () => checkOptions({ ...direct, ...more });
  expect(warned({ region: "mypurecloud.de", routing: {} })).not.toThrow();
  expect(warned({ endpoint: "http://127.0.0.1:9140" })).not.toThrow();
  expect(warned({})).toThrow("region is missing");
  expect(warned({ region: "Germany" })).toThrow("region must be the domain of a region");
  expect(warned({ endpoint: "http://a/b/c" })).toThrow("endpoint must be an origin");
  expect(
    warned({ region: "mypurecloud.de", organizationId: "o", routing: { queue: "Q" } }),
  ).toThrow(/organizationId is not wanted.*routing is not wanted/);
  const nameless = { api: "https://chat.example", backend: "web-messaging" };
  expect(() => checkOptions({ ...nameless, region: "mypurecloud.de" })).toThrow("deploymentId");
});

test("a server of the guest chat protocol has no region, and backends have names", () => {
  expect(() => checkOptions({ ...good, region: "mypurecloud.de" })).toThrow("region is not wanted");
  expect(() => checkOptions({ ...good, backend: "smoke" })).toThrow("guest-chat or web-messaging");
  expect(() => checkOptions({ ...good, backend: "guest-chat" })).not.toThrow();
});
