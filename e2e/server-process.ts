import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ServerPool } from "./server-pool.ts";

const main = fileURLToPath(new URL("../server/dist/main.js", import.meta.url));

export interface DemoDocument {
  readonly organizationId: string;
  readonly deploymentId: string;
  readonly queues: readonly { readonly id: string; readonly name: string }[];
  readonly clients: readonly {
    readonly id: string;
    readonly secret: string;
    readonly userId: string;
    readonly name: string;
  }[];
}

/** The built server, with the demo tenant, a data folder of its own and a free port. */
export class ServerProcess {
  readonly folder = mkdtempSync(join(tmpdir(), "parlor-e2e-"));
  readonly controlToken = "e2e";
  #port = 0;
  #child: ChildProcess | null = null;
  #idInPool: number | null = null;
  #output = "";

  readonly #pool: ServerPool | null;
  readonly #main: string;

  /**
   * @param pool - a pool whose process this server shares; default: a process of its own, which a
   * test can kill
   * @param program - the module that starts the server. Default: the built one
   */
  constructor(pool: ServerPool | null = null, program: string = main) {
    this.#pool = pool;
    this.#main = program;
  }

  get url(): string {
    return `http://localhost:${this.#port}`;
  }

  /** The id of its process; undefined while it has none of its own. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts, or starts again on the same port and folder. */
  async start(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    const env = {
      PORT: String(this.#port),
      HOST: "127.0.0.1",
      PARLOR_DATA: join(this.folder, "data"),
      PARLOR_DEMO: "1",
      // Copying a build costs more than many a test.
      PARLOR_KEEP_BUILDS_DAYS: "0",
      PARLOR_TEST_SWITCHBOARD: this.controlToken,
      ...settings,
    };
    if (this.#pool !== null) {
      const { id, port } = await this.#pool.open(env);
      this.#idInPool = id;
      this.#port = port;
      return;
    }
    const child = spawn(process.execPath, [this.#main], {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child = child;
    // The address of an earlier start would count as that of this one.
    this.#output = "";
    this.#port = await new Promise<number>((resolve, reject) => {
      const read = (chunk: Buffer): void => {
        this.#output += chunk.toString();
        const port = /http:\/\/(?:localhost|127\.0\.0\.1):(\d+)/.exec(this.#output)?.[1];
        if (port !== undefined) resolve(Number(port));
      };
      child.stdout.on("data", read);
      child.stderr.on("data", read);
      child.once("exit", () => reject(new Error(`The server did not start:\n${this.#output}`)));
    });
  }

  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    if (this.#idInPool !== null) {
      if (signal !== "SIGTERM")
        throw new Error(`Only a server with its own process takes ${signal}`);
      await this.#pool?.close(this.#idInPool);
      this.#idInPool = null;
      return;
    }
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    child.kill(signal);
    await exited;
  }

  async dispose(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async demo(): Promise<DemoDocument> {
    const reply = await fetch(`${this.url}/demo.json`);
    return (await reply.json()) as DemoDocument;
  }

  /** The test control: clock, revocation, disk, operations. */
  async switch(path: string, body: unknown = {}): Promise<void> {
    const reply = await fetch(`${this.url}/__test/${path}`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${this.controlToken}`,
        "content-type": "application/json",
      },
      body: JSON.stringify(body),
    });
    if (!reply.ok) throw new Error(`Test control ${path}: ${reply.status} ${await reply.text()}`);
  }
}
