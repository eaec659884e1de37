import { spawn, spawnSync, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { WebSocket } from "ws";
import { quantile } from "../statistics.ts";
import { residentBytes } from "./resident-bytes.ts";
import type { Throughput } from "./throughput.ts";

export const scriptOf = (name: string): string =>
  fileURLToPath(new URL(`../references/${name}`, import.meta.url));

/** Rows a second that SQLite takes at 32 a commit. */
export async function rawInserts(seconds: number): Promise<number> {
  const run = spawnSync(process.execPath, [scriptOf("raw-insert.mjs"), String(seconds)], {
    encoding: "utf8",
  });
  return Number(run.stdout);
}

/** A server that does nothing but send frames, in a process of its own. */
export class BareServer {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #port: string;

  private constructor(child: ChildProcessByStdio<Writable, Readable, null>, port: string) {
    this.#child = child;
    this.#port = port;
  }

  static async start(): Promise<BareServer> {
    const child = spawn(process.execPath, [scriptOf("echo.mjs")], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const [port] = (await once(child.stdout, "data")) as [Buffer];
    return new BareServer(child, port.toString().trim());
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** The address of sockets that only get heartbeats. */
  get idleUri(): string {
    return `ws://127.0.0.1:${this.#port}/idle`;
  }

  /** The resident memory in bytes. */
  memory(): number {
    return residentBytes(this.#child.pid);
  }

  /** Messages a second, one in and two out. */
  async echo(seconds: number, depth: number): Promise<Throughput> {
    const connect = async (): Promise<WebSocket> => {
      const socket = new WebSocket(`ws://127.0.0.1:${this.#port}`, { perMessageDeflate: false });
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
    return { perSecond, p99: quantile(took, 0.99) };
  }

  async stop(): Promise<void> {
    const exited = once(this.#child, "exit");
    this.#child.stdin.end();
    await exited;
  }
}

/** Messages a second over bare sockets of a server that has no others. */
export async function echoReference(seconds: number, depth: number): Promise<Throughput> {
  const server = await BareServer.start();
  const found = await server.echo(seconds, depth);
  await server.stop();
  return found;
}
