/**
 * Copies what a browser shows of a GIF, byte for byte: comments, notes of programs and all that
 * follows the last frame stay out. `sharp` would choose new colours.
 * @param {Uint8Array} bytes
 * @param {number} maxPixels - of a single frame
 * @returns {Uint8Array | null} null when it is damaged or a frame is too large
 */
export function cleanGif(bytes, maxPixels) {
  const at = 13 + tableLength(bytes[10]);
  /** @type {Uint8Array[]} */
  const kept = [bytes.subarray(0, at)];
  return copyBlocks(bytes, at, kept, maxPixels) ? concatenated(kept) : null;
}

const EXTENSION = 0x21;
const FRAME = 0x2c;
const TRAILER = 0x3b;
const GRAPHIC_CONTROL = 0xf9;
const APPLICATION = 0xff;
/** How often an animation repeats is the one note that a browser reads. */
const LOOPS = ["NETSCAPE2.0", "ANIMEXTS1.0"];

/** The bytes of a colour table, by the flags that announce it. @param {number | undefined} flags */
function tableLength(flags = 0) {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}

/**
 * @param {Uint8Array} bytes
 * @param {number} start
 * @param {Uint8Array[]} kept
 * @param {number} maxPixels
 * @returns {boolean} whether the end was reached
 */
function copyBlocks(bytes, start, kept, maxPixels) {
  for (let at = start; ; ) {
    const kind = bytes[at];
    if (kind === TRAILER) return kept.push(bytes.subarray(at, at + 1)) > 0;
    if (kind !== EXTENSION && kind !== FRAME) return false;
    if (kind === FRAME && pixelsAt(bytes, at) > maxPixels) return false;
    const head = kind === FRAME ? 11 + tableLength(bytes[at + 9]) : 2;
    const end = endOfData(bytes, at + head);
    if (end > bytes.length) return false;
    if (kind === FRAME || isShown(bytes, at)) kept.push(bytes.subarray(at, end));
    at = end;
  }
}

/** @param {Uint8Array} bytes @param {number} at */
function pixelsAt(bytes, at) {
  /** @param {number} from */
  const word = (from) => (bytes[from] ?? 0) + 256 * (bytes[from + 1] ?? 0);
  return word(at + 5) * word(at + 7);
}

/**
 * The place behind the last of the blocks that begin here.
 * @param {Uint8Array} bytes
 * @param {number} start
 */
function endOfData(bytes, start) {
  let at = start;
  for (;;) {
    const length = bytes[at];
    if (length === undefined) return Number.POSITIVE_INFINITY;
    at += length + 1;
    if (length === 0) return at;
  }
}

/** @param {Uint8Array} bytes @param {number} at */
function isShown(bytes, at) {
  if (bytes[at + 1] === GRAPHIC_CONTROL) return true;
  if (bytes[at + 1] !== APPLICATION) return false;
  return LOOPS.includes(String.fromCharCode(...bytes.subarray(at + 3, at + 14)));
}

/** @param {readonly Uint8Array[]} parts */
function concatenated(parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
