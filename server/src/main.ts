#!/usr/bin/env node
import { ConfigError, readConfig } from "./config/config.ts";
import { demoOutline } from "./demo.ts";
import { startServer } from "./server.ts";
import { StoreError } from "./adapters/sql/store-error.ts";
import { DEMO_PLACE } from "./tenants.ts";

/** Once requests are finished or cut, what is left to write gets this long. */
const CLOSE_MS = 5_000;

// Every file that this process makes is its user's alone.
process.umask(0o077);

try {
  const config = readConfig(process.env, { path: DEMO_PLACE, organization: demoOutline });
  const server = await startServer(config);
  const base = config.host === "127.0.0.1" ? `http://localhost:${server.port}` : server.url;
  if (config.isDemo) {
    console.log(`Parlor: the demo page  ${base}/`);
    console.log(`        the agent desk ${base}/desk`);
  } else {
    console.log(`Parlor listens on ${base} (desk: ${base}/desk)`);
  }
  const hurry = new AbortController();
  let isStopping = false;
  const stop = (): void => {
    // The second time nothing is waited for; what is acknowledged is on disk anyway.
    if (isStopping) return hurry.abort();
    isStopping = true;
    const ms = config.drainSeconds * 1000;
    setTimeout(() => process.exit(0), ms + CLOSE_MS).unref();
    server.close({ ms, signal: hurry.signal }).then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(`parlor: ${String(error)}`);
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}

/** One clear line for an error that an operator can mend, the stack for every other. */
function explain(error: unknown): string {
  if (error instanceof ConfigError)
    return error.problems.map((problem) => `parlor: ${problem}`).join("\n");
  if (error instanceof StoreError) {
    const cause = error.cause instanceof Error ? ` (${error.cause.message})` : "";
    return `parlor: ${error.message}${cause}`;
  }
  const detail = (name: "code" | "port" | "address"): unknown =>
    error instanceof Error ? Reflect.get(error, name) : undefined;
  const [code, port, address] = [detail("code"), String(detail("port")), String(detail("address"))];
  if (code === "EADDRINUSE") return `parlor: Port ${port} is taken. Set PORT to a free one.`;
  if (code === "EACCES")
    return `parlor: This user may not listen on port ${port}. Set PORT to one above 1023.`;
  if (code === "EADDRNOTAVAIL")
    return `parlor: This machine has no address ${address}. Set HOST to one it has.`;
  return `parlor: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
