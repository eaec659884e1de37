import { brotliCompressSync, constants } from "node:zlib";

/**
 * Compresses with each brotli mode and keeps the smallest result: for a few kilobytes, the best
 * mode is not known in advance.
 */
export function compress(bytes) {
  const made = [
    constants.BROTLI_MODE_GENERIC,
    constants.BROTLI_MODE_TEXT,
    constants.BROTLI_MODE_FONT,
  ].map((mode) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_MODE]: mode } }));
  return made.reduce((best, one) => (one.length < best.length ? one : best));
}
