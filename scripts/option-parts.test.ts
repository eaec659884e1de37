import { expect, test } from "vitest";
import { defaultsOf, withoutColumns } from "./option-parts.ts";

const table = `export const table = {
  icon: { type: "text", default: null, validate: [has(({ a = [] }) => a), "a"], doc: "…, x", },
  api: { default: undefined, doc: "a", unset: "b" },
  hours: { default: { doc: 1 }, doc: "c" },
  sound: { default: true, validate: onOrOff, doc: "d, {" },
};`;

test("the defaults are taken from a table as they are written, except for those that are unknown", () => {
  expect(defaultsOf("table.ts", table)).toEqual(["icon: null", "hours: { doc: 1 }", "sound: true"]);
});

test("columns are left out of a table, and all else stays", () => {
  expect(withoutColumns("table.ts", table, ["doc", "unset"]).replaceAll(/\s+/g, " ")).toContain(
    'icon: { type: "text", default: null, validate: [has(({ a = [] }) => a), "a"], }, api: { default: undefined, },',
  );
});
