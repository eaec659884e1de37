import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { isTypeAllowed } from "../../domain/media-type.ts";
import type { Clock } from "../../service/clock.ts";
import type {
  CheckedFile,
  FileCheckRules,
  FileChecker,
  FileToCheck,
  IncomingFiles,
} from "../../service/files.ts";
import type { ScannedFile, Scanner, ScanVerdict } from "../../service/scanner.ts";
import { foundKind } from "./found-kind.ts";
import { keptPath, thumbnailPath } from "./incoming-files.ts";
import { pictureFormat, type Pictures } from "./pictures.ts";

const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 60_000;
/** How long a scanner may be away before the file is refused. */
const MAX_WAIT_MS = 10 * 60_000;

export interface FileCheckerDeps {
  readonly incoming: IncomingFiles;
  /** Null without `sharp`: pictures stay as they came, and have no thumbnail. */
  readonly pictures: Pictures | null;
  /** Null when nothing is scanned. */
  readonly scanner: Scanner | null;
  readonly clock: Clock;
}

/** A file that passed the checks but the scanner's. */
type Unscanned = Extract<CheckedFile, { readonly kind: "clean" }>;

export function createFileChecker(deps: FileCheckerDeps): FileChecker {
  return {
    async check(file, rules, signal) {
      const type = await foundKind(deps.incoming.path(file.id), file.type);
      if (type === null || !isTypeAllowed(type, rules.types))
        return { kind: "refused", because: "type-not-allowed" };
      const unscanned = await withPicture(deps, file, type, rules);
      if (unscanned === null) return { kind: "refused", because: "unreadable" };
      if (deps.scanner === null) return unscanned;
      // The scanner judges the bytes that will be served.
      const { path, size } = unscanned;
      const verdict = await scan(
        deps.scanner,
        path,
        { name: file.name, type, size },
        deps.clock,
        signal,
      );
      if (verdict.kind === "clean") return unscanned;
      return verdict.kind === "infected"
        ? { kind: "refused", because: "infected", found: verdict.found }
        : { kind: "refused", because: "unavailable" };
    },
  };
}

/** @returns null for a picture that cannot or must not be decoded */
async function withPicture(
  { incoming, pictures }: FileCheckerDeps,
  file: FileToCheck,
  type: string,
  { stripPictureMetadata: isStripping }: FileCheckRules,
): Promise<Unscanned | null> {
  const path = incoming.path(file.id);
  const asReceived = { kind: "clean", type, size: file.size, sha256: file.sha256, path } as const;
  const format = pictureFormat(type);
  if (format === null || pictures === null)
    return { ...asReceived, width: null, height: null, thumbnailPath: null };
  const [kept, thumbnail] = [keptPath(path), thumbnailPath(path)];
  const job = { input: path, format, kept, thumbnail, isStripping };
  const measured = await pictures.process(job);
  if (measured === null) return null;
  const bytes = isStripping ? { ...(await summaryOf(kept)), path: kept } : {};
  return { ...asReceived, ...bytes, ...measured, thumbnailPath: thumbnail };
}

async function summaryOf(path: string): Promise<{ size: number; sha256: string }> {
  const hash = createHash("sha256");
  const source = createReadStream(path);
  await pipeline(source, hash);
  return { size: source.bytesRead, sha256: hash.digest("hex") };
}

/** Asks again after 1, 2, 4 … 60 s, as long as the scanner gives no verdict. */
async function scan(
  scanner: Scanner,
  path: string,
  file: ScannedFile,
  clock: Clock,
  signal: AbortSignal,
): Promise<ScanVerdict> {
  const until = clock.now() + MAX_WAIT_MS;
  for (let pauseMs = FIRST_RETRY_MS; ; pauseMs = Math.min(2 * pauseMs, MAX_RETRY_MS)) {
    const verdict = await scanner.scan(path, file, signal);
    if (verdict.kind !== "unavailable" || clock.now() + pauseMs > until) return verdict;
    await pause(pauseMs, clock, signal);
  }
}

function pause(ms: number, clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const stop = (): void => {
      forget();
      reject(signal.reason);
    };
    const forget = clock.at(clock.now() + ms, () => {
      signal.removeEventListener("abort", stop);
      resolve();
    });
    signal.addEventListener("abort", stop, { once: true });
  });
}
