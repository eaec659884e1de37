import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { test } from "./gallery-test.ts";

/* Pictures made of pictures: they come after all others. */

const folder = fileURLToPath(new URL("../../screens/", import.meta.url));

interface Piece {
  readonly caption: string;
  readonly png: Buffer;
}

/** Puts pictures beside one another, each under its name. */
async function keepBoard(
  page: Page,
  name: string,
  pieces: readonly Piece[],
  look: { readonly columns: number; readonly width: number },
): Promise<void> {
  const figures = pieces.map(
    ({ caption, png }) =>
      `<figure><figcaption>${caption}</figcaption><img src="data:image/png;base64,${png.toString("base64")}"></figure>`,
  );
  await page.goto("about:blank");
  await page.setContent(
    `<style>body{display:grid;grid-template-columns:repeat(${look.columns},${look.width}px);gap:20px;margin:20px;background:#e9e7e3;font:13px system-ui}figure{margin:0}figcaption{padding:0 4px 6px;color:#5a5148}img{inline-size:100%}</style>${figures.join("")}`,
  );
  await page.setViewportSize({ width: look.columns * (look.width + 20) + 20, height: 800 });
  await page.screenshot({ path: `${folder}${name}.png`, fullPage: true });
}

test("12-composer-states", async ({ page, show }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await show(page, "conversation", {}, { viewport: { width: 504, height: 760 } });
  const field = page.getByRole("textbox", { name: "Message" });
  const composer = page.locator(".pl-composer");
  const pieces: Piece[] = [];
  const keep = async (caption: string, text: string): Promise<void> => {
    await field.fill(text);
    if (text === "") await field.blur();
    pieces.push({ caption, png: await composer.screenshot() });
  };
  const story =
    "…and that is the whole story of the missing suitcase. Could you tell me what to do next?";
  await keep("Empty", "");
  await keep("Focused, typing", "Perfect, please go ahead");
  await keep(
    "Grows to 6 lines, then scrolls",
    "Thank you. Could you also check whether my brother’s seat reservation moves with me?\n\nHis booking is LL-48214, same train, and he would like to stay in coach 12 if that’s at all possible.",
  );
  await keep("Near the limit (last 200)", story.padStart(3_872, "x "));
  await keep("Over the limit", story.padStart(4_018, "x "));
  await show(page, "banner-offline", {}, { viewport: { width: 504, height: 760 } });
  await keep("Offline: still writable, queues", "I’ll be at the station by nine");
  await keepBoard(page, "12-composer-states", pieces, { columns: 2, width: 384 });
});

const picture = (name: string): Buffer => readFileSync(`${folder}${name}.png`);

test("46-brand-accents", async ({ page }) => {
  const pieces = [1, 2, 3, 4].map((n) => ({
    caption: ["Harbour #2b4a86", "Claret #8c2f4a", "Saffron #e2b23a", "Kiln #b4552c"][n - 1] ?? "",
    png: picture(`46-brand-accents-${n}`),
  }));
  await keepBoard(page, "46-brand-accents", pieces, { columns: 2, width: 380 });
});

test("59-board", async ({ page }) => {
  const names = readdirSync(folder)
    .map((file) => file.replace(/\.png$/, ""))
    .filter((name) => /^\d\d-/.test(name) && name !== "59-board" && name !== "57-demo-page");
  const pieces = names.sort().map((name) => ({ caption: name, png: picture(name) }));
  await keepBoard(page, "59-board", pieces, { columns: 6, width: 300 });
});
