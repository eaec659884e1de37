import type { FileLimits } from "../conversation/upload.ts";
import { ParlorError } from "../errors.ts";

/** Media types by extension: browsers leave some empty, and name others after a program. */
const typesByExtension: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  pdf: "application/pdf",
  txt: "text/plain",
  csv: "text/csv",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  odt: "application/vnd.oasis.opendocument.text",
  ods: "application/vnd.oasis.opendocument.spreadsheet",
  odp: "application/vnd.oasis.opendocument.presentation",
};

/** The extension of a file name without its dot, in lower case; empty without one. */
const extensionOf = (name: string): string =>
  /\.([^.]+)$/.exec(name.replace(/[\s.]+$/, "").toLowerCase())?.[1] ?? "";

/** The media type that a file is announced with. */
export function mediaTypeOf({ name, type }: Pick<File, "name" | "type">): string {
  const extension = extensionOf(name);
  const known = Object.hasOwn(typesByExtension, extension) ? typesByExtension[extension] : "";
  return known || type.toLowerCase() || "application/octet-stream";
}

const matches = (pattern: string, mediaType: string): boolean =>
  pattern === "*/*" ||
  (pattern.endsWith("/*") ? mediaType.startsWith(pattern.slice(0, -1)) : pattern === mediaType);

/**
 * Checks a file against the limits, before a byte leaves.
 * @param count - how many files are attached already
 * @returns its media type
 * @throws ParlorError `file-type-refused`, `file-empty`, `file-too-large`, `too-many-files`
 */
export function checkFile(
  file: Pick<File, "name" | "size" | "type">,
  limits: FileLimits | null,
  count: number,
): string {
  const mediaType = mediaTypeOf(file);
  if (limits === null) throw new ParlorError("file-type-refused", "No files can be sent here");
  const { maxBytes, maxPerMessage, types, blockedExtensions } = limits;
  if (
    blockedExtensions.includes(`.${extensionOf(file.name)}`) ||
    !types.some((pattern) => matches(pattern, mediaType))
  )
    throw new ParlorError("file-type-refused", "This kind of file can’t be sent here.");
  if (file.size === 0) throw new ParlorError("file-empty", "The file is empty.");
  if (file.size > maxBytes)
    throw new ParlorError(
      "file-too-large",
      `The file is too large. The limit is ${maxBytes} bytes.`,
    );
  if (count >= maxPerMessage)
    throw new ParlorError("too-many-files", `A message can have ${maxPerMessage} files.`);
  return mediaType;
}
