import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";

/*
 * The fonts of the pictures come from packages, so that no letter and no emoji is missing on the
 * machine that draws them.
 */

/** The packages of the docs, which are a project of their own. */
export const docsPackages = createRequire(new URL("../../docs/site/", import.meta.url));

const INTER = "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2";
const EMOJI = "@fontsource/noto-color-emoji";

const fileOf = (path: string): string => docsPackages.resolve(path);
const base64 = (file: string): string => readFileSync(file).toString("base64");

/** The parts of the emoji font, each with the code points that it draws. */
function emojiParts(): { readonly file: string; readonly range: string }[] {
  const css = readFileSync(fileOf(`${EMOJI}/400.css`), "utf8");
  return [...css.matchAll(/url\(\.\/([^)]+\.woff2)\)[\s\S]*?unicode-range: ([^;]+);/g)].map(
    ([, file = "", range = ""]) => ({ file: fileOf(`${EMOJI}/${file}`), range }),
  );
}

function covers(range: string, point: number): boolean {
  return range.split(",").some((part) => {
    const [from = "", to = from] = part.trim().replace(/^U\+/i, "").split("-");
    return point >= parseInt(from, 16) && point <= parseInt(to, 16);
  });
}

/**
 * Gives every document of a page the fonts.
 * @param emoji - every emoji that will be drawn: only their parts of the font are loaded
 */
export async function useFonts(page: Page, emoji: string): Promise<void> {
  const points = Array.from(emoji, (sign) => sign.codePointAt(0) ?? 0);
  const parts = emojiParts().filter(({ range }) => points.some((point) => covers(range, point)));
  if (points.length > 0 && parts.length === 0) throw new Error(`No font has ${emoji}.`);
  const faces = [
    { family: "Inter", weight: "100 900", range: "U+0-10FFFF", data: base64(fileOf(INTER)) },
    ...parts.map(({ file, range }) => ({
      family: "Noto Color Emoji",
      weight: "400",
      range,
      data: base64(file),
    })),
  ];
  await page.addInitScript((given) => {
    for (const { family, weight, range, data } of given) {
      const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
      document.fonts.add(new FontFace(family, bytes.buffer, { weight, unicodeRange: range }));
    }
    const apply = (): void => {
      document.documentElement.style.setProperty("--parlor-font", 'Inter, "Noto Color Emoji"');
    };
    if (document.documentElement === null) addEventListener("DOMContentLoaded", apply);
    else apply();
  }, faces);
}
