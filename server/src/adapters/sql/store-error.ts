/** Why the store cannot be used. The message says what an operator can do about it. */
export class StoreError extends Error {
  readonly code:
    | "store-locked"
    | "store-unwritable"
    | "store-unreadable"
    | "store-damaged"
    | "row-invalid";

  constructor(code: StoreError["code"], message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "StoreError";
    this.code = code;
  }
}

/**
 * SQLite's result codes for a disk that is full, read-only, missing or faulty, and for a file that
 * another program has locked.
 */
const unwritable: ReadonlySet<number> = new Set([
  5, // BUSY
  6, // LOCKED
  8, // READONLY
  10, // IOERR
  13, // FULL
  14, // CANTOPEN
]);

/** SQLite's primary result code; null for an error that is not SQLite's. */
export function sqliteCode(error: unknown): number | null {
  const rawCode: unknown = error instanceof Error && "rawCode" in error ? error.rawCode : undefined;
  // The upper bytes of an extended code say more than is needed here.
  return typeof rawCode === "number" ? rawCode & 0xff : null;
}

/** The code of an error of Node's, such as `ENOENT`; null for every other. */
export function systemCode(error: unknown): string | null {
  const code: unknown = error instanceof Error && "code" in error ? error.code : null;
  return typeof code === "string" ? code : null;
}

/** Whether a write failed because of the disk, and may succeed later. */
export function isUnwritable(error: unknown): boolean {
  return unwritable.has(sqliteCode(error) ?? -1);
}
