// The least that can store messages: inserts of 32 rows a commit, in a database opened as Parlor's
// store is. It runs for as many seconds as its argument says and prints how many rows a second.
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

// The database driver is a dependency of the server alone.
const Database = createRequire(new URL("../../server/package.json", import.meta.url))("libsql");

const ROWS = 32;
const folder = mkdtempSync(join(tmpdir(), "parlor-bench-"));
const file = new Database(join(folder, "reference.db"));
file.pragma("journal_mode = WAL");
file.pragma("synchronous = FULL");
file.exec("create table message (id integer primary key, body text not null, at integer not null)");
const insert = file.prepare("insert into message (body, at) values (?, ?)");
const begun = performance.now();
const until = begun + Number(process.argv[2]) * 1_000;
let count = 0;
while (performance.now() < until) {
  file.exec("begin immediate");
  for (let row = 0; row < ROWS; row++) insert.run(`message ${count++}`, Date.now());
  file.exec("commit");
}
console.log(count / ((performance.now() - begun) / 1_000));
file.close();
rmSync(folder, { recursive: true, force: true });
