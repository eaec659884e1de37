// The least that can acknowledge a message durably: a bare `ws` server that inserts each frame into
// SQLite, opened as Parlor's store is, and answers with its number. It prints its port.
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WebSocketServer } from "ws";

// The database driver is a dependency of the server alone.
const Database = createRequire(new URL("../../server/package.json", import.meta.url))("libsql");

const folder = mkdtempSync(join(tmpdir(), "parlor-bench-"));
const file = new Database(join(folder, "reference.db"));
file.pragma("journal_mode = WAL");
file.pragma("synchronous = FULL");
file.exec("create table message (id integer primary key, body text not null, at integer not null)");
const insert = file.prepare("insert into message (body, at) values (?, ?)");

const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
server.on("listening", () => console.log(server.address().port));
server.on("connection", (socket) =>
  socket.on("message", (data) => {
    const { lastInsertRowid } = insert.run(Buffer.from(data).toString(), Date.now());
    socket.send(String(lastInsertRowid));
  }),
);
process.stdin.resume().on("end", () => {
  file.close();
  rmSync(folder, { recursive: true, force: true });
  process.exit();
});
