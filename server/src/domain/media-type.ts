/** Other names of the same kinds, as browsers and systems announce or find them. */
const SAME = new Map([
  ["image/jpg", "image/jpeg"],
  ["image/pjpeg", "image/jpeg"],
  ["image/x-png", "image/png"],
  ["image/apng", "image/png"],
  ["application/x-pdf", "application/pdf"],
  ["application/x-zip-compressed", "application/zip"],
  ["audio/mp3", "audio/mpeg"],
  ["audio/wave", "audio/wav"],
  ["audio/x-wav", "audio/wav"],
]);

/** A media type in lower case, without parameters, under its usual name. */
export function plainType(type: string): string {
  const bare = (type.split(";")[0] ?? "").trim().toLowerCase();
  return SAME.get(bare) ?? bare;
}

const documents = "application/vnd.openxmlformats-officedocument";
/** The kinds of files by the extensions of their names. */
const BY_EXTENSION = new Map([
  [".png", "image/png"],
  [".jpg", "image/jpeg"],
  [".jpeg", "image/jpeg"],
  [".gif", "image/gif"],
  [".webp", "image/webp"],
  [".bmp", "image/bmp"],
  [".pdf", "application/pdf"],
  [".txt", "text/plain"],
  [".csv", "text/csv"],
  [".zip", "application/zip"],
  [".mp3", "audio/mpeg"],
  [".wav", "audio/wav"],
  [".ogg", "audio/ogg"],
  [".mp4", "video/mp4"],
  [".webm", "video/webm"],
  [".docx", `${documents}.wordprocessingml.document`],
  [".xlsx", `${documents}.spreadsheetml.sheet`],
  [".pptx", `${documents}.presentationml.presentation`],
  [".odt", "application/vnd.oasis.opendocument.text"],
  [".ods", "application/vnd.oasis.opendocument.spreadsheet"],
  [".odp", "application/vnd.oasis.opendocument.presentation"],
]);

/** The media type that a file's name stands for, from clients that announce none. */
export const typeOfName = (name: string): string =>
  BY_EXTENSION.get(name.trim().slice(name.trim().lastIndexOf(".")).toLowerCase()) ??
  "application/octet-stream";

/** @param types - `image/*`, `application/pdf`; two stars allow everything */
export function isTypeAllowed(type: string, types: readonly string[]): boolean {
  return types.some((allowed) => {
    const wanted = plainType(allowed);
    if (wanted === "*/*" || wanted === type) return true;
    return wanted.endsWith("/*") && type.startsWith(wanted.slice(0, -1));
  });
}
