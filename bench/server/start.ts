import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { DatabaseFile } from "../../server/src/adapters/sql/database.ts";
import { MB, type Row } from "../figure.ts";
import { createGuest } from "./guests.ts";
import type { MeasuredServer } from "./measured-server.ts";
import type { ServerEffort, Sides } from "./sides.ts";

// The database driver is a dependency of the server alone.
const Database = createRequire(new URL("../../server/package.json", import.meta.url))(
  "libsql",
) as new (
  path: string,
) => DatabaseFile;

const MAX_SECONDS = 1.5;
const MAX_BYTES = 200_000_000;

interface Started {
  readonly seconds: number;
  readonly bytes: number;
}

const seconds = (value: number): string => `${value.toFixed(2)} s`;

/** Copies a row as often as there are new values for some of its columns. */
function copyRow(
  file: DatabaseFile,
  table: string,
  id: string,
  changes: readonly Readonly<Record<string, unknown>>[],
): void {
  const row = file.prepare(`select * from ${table} where id = ?`).get([id]) as object;
  const { _metadata: _, ...columns } = row as Record<string, unknown>;
  const names = Object.keys(columns);
  const insert = file.prepare(
    `insert into ${table} (${names.join(", ")}) values (${names.map(() => "?").join(", ")})`,
  );
  for (const change of changes) insert.run(Object.values({ ...columns, ...change }));
}

/** Fills a store of a server that is not running, whatever its schema, by copies of one guest. */
function fill(
  folder: string,
  conversationId: string,
  { open, storedMessages }: ServerEffort,
): void {
  const file = new Database(join(folder, "data", "parlor.db"));
  file.pragma("synchronous = OFF");
  const { guest_member_id: memberId, last_at: lastAt } = file
    .prepare("select * from conversations where id = ?")
    .get([conversationId]) as { guest_member_id: string; last_at: number };
  const { document } = file
    .prepare("select document from members where id = ?")
    .get([memberId]) as { document: string };
  const message = file.prepare("insert into messages values (?, ?, ?, ?, 'standard', ?)");
  const each = storedMessages / open;
  file.exec("begin immediate");
  for (let n = 1; n < open; n++) {
    const [id, member] = [randomUUID(), randomUUID()];
    copyRow(file, "conversations", conversationId, [{ id, guest_member_id: member }]);
    const copied = document.replaceAll(memberId, member).replaceAll(conversationId, id);
    copyRow(file, "members", memberId, [{ id: member, conversation_id: id, document: copied }]);
    for (let m = 0; m < each; m++)
      message.run([randomUUID(), id, member, `Is there a train at ${m}?`, lastAt - each + m]);
  }
  file.exec("commit");
  file.pragma("wal_checkpoint(truncate)");
  file.close();
}

/** Starts a server, and again on a store with open conversations and messages. */
async function measureStart(
  server: MeasuredServer,
  effort: ServerEffort,
): Promise<{ readonly empty: Started; readonly full: Started }> {
  const start = async (): Promise<Started> => {
    const begun = performance.now();
    await server.start();
    await untilReady(server);
    return { seconds: (performance.now() - begun) / 1_000, bytes: server.memory() };
  };
  const empty = await start();
  const { id } = await createGuest(server);
  await server.stop();
  fill(server.folder, id, effort);
  const full = await start();
  await server.dispose();
  return { empty, full };
}

async function untilReady({ url }: MeasuredServer): Promise<void> {
  for (;;) if ((await fetch(`${url}/readyz`)).ok) return;
}

/** The start of a server whose store holds many open conversations. */
export async function measureStarts({ now, baseline, effort }: Sides): Promise<Row[]> {
  const ours = await measureStart(now, effort);
  const old = baseline === null ? null : await measureStart(baseline, effort);
  const of = (read: (started: Started) => string): string =>
    `${read(ours.full)} (empty store ${read(ours.empty)}${old === null ? "" : `; 0eb20f0 ${read(old.full)}, empty ${read(old.empty)}`})`;
  const figure = `start with ${effort.open} open and ${effort.storedMessages} stored messages`;
  return [
    {
      figure: `${figure}: until it is ready`,
      limit: `≤ ${MAX_SECONDS} s`,
      measured: of((started) => seconds(started.seconds)),
      isKept: ours.full.seconds <= MAX_SECONDS,
    },
    {
      figure: `${figure}: memory when it is ready`,
      limit: `≤ ${MB(MAX_BYTES)}`,
      measured: of((started) => MB(started.bytes)),
      isKept: ours.full.bytes <= MAX_BYTES,
    },
  ];
}
