import type { IncomingHttpHeaders } from "node:http";
import type { ByteRange } from "../service/files.ts";

/** Types that a browser shows by itself; all others are served as bytes without a type. */
const SHOWN: ReadonlySet<string> = new Set([
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
  "application/pdf",
]);
/** The small pictures of every type. */
const THUMBNAIL_TYPE = "image/webp";

export interface ServedFile {
  readonly name: string;
  /** As the server has found it. */
  readonly type: string;
  readonly sha256: string;
}

/** The strong tag of a variant's bytes. */
export function etagOf({ sha256 }: ServedFile, variant: "file" | "thumb"): string {
  return variant === "file" ? `"${sha256}"` : `"${sha256}-thumb"`;
}

/**
 * The headers of a file's bytes, which run nowhere: a page that opens the address gets a download,
 * or a document without rights.
 */
export function fileHeaders(
  file: ServedFile,
  variant: "file" | "thumb",
): Readonly<Record<string, string>> {
  const type = variant === "thumb" ? THUMBNAIL_TYPE : file.type;
  return {
    "content-type": SHOWN.has(type) ? type : "application/octet-stream",
    "content-disposition": `${variant === "thumb" ? "inline" : "attachment"}; ${nameParameters(file.name)}`,
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
    "cross-origin-resource-policy": "cross-origin",
    "cache-control": "private, max-age=600",
    etag: etagOf(file, variant),
    "accept-ranges": "bytes",
  };
}

/** RFC 6266: an ASCII name for old clients, and the whole name for all others. */
function nameParameters(name: string): string {
  const ascii = name.replace(/[^\u0020-\u007e]/g, "_").replace(/["\\%]/g, "_");
  // encodeURIComponent leaves these, which RFC 5987 does not allow.
  const encoded = encodeURIComponent(name).replace(
    /['()*!]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/** Whether the client has these bytes already (RFC 9110 §13.1.2). */
export function isNotModified(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch
    .split(",")
    .map((tag) => tag.trim().replace(/^W\//, ""))
    .some((tag) => tag === "*" || tag === etag);
}

/**
 * The range that a request asks for. More than one, and what cannot be read, counts as none: the
 * whole file is served then.
 * @returns null for the whole file
 */
export function rangeOf(
  headers: Partial<Pick<IncomingHttpHeaders, "range" | "if-range">>,
  size: number,
  etag: string,
): ByteRange | "unsatisfiable" | null {
  const ifRange = headers["if-range"];
  if (ifRange !== undefined && ifRange !== etag) return null;
  const [, first = "", last = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(headers.range ?? "") ?? [];
  if (first === "" && last === "") return null;
  if (first === "") {
    const length = Math.min(Number(last), size);
    return length === 0 ? "unsatisfiable" : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  const end = last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (start >= size) return "unsatisfiable";
  return last !== "" && Number(last) < start ? null : { start, end };
}
