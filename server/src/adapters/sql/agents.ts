import type { Kysely } from "kysely";
import type { AgentStore } from "../../service/store.ts";
import { toAgent } from "./rows.ts";
import type { Database } from "./schema.ts";
import type { Writes } from "./writes.ts";

export function createAgentStore(
  db: Kysely<Database>,
  { run: write }: Pick<Writes, "run">,
): AgentStore {
  return {
    async agents() {
      return (await db.selectFrom("agents").selectAll().execute()).map(toAgent);
    },
    async saveAgent({ organizationId, userId, status, capacity }) {
      const said = { status, capacity };
      await write((trx) =>
        trx
          .insertInto("agents")
          .values({ organization_id: organizationId, user_id: userId, ...said })
          .onConflict((clash) => clash.columns(["organization_id", "user_id"]).doUpdateSet(said))
          .execute(),
      );
    },
  };
}
