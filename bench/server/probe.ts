import { spawn } from "node:child_process";
import { once } from "node:events";
import { scriptOf } from "./references.ts";

/** A server that is asked, how, and with whose token. */
export interface ProbeTarget {
  readonly port: string;
  readonly get: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly post: string;
  readonly body: string;
}

/** The times of one server, in ms. */
export interface Probed {
  readonly get: readonly number[];
  readonly post: readonly number[];
  readonly failed: number;
}

/** A client in a process of its own, which asks both servers in turn while something else works. */
export async function probeWhile<Name extends string>(
  targets: Readonly<Record<Name, ProbeTarget>>,
  work: () => Promise<void>,
): Promise<Readonly<Record<Name, Probed>>> {
  const child = spawn(process.execPath, [scriptOf("probe.mjs"), JSON.stringify(targets)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  await work();
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  const closed = once(child, "close");
  child.stdin.end();
  await closed;
  return JSON.parse(printed) as Readonly<Record<Name, Probed>>;
}
