// Decodes pictures in a thread of its own. It is JavaScript, since a thread starts without a
// compiler, in tests too.
import { readFile, writeFile } from "node:fs/promises";
import { parentPort, workerData } from "node:worker_threads";
import { cleanGif } from "./clean-gif.mjs";

/** @typedef {import("./pictures.ts").PictureJob} PictureJob */
/** @typedef {import("./pictures.ts").PictureOutcome} PictureOutcome */
/** @typedef {import("sharp").Sharp} Sharp */

const MAX_PIXELS = 40_000_000;
/** Of all frames together: a hundred of 1920 × 1080. */
const MAX_PIXELS_OF_ALL = 210_000_000;
const MAX_FRAMES = 100;
const MAX_SECONDS = 10;
const THUMBNAIL_PIXELS = 480;
const QUALITY = 90;
const THUMBNAIL_QUALITY = 75;
/** The words of libvips when the disk, and not the picture, is at fault. */
const DISK_TROUBLE = /no space left|unable to open for write|write error|read-only|permission/i;

/** @type {typeof import("sharp")["default"] | null} */
const sharp = await import(workerData.module).then(
  (module) => module.default,
  // The package is optional; the thread says so below.
  () => null,
);
if (sharp !== null) {
  // libvips would try SVG, PDF and more on any bytes.
  sharp.block({ operation: ["VipsForeignLoad"] });
  sharp.unblock({
    operation: ["Png", "Jpeg", "Nsgif", "Webp"].map((format) => `VipsForeignLoad${format}`),
  });
  sharp.cache(false);
  sharp.concurrency(1);
}

parentPort?.on("message", (job) => {
  void outcomeOf(job).then((outcome) => parentPort?.postMessage(outcome));
});
parentPort?.postMessage({ kind: sharp === null ? "absent" : "ready" });

/** @param {PictureJob} job @returns {Promise<PictureOutcome>} */
async function outcomeOf(job) {
  try {
    return await process(job);
  } catch (error) {
    const message = String(error);
    const isDisk = DISK_TROUBLE.test(message) || (error instanceof Error && "syscall" in error);
    return isDisk ? { kind: "trouble", message } : { kind: "unreadable" };
  }
}

/**
 * @param {PictureJob} job
 * @returns {Promise<PictureOutcome>}
 */
async function process({ input, format, kept, thumbnail, isStripping }) {
  const { width, height, frames } = await measured(input, format);
  if (isStripping) await writeKept({ input, format, kept, isAnimated: frames > 1 });
  await opened(isStripping ? kept : input)
    .autoOrient()
    .resize({
      width: THUMBNAIL_PIXELS,
      height: THUMBNAIL_PIXELS,
      fit: "inside",
      withoutEnlargement: true,
    })
    .webp({ quality: THUMBNAIL_QUALITY })
    .toFile(thumbnail);
  return { kind: "read", width, height };
}

/** @param {string} path @param {boolean} [isAnimated] @returns {Sharp} */
function opened(path, isAnimated = false) {
  if (sharp === null) throw new Error("sharp is not installed");
  const limitInputPixels = isAnimated ? MAX_PIXELS_OF_ALL : MAX_PIXELS;
  return sharp(path, { failOn: "error", animated: isAnimated, limitInputPixels }).timeout({
    seconds: MAX_SECONDS,
  });
}

/**
 * The size as it is shown, from the header alone: nothing has been decoded yet.
 * @param {string} path
 * @param {string} format
 */
async function measured(path, format) {
  const found = await opened(path).metadata();
  const frames = found.pages ?? 1;
  const pixels = found.width * (found.pageHeight ?? found.height);
  if (found.format !== format || frames > MAX_FRAMES || pixels > MAX_PIXELS)
    throw new Error("refused by its header");
  if (pixels * frames > MAX_PIXELS_OF_ALL) throw new Error("too many pixels in all");
  return { ...found.autoOrient, frames };
}

/**
 * Writes the picture upright and without metadata.
 * @param {{ input: string, format: string, kept: string, isAnimated: boolean }} picture
 */
async function writeKept({ input, format, kept, isAnimated }) {
  if (format === "gif") return await writeGif(input, kept);
  // Frames are not turned: no camera writes animations.
  const picture = isAnimated ? opened(input, true) : opened(input).autoOrient();
  await (await encoded(picture, format)).toFile(kept);
}

/** @param {string} input @param {string} kept */
async function writeGif(input, kept) {
  const clean = cleanGif(await readFile(input), MAX_PIXELS);
  if (clean === null) throw new Error("a damaged GIF");
  await writeFile(kept, clean, { mode: 0o600 });
}

/** @param {Sharp} picture @param {string} format @returns {Promise<Sharp>} */
async function encoded(picture, format) {
  if (format === "jpeg") return picture.jpeg({ quality: QUALITY });
  if (format === "webp") return picture.webp({ quality: QUALITY });
  const { depth, channels } = await picture.metadata();
  const space = channels < 3 ? "grey16" : "rgb16";
  // Without it, sharp would halve the depth of 16-bit pictures.
  return (depth === "ushort" ? picture.toColourspace(space) : picture).png();
}
