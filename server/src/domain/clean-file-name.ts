/** A name's length, in bytes of UTF-8. */
const MAX_BYTES = 255;
/** Controls, marks of direction, characters without a width, and surrogates that stand alone. */
const INVISIBLE =
  /[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
/** Characters that have a meaning in paths. */
const IN_PATHS = /[/\\:*?"<>|]/g;
/** Windows opens a device for these names, with any extension. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(?=\s*(\.|$))/i;
/** A longer ending, or one with a space in it, is a part of the name. */
const EXTENSION = /.\.([^.\s]{1,31})$/u;

/**
 * Makes a name of a file safe to show and to save: at most 255 bytes, its extension kept. It is
 * never used as a path.
 * @returns null when nothing is left, or the name has no extension
 */
export function cleanFileName(name: string): string | null {
  // Normalized last, since a removed character may have kept two others apart.
  const visible = name.replace(INVISIBLE, "").normalize("NFC");
  const plain = trimmed(visible.replace(IN_PATHS, "_"));
  const extension = EXTENSION.exec(plain)?.[1];
  if (extension === undefined) return null;
  const safe = DEVICE.test(plain) ? `_${plain}` : plain;
  return shortened(safe, `.${extension}`);
}

/**
 * A dot at the start hides a file, and Windows leaves dots and spaces at the end out, so that
 * `a.exe.` is an `a.exe` there.
 */
function trimmed(name: string): string {
  return name.replace(/^[.\s]+|[.\s]+$/g, "");
}

/** The extension of a cleaned name, in lower case and with its dot: `.pdf`. */
export function fileExtension(name: string): string {
  return name.slice(name.lastIndexOf(".")).toLowerCase();
}

function shortened(name: string, extension: string): string {
  let bytes = Buffer.byteLength(extension);
  let kept = "";
  for (const character of name.slice(0, -extension.length)) {
    bytes += Buffer.byteLength(character);
    if (bytes > MAX_BYTES) break;
    kept += character;
  }
  return trimmed(kept) + extension;
}

const programs = ".exe .com .scr .pif .cpl .msi .msp .msix .appx .dll .sys .apk .jar .jnlp";
const scripts =
  ".bat .cmd .ps1 .psm1 .vbs .vbe .js .jse .mjs .ws .wsf .wsh .sh .bash .py .pl .rb .php .reg .scpt";
const shortcuts = ".lnk .url .desktop .scf .inf";
const diskImages = ".iso .img .vhd .vhdx .dmg .pkg .deb .rpm";
const macroDocuments = ".docm .xlsm .pptm .xlam";
const pages = ".html .htm .xhtml .svg .xml .mht .mhtml .hta .chm";

/** The extensions that a deployment refuses unless it has a list of its own. */
export const defaultBlockedExtensions: readonly string[] = [
  programs,
  scripts,
  shortcuts,
  diskImages,
  macroDocuments,
  pages,
].flatMap((names) => names.split(" "));

/**
 * Whether the extension of a cleaned name is blocked.
 * @param blockedExtensions - with their dots, in any case
 */
export function isBlockedName(name: string, blockedExtensions: readonly string[]): boolean {
  const extension = fileExtension(name);
  return blockedExtensions.some((blocked) => blocked.toLowerCase() === extension);
}
