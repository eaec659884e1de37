import { brotliCompressSync, constants } from "node:zlib";

/** As small as brotli makes it: which of its models fits a few kilobytes best is known only afterwards. */
export function compress(bytes) {
  const made = [
    constants.BROTLI_MODE_GENERIC,
    constants.BROTLI_MODE_TEXT,
    constants.BROTLI_MODE_FONT,
  ].map((mode) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_MODE]: mode } }));
  return made.reduce((best, one) => (one.length < best.length ? one : best));
}
