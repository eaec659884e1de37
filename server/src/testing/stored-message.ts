import { join } from "node:path";
import Libsql from "libsql";

/** Reads a message's stored body over another connection: as text, and as the bytes on disk. */
export function storedMessage(
  folder: string,
  messageId: string,
): { readonly text: string; readonly bytes: Buffer } | null {
  const file = new Libsql(join(folder, "parlor.db"), { readonly: true });
  try {
    const row = file
      .prepare("select body, cast(body as blob) as bytes from messages where id = ?")
      .get(messageId) as { body: string; bytes: Uint8Array } | undefined;
    return row === undefined ? null : { text: row.body, bytes: Buffer.from(row.bytes) };
  } finally {
    file.close();
  }
}
