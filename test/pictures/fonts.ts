import { createRequire } from "node:module";
import type { Page } from "@playwright/test";

/*
 * The fonts of the pictures are named files, so that no letter and no emoji is missing, and the
 * pictures of two machines are alike.
 */

/** The packages of the docs, which are a project of their own. */
export const docsPackages = createRequire(new URL("../../docs/site/", import.meta.url));

export const INTER = "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2";
/** Of Debian's package fonts-noto-color-emoji: bitmaps, which every Chromium draws. */
const EMOJI = process.env["EMOJI_FONT"] ?? "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf";

/** Gives every document of a page the fonts. A page with a content policy needs `bypassCSP`. */
export async function useFonts(page: Page): Promise<void> {
  const files = { inter: docsPackages.resolve(INTER), emoji: EMOJI };
  for (const [name, path] of Object.entries(files))
    await page.route(`**/pictures-fonts/${name}`, (route) => route.fulfill({ path }));
  await page.addInitScript(() => {
    const add = (family: string, name: string, weight: string): void => {
      const face = new FontFace(family, `url(/pictures-fonts/${name})`, { weight });
      document.fonts.add(face);
      void face.load();
    };
    if (location.protocol !== "http:") return;
    add("Inter", "inter", "100 900");
    add("Noto Color Emoji", "emoji", "400");
    const apply = (): void => {
      document.documentElement.style.setProperty("--parlor-font", 'Inter, "Noto Color Emoji"');
    };
    if (document.documentElement === null) addEventListener("DOMContentLoaded", apply);
    else apply();
  });
}
