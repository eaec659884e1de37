import { expect, test } from "vitest";
import { firstName, guestLabel, isolatedName, plainName, shortLabel } from "./names.ts";

test("a name loses the characters that open or close a direction, and keeps its letters and marks", () => {
  expect(plainName("Mara\u202Eevil\u2069\u2066")).toBe("Maraevil");
  expect(plainName("Zoë 👩‍🚀 نورا\u200F")).toBe("Zoë 👩‍🚀 نورا\u200F");
});

test("a name from right to left is isolated in a label, and cannot end its isolation", () => {
  expect(isolatedName("Mara")).toBe("Mara");
  expect(isolatedName("נועה חדד")).toBe("\u2068נועה חדד\u2069");
  expect(isolatedName("נועה\u2069\u202E")).toBe("\u2068נועה\u2069");
});

test("the first name is the first word", () => {
  expect(firstName("Mara Lindqvist")).toBe("Mara");
  expect(firstName("")).toBe("");
  expect(firstName(" Noor\u00a0Haddad")).toBe("Noor");
  expect(firstName("\u5c71\u7530\u3000\u592a\u90ce")).toBe("\u5c71\u7530");
});

test("guests who gave no name are told apart by a number that belongs to their conversation", () => {
  const labels = ["c-1", "c-2", "c-3", "c-4", "c-5"].map((id) => guestLabel("Guest", id));
  expect(new Set(labels).size).toBe(5);
  for (const label of labels) expect(label).toMatch(/^Guest \d{4}$/);
  expect(guestLabel(" \u202E", "c-1")).toBe(labels[0]);
  expect(guestLabel("Mara Lindqvist", "c-1")).toBe("Mara Lindqvist");
});

test("the short form of a name is its first word, and of a number all of it", () => {
  expect(shortLabel("Mara Lindqvist")).toBe("Mara");
  expect(shortLabel("Guest 4821")).toBe("Guest 4821");
  expect(shortLabel("Guest House")).toBe("Guest");
});
