import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { WebSocket } from "ws";
import { quantile } from "../statistics.ts";
import type { Throughput } from "./throughput.ts";

const scriptOf = (name: string): string =>
  fileURLToPath(new URL(`../references/${name}`, import.meta.url));

/** Rows a second that SQLite takes at 32 a commit. */
export async function rawInserts(seconds: number): Promise<number> {
  const run = spawnSync(process.execPath, [scriptOf("raw-insert.mjs"), String(seconds)], {
    encoding: "utf8",
  });
  return Number(run.stdout);
}

/** Messages a second over bare sockets, one in and two out. */
export async function echoReference(seconds: number, depth: number): Promise<Throughput> {
  const child = spawn(process.execPath, [scriptOf("echo.mjs")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const [port] = (await once(child.stdout, "data")) as [Buffer];
  const connect = async (): Promise<WebSocket> => {
    const socket = new WebSocket(`ws://127.0.0.1:${port.toString().trim()}`);
    await once(socket, "open");
    return socket;
  };
  const pairs: (readonly [WebSocket, WebSocket])[] = [];
  for (let lane = 0; lane < depth; lane++) pairs.push([await connect(), await connect()]);
  const took: number[] = [];
  const begun = performance.now();
  const until = begun + seconds * 1_000;
  await Promise.all(
    pairs.map(async ([guest, agent]) => {
      while (performance.now() < until) {
        const sentAt = performance.now();
        const told = Promise.all([once(guest, "message"), once(agent, "message")]);
        guest.send('{"eventBody":{"body":"message"}}');
        await told;
        took.push(performance.now() - sentAt);
      }
    }),
  );
  const perSecond = took.length / ((performance.now() - begun) / 1_000);
  for (const socket of pairs.flat()) socket.terminate();
  child.stdin.end();
  await once(child, "exit");
  return { perSecond, p99: quantile(took, 0.99) };
}
