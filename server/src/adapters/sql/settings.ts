import type { Kysely } from "kysely";
import type { SettingStore } from "../../service/store.ts";
import type { Database } from "./schema.ts";
import type { Writes } from "./writes.ts";

export function createSettingStore(
  db: Kysely<Database>,
  { run: write }: Pick<Writes, "run">,
): SettingStore {
  return {
    async setting(name) {
      const row = await db
        .selectFrom("settings")
        .select("value")
        .where("name", "=", name)
        .executeTakeFirst();
      return row?.value ?? null;
    },
    async setSetting(name, value) {
      await write((trx) =>
        trx
          .insertInto("settings")
          .values({ name, value })
          .onConflict((clash) => clash.column("name").doUpdateSet({ value }))
          .execute(),
      );
    },
  };
}
