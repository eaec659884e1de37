import { expect, test } from "vitest";
import { neutralText, textIn } from "./localized-text.ts";

const train = { en: "Train", "pt-BR": "Trem", de: "Zug" };

test.each([
  ["en", "Train"],
  ["de", "Zug"],
  ["pt-BR", "Trem"],
  ["fr", "Train"],
  ["sv", "Train"],
])("a visitor whose language is %s reads %j", (language, text) => {
  expect(textIn(train, language)).toBe(text);
});

test("the base language stands in for a variety, and one text is for everybody", () => {
  expect(textIn({ en: "Train", pt: "Comboio" }, "pt-BR")).toBe("Comboio");
  expect(textIn("Train", "de")).toBe("Train");
});

test("a program reads the same text whatever the visitor reads", () => {
  expect(neutralText(train)).toBe("Train");
  expect(neutralText("Train")).toBe("Train");
});
