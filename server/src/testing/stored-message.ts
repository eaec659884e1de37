import { join } from "node:path";
import Libsql from "libsql";

interface Stored {
  readonly body: string;
  readonly bytes: Uint8Array;
}

function isStored(row: unknown): row is Stored {
  if (typeof row !== "object" || row === null || !("body" in row) || !("bytes" in row))
    return false;
  return typeof row.body === "string" && row.bytes instanceof Uint8Array;
}

/** Reads a message's stored body over another connection: as text, and as the bytes on disk. */
export function storedMessage(
  folder: string,
  messageId: string,
): { readonly text: string; readonly bytes: Buffer } | null {
  const file = new Libsql(join(folder, "parlor.db"), { readonly: true });
  try {
    const row = file
      .prepare("select body, cast(body as blob) as bytes from messages where id = ?")
      .get(messageId);
    return isStored(row) ? { text: row.body, bytes: Buffer.from(row.bytes) } : null;
  } finally {
    file.close();
  }
}
