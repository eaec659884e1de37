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

/** @param types - `image/*`, `application/pdf`; two stars allow everything */
export function isTypeAllowed(type: string, types: readonly string[]): boolean {
  return types.some((allowed) => {
    const wanted = plainType(allowed);
    if (wanted === "*/*" || wanted === type) return true;
    return wanted.endsWith("/*") && type.startsWith(wanted.slice(0, -1));
  });
}
