import { join } from "node:path";
import Libsql from "libsql";
import { z } from "zod";

const stored = z.object({ body: z.string(), bytes: z.instanceof(Uint8Array) });

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
    if (row === undefined) return null;
    const { body, bytes } = stored.parse(row);
    return { text: body, bytes: Buffer.from(bytes) };
  } finally {
    file.close();
  }
}
