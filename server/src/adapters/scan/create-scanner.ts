import type { Clock } from "../../service/clock.ts";
import type { ScannerAddress } from "../../domain/scanner-address.ts";
import type { Scanner } from "../../service/scanner.ts";
import { createClamdScanner } from "./clamd-scanner.ts";
import { createHttpScanner } from "./http-scanner.ts";

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
