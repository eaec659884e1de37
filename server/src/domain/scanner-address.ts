/** An address of TCP, or the path of a unix socket. */
type SocketAddress = { readonly host: string; readonly port: number } | { readonly path: string };

/** The place of the scanner, as `PARLOR_SCAN` names it. */
export type ScannerAddress =
  | { readonly kind: "none" }
  | { readonly kind: "clamd"; readonly connect: SocketAddress }
  | { readonly kind: "http"; readonly url: URL };

const CLAMD_PORT = 3310;

/**
 * Reads `none`, `clamd://host:3310`, `clamd:/run/clamd.sock` or `https://…`.
 * @returns null for anything else
 */
export function parseScannerAddress(text: string): ScannerAddress | null {
  if (text === "none") return { kind: "none" };
  const [, path] = /^clamd:(\/[^/].*)$/.exec(text) ?? [];
  if (path !== undefined) return { kind: "clamd", connect: { path } };
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol === "https:" || url.protocol === "http:") return { kind: "http", url };
  const isBare = (url.pathname === "" || url.pathname === "/") && url.search === "";
  if (url.protocol !== "clamd:" || url.hostname === "" || !isBare) return null;
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  return { kind: "clamd", connect: { host, port: Number(url.port || CLAMD_PORT) } };
}
