import { createRequire } from "node:module";
import { join } from "node:path";
import type { DatabaseFile } from "../../server/src/adapters/sql/database.ts";
import { copyConversation } from "../../server/src/testing/copy-conversation.ts";

// The database driver is a dependency of the server alone.
const Database = createRequire(new URL("../../server/package.json", import.meta.url))(
  "libsql",
) as new (
  path: string,
) => DatabaseFile;

/**
 * Fills the store of a server that is not running, whatever its schema.
 * @param conversationIds - each of them is copied, with its members
 * @param each - how often each is there then
 * @param messages - how many messages the store gets besides, spread over all conversations
 */
export function fillStore(
  folder: string,
  conversationIds: readonly string[],
  each: number,
  messages: number,
): void {
  const data = join(folder, "data");
  if (each > 1) for (const id of conversationIds) copyConversation(data, id, each - 1);
  const file = new Database(join(data, "parlor.db"));
  file.pragma("synchronous = OFF");
  const perConversation = Math.round(messages / (conversationIds.length * each));
  if (perConversation > 0)
    file
      .prepare(
        `with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ?)
         insert into messages (id, conversation_id, sender_id, body, body_type, at)
         select lower(hex(randomblob(16))), id, guest_member_id, 'Is there a train at ' || n || '?',
           'standard', created_at - n
         from conversations, numbers`,
      )
      .run([perConversation]);
  file.pragma("wal_checkpoint(truncate)");
  file.close();
}
