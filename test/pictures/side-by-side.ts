import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { docsPackages, INTER } from "./fonts.ts";

type Palette = readonly (readonly number[])[];

/** The part of the package gifenc that is used here; it has no types. */
interface Gifenc {
  GIFEncoder(): {
    writeFrame(
      indices: Uint8Array,
      width: number,
      height: number,
      options: {
        readonly palette: Palette;
        readonly delay: number;
        readonly transparent: boolean;
        readonly transparentIndex: number;
        readonly dispose: number;
      },
    ): void;
    finish(): void;
    bytes(): Uint8Array;
  };
  quantize(pixels: Uint8Array, colors: number, options: { readonly format: string }): Palette;
  applyPalette(pixels: Uint8Array, palette: Palette, format: string): Uint8Array;
}
const gifenc: Gifenc = docsPackages("gifenc");

/** One of two pages that are shown beside each other. */
export interface Side {
  readonly caption: string;
  readonly page: Page;
  /** Width in the picture, in CSS pixels. */
  readonly width: number;
}

export interface Look {
  readonly background: string;
  readonly bar: string;
  readonly ink: string;
}

export const lightLook: Look = { background: "#e8e4dc", bar: "#fbf9f5", ink: "#4a4238" };
export const darkLook: Look = { background: "#14161a", bar: "#262a31", ink: "#c9ced6" };

const GAP = 24;

/** Lays the present looks of both pages beside each other, each in a frame with its caption. */
export async function drawSides(canvas: Page, sides: readonly Side[], look: Look): Promise<void> {
  const shots = await Promise.all(
    sides.map(async ({ page }) => {
      await page.evaluate(() => document.fonts.ready);
      return (await page.screenshot()).toString("base64");
    }),
  );
  const figures = sides.map(
    ({ caption, width }, at) =>
      `<figure style="width:${width}px"><figcaption><i></i><i></i><i></i>${caption}</figcaption><img alt="" src="data:image/png;base64,${shots[at]}"></figure>`,
  );
  const inter = readFileSync(docsPackages.resolve(INTER)).toString("base64");
  await canvas.setContent(
    `<!doctype html><style>@font-face{font-family:Inter;font-weight:100 900;src:url(data:font/woff2;base64,${inter})}
    body{display:flex;align-items:flex-start;gap:${GAP}px;margin:0;padding:${GAP}px;background:${look.background};width:max-content}
    figure{margin:0;border-radius:10px;overflow:hidden;box-shadow:0 10px 30px -8px #0007,0 0 0 1px #0002}
    figcaption{display:flex;align-items:center;gap:6px;padding:8px 12px;background:${look.bar};color:${look.ink};font:500 13px Inter,sans-serif}
    figcaption i{inline-size:9px;block-size:9px;border-radius:9px;background:currentColor;opacity:.25}figcaption i:nth-of-type(3){margin-inline-end:8px}
    img{display:block;inline-size:100%}</style>${figures.join("")}`,
  );
  await canvas.evaluate(() => document.fonts.load("500 13px Inter"));
  await canvas.waitForFunction(() => [...document.images].every((image) => image.complete));
  const size = await canvas.evaluate(() => {
    const { width, height } = document.body.getBoundingClientRect();
    return { width: Math.ceil(width), height: Math.ceil(height) };
  });
  await canvas.setViewportSize(size);
}

/** The pixels of a PNG, decoded by a browser. */
async function pixelsOf(
  canvas: Page,
  png: Buffer,
): Promise<{ width: number; height: number; data: Uint8Array }> {
  const { width, height, text } = await canvas.evaluate(async (source) => {
    const blob = await (await fetch(`data:image/png;base64,${source}`)).blob();
    const image = await createImageBitmap(blob);
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
    if (context === null) throw new Error("No canvas");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    let signs = "";
    for (let at = 0; at < data.length; at += 0x8000)
      signs += String.fromCharCode(...data.subarray(at, at + 0x8000));
    return { width: image.width, height: image.height, text: btoa(signs) };
  }, png.toString("base64"));
  return { width, height, data: new Uint8Array(Buffer.from(text, "base64")) };
}

/** An animation of pictures of one size. */
export class Animation {
  readonly #gif = gifenc.GIFEncoder();
  #before: Uint8Array | null = null;

  /** Adds what the page shows. @param delayMs - how long it stays */
  async add(canvas: Page, delayMs: number): Promise<void> {
    const { width, height, data } = await pixelsOf(canvas, await canvas.screenshot());
    const palette = gifenc.quantize(data, 255, { format: "rgb565" });
    const indices = gifenc.applyPalette(data, palette, "rgb565");
    // A pixel that stays as it was is transparent, which packs well.
    const transparentIndex = palette.length;
    if (this.#before !== null) {
      const [now, before] = [new Uint32Array(data.buffer), new Uint32Array(this.#before.buffer)];
      for (let at = 0; at < now.length; at++)
        if (now[at] === before[at]) indices[at] = transparentIndex;
    }
    this.#gif.writeFrame(indices, width, height, {
      palette: [...palette, [0, 0, 0]],
      delay: delayMs,
      transparent: this.#before !== null,
      transparentIndex,
      dispose: 1,
    });
    this.#before = data;
  }

  bytes(): Uint8Array {
    this.#gif.finish();
    return this.#gif.bytes();
  }
}
