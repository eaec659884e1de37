import { readConfig } from "../config/config.ts";
import type { ProcessEnvironment } from "../config/variable-kinds.ts";
import { demoOutline } from "../demo.ts";
import { startServer, type RunningServer } from "../server.ts";
import { DEMO_PLACE } from "../tenants.ts";
import { listenForCommands } from "./command-socket.ts";

/** Once requests are finished or cut, what is left to write gets this long. */
const CLOSE_MS = 5_000;

export interface StartPorts {
  readonly env: ProcessEnvironment;
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}

/** The command `start`: runs the server until the process gets SIGINT or SIGTERM. */
export async function start({ env, out, err }: StartPorts): Promise<void> {
  const config = readConfig(env, { path: DEMO_PLACE, organization: demoOutline });
  const server = await startServer(config);
  const stopListening = await listenForCommands(config.folder, server.deliveries).catch(
    (error: unknown) => {
      err(`parlor: Commands cannot reach this server: ${String(error)}`);
      return (): Promise<void> => Promise.resolve();
    },
  );
  const base = config.host === "127.0.0.1" ? `http://localhost:${server.port}` : server.url;
  if (config.isDemo) {
    out(`Parlor: the demo page  ${base}/`);
    out(`        the agent desk ${base}/desk`);
  } else {
    out(`Parlor listens on ${base} (desk: ${base}/desk)`);
  }
  const close = async (drain: Parameters<RunningServer["close"]>[0]): Promise<void> => {
    await stopListening();
    await server.close(drain);
  };
  const hurry = new AbortController();
  let isStopping = false;
  const stop = (): void => {
    // The second time nothing is waited for; what is acknowledged is on disk anyway.
    if (isStopping) return hurry.abort();
    isStopping = true;
    const ms = config.drainSeconds * 1000;
    setTimeout(() => process.exit(0), ms + CLOSE_MS).unref();
    close({ ms, signal: hurry.signal }).then(
      () => process.exit(0),
      (error: unknown) => {
        err(`parlor: ${String(error)}`);
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}
