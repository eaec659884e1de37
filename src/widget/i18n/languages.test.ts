import { expect, test } from "vitest";
import { bestLanguage } from "./languages.ts";

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
  [[{}, 5, "xx"], undefined],
  [[], undefined],
])("of %j it speaks %s", (wanted, tag) => {
  expect(bestLanguage(wanted)).toBe(tag);
});
