import { expect, test } from "vitest";
import { fillIn, mapText, textIn } from "./localized-text.ts";

const greeting = { en: "Hello", "pt-BR": "Oi", pt: "Olá", de: "Guten Tag" };

test.each([
  ["pt-BR", "Oi"],
  ["PT-br", "Oi"],
  ["pt-PT", "Olá"],
  ["de-AT", "Guten Tag"],
  ["fi", "Hello"],
  [null, "Hello"],
])("in the language %s the text is %s", (language, text) => {
  expect(textIn(greeting, language)).toBe(text);
});

test("a text for every language is the same in each", () => {
  expect(textIn("Hello", "de")).toBe("Hello");
});

test("a text without any language is empty", () => {
  expect(textIn({}, "de")).toBe("");
});

test("a change is made in every language", () => {
  const loud = (text: string): string => text.toUpperCase();
  expect(mapText({ en: "Hello", de: "Guten Tag" }, loud)).toEqual({ en: "HELLO", de: "GUTEN TAG" });
  expect(mapText("Hello", loud)).toBe("HELLO");
});

test("parameters are filled in, and unknown ones stay", () => {
  const words = { "queue.name": "Bookings" };
  expect(fillIn("{queue.name} {guest.name} {constructor}", words)).toBe(
    "Bookings {guest.name} {constructor}",
  );
});
