import { join } from "node:path";
import Libsql from "libsql";

/** Copies a stored conversation with its members many times; no server may run on the folder. */
export function copyConversation(folder: string, conversationId: string, count: number): void {
  const file = new Libsql(join(folder, "parlor.db"));
  const numbers = `with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${count})`;
  const copy = (table: string, changed: Readonly<Record<string, string>>): void => {
    const row: unknown = file
      .prepare("select group_concat(name) as names from pragma_table_info(?)")
      .get(table);
    const columns = String(Object.values(Object(row))[0]).split(",");
    const values = columns.map((name) => changed[name] ?? name);
    const key = table === "conversations" ? "id" : "conversation_id";
    file
      .prepare(
        `${numbers} insert into ${table} (${columns.join(", ")})
         select ${values.join(", ")} from ${table}, numbers where ${key} = ?`,
      )
      .run(conversationId);
  };
  copy("conversations", {
    id: "id || '-' || n",
    guest_member_id: "guest_member_id || '-' || n",
    seq: "seq + n",
  });
  copy("members", {
    id: "id || '-' || n",
    conversation_id: "conversation_id || '-' || n",
    document: `json_set(document, '$.id', id || '-' || n, '$.conversationId', conversation_id || '-' || n)`,
  });
  file.close();
}
