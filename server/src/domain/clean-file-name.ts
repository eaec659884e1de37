/** A name's length, in bytes of UTF-8. */
const MAX_BYTES = 255;
/** A longer ending counts as a part of the name. */
const MAX_EXTENSION_LENGTH = 32;
/** Controls, marks of direction, and characters without a width. */
const INVISIBLE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
/** Characters that have a meaning in paths. */
const IN_PATHS = /[/\\:*?"<>|]/g;
/** Windows opens a device for these names, with any extension. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(?=\.|$)/i;

/**
 * Makes a name of a file safe to show and to save: at most 255 bytes, its extension kept. It is
 * never used as a path.
 * @returns null when nothing is left, or the name has no extension
 */
export function cleanFileName(name: string): string | null {
  const visible = name
    .replace(/\p{Cs}/gu, "")
    .normalize("NFC")
    .replace(INVISIBLE, "");
  const plain = trimmed(visible.replace(IN_PATHS, "_"));
  const extension = fileExtension(plain);
  if (extension === "") return null;
  const safe = DEVICE.test(plain) ? `_${plain}` : plain;
  return shortened(safe, safe.slice(safe.length - extension.length));
}

/** Dots and spaces at the end are ignored by Windows; a dot at the start hides a file elsewhere. */
function trimmed(name: string): string {
  return name.replace(/^[.\s]+|[.\s]+$/g, "");
}

/** `.pdf` in lower case; an empty text when a cleaned name has no extension. */
export function fileExtension(name: string): string {
  const at = name.lastIndexOf(".");
  const extension = name.slice(at);
  return at < 1 || extension.length > MAX_EXTENSION_LENGTH ? "" : extension.toLowerCase();
}

function shortened(name: string, extension: string): string {
  let bytes = Buffer.byteLength(extension);
  let kept = "";
  for (const character of name.slice(0, name.length - extension.length)) {
    bytes += Buffer.byteLength(character);
    if (bytes > MAX_BYTES) break;
    kept += character;
  }
  return trimmed(kept) + extension;
}
