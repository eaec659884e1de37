import { expect, test } from "vitest";
import { bestLanguage, languages } from "./languages.ts";

test.each([
  [["de-AT"], "de"],
  [["pt"], "pt-BR"],
  [["pt-PT"], "pt-BR"],
  [["zh"], "zh-CN"],
  [["zh-Hans-SG"], "zh-CN"],
  [["zh-Hant"], "zh-TW"],
  [["zh-HK"], "zh-TW"],
  [["ZH-tw"], "zh-TW"],
  [[null, "", undefined, "sv-FI"], "sv"],
  [["xx", "fil", "fr-CA"], "fr"],
  [["eng"], undefined],
  [["iw"], "he"],
  [["iw-IL", "en"], "he"],
  [["zh-Hant-HK"], "zh-TW"],
  [["zh-Hans-HK"], "zh-CN"],
  [["zh_TW.UTF-8"], "zh-TW"],
  [["yue"], "zh-TW"],
  [["yue-Hant-HK"], "zh-TW"],
  [["de_AT"], "de"],
  [["de_AT@euro"], "de"],
  [["DE-at"], "de"],
  [["pt_BR"], "pt-BR"],
  [["yue_HK"], "zh-TW"],
  [["zh_CN"], "zh-CN"],
  [["in", "nl"], "nl"],
  [["ji", "nl"], "nl"],
  [["nb", "nn", "no", "nl"], "nl"],
  [[{}, 5, "xx"], undefined],
  [[], undefined],
])("of %j it speaks %s", (wanted, tag) => {
  expect(bestLanguage(wanted)).toBe(tag);
});

/** Other codes of a language; a catalogue that is added must be found by them. */
test.each([
  ["iw", "he"],
  ["in", "id"],
  ["ji", "yi"],
  ["nb", "no"],
  ["nn", "no"],
  ["no", "nb"],
  ["nn", "nb"],
])("an old or narrower code %s finds the catalogue %s, if there is one", (tag, name) => {
  const hasCatalogue = languages.some((one) => one === name);
  expect(bestLanguage([tag])).toBe(hasCatalogue ? name : undefined);
});
