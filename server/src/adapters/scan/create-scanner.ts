import type { NetConnectOpts } from "node:net";
import type { Clock } from "../../service/clock.ts";
import type { Scanner } from "../../service/scanner.ts";
import { createClamdScanner } from "./clamd-scanner.ts";
import { createHttpScanner } from "./http-scanner.ts";

/** Where the scanner is, as `PARLOR_SCAN` says it. */
export type ScannerAddress =
  | { readonly kind: "none" }
  | { readonly kind: "clamd"; readonly connect: NetConnectOpts }
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

/** @returns null when files are not scanned */
export function createScanner(address: ScannerAddress, clock: Clock): Scanner | null {
  switch (address.kind) {
    case "none":
      return null;
    case "clamd":
      return createClamdScanner(address.connect, clock);
    case "http":
      return createHttpScanner(address.url, clock);
  }
}
