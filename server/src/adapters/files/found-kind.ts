import { open } from "node:fs/promises";
import { systemCode } from "../sql/store-error.ts";
import { plainType } from "../../domain/media-type.ts";

/** How much of a text is searched for marks of a page. */
const SEARCHED_CHARACTERS = 1_024;
/** The most that is read of a file at once. */
const CHUNK_BYTES = 64 * 1024;
const PAGE_MARKS = ["<script", "<!doctype html", "<html", "<svg"];
/** Texts that a browser, an office program or a shell would run. */
const RUN_AS = /^text\/(html|xml|javascript|ecmascript|css|vbscript)$/;
/**
 * `file-type` finds these by two bytes, with which texts begin too: "BM", and the mark of UTF-16.
 * Files of these kinds are no text in any case.
 */
const FOUND_BY_TWO_BYTES = new Set(["image/bmp", "audio/mpeg"]);

/**
 * Finds out of which kind a file is, from all of its bytes: the first ones do not tell a document
 * from a mere archive.
 * @param announced - a media type as announced
 * @returns the media type as found; null when it is another one than announced
 */
export async function foundKind(path: string, announced: string): Promise<string | null> {
  const type = plainType(announced);
  const isText = /^text\/[\w.+-]+$/.test(type);
  // Loaded with the first file: a start without files is quicker.
  const { fileTypeFromFile } = await import("file-type");
  const found = (await fileTypeFromFile(path).catch(unreadable))?.mime;
  if (found !== undefined && !(isText && FOUND_BY_TWO_BYTES.has(found)))
    return plainType(found) === type ? type : null;
  if (!isText || !(await isPlainText(path))) return null;
  return RUN_AS.test(type) ? "text/plain" : type;
}

/** A file whose structure exceeds the limits of the library has no kind that we would trust. */
function unreadable(error: unknown): undefined {
  // An error of the disk says nothing of the file.
  if (systemCode(error) !== null) throw error;
}

type Decoder = InstanceType<typeof TextDecoder>;
type TextEncoding = "utf-8" | "utf-16le" | "utf-16be";

/** UTF-16 needs its mark; everything else is UTF-8 or no text. */
function encodingOf(first: Uint8Array): TextEncoding {
  if (first[0] === 0xff && first[1] === 0xfe) return "utf-16le";
  return first[0] === 0xfe && first[1] === 0xff ? "utf-16be" : "utf-8";
}

/** Whether a file is text without a NUL that no program takes for a page. */
async function isPlainText(path: string): Promise<boolean> {
  const file = await open(path, "r");
  try {
    const buffer = Buffer.alloc(CHUNK_BYTES);
    let decoder: Decoder | null = null;
    let beginning = "";
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES);
      const bytes = buffer.subarray(0, bytesRead);
      decoder ??= new TextDecoder(encodingOf(bytes), { fatal: true });
      const text = decode(decoder, bytes);
      if (text?.includes("\0") !== false) return false;
      if (beginning.length < SEARCHED_CHARACTERS) beginning += text.slice(0, SEARCHED_CHARACTERS);
      if (bytesRead === 0) return !looksLikePage(beginning.slice(0, SEARCHED_CHARACTERS));
    }
  } finally {
    await file.close();
  }
}

/** @returns null for bytes that are no text */
function decode(decoder: Decoder, bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes, { stream: bytes.length > 0 });
  } catch {
    // Only the bytes can be wrong here.
    return null;
  }
}

function looksLikePage(text: string): boolean {
  const lower = text.toLowerCase();
  return PAGE_MARKS.some((mark) => lower.includes(mark));
}
