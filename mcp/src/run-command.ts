import { Command, CommanderError, InvalidArgumentError } from "commander";
import { ParlorClient } from "./parlor/parlor-client.ts";
import { serveHttp } from "./serve/serve-http.ts";
import { serveStdio } from "./serve/serve-stdio.ts";
import {
  httpSettings,
  parlorSettings,
  SettingsError,
  type ProcessEnvironment,
} from "./settings.ts";
import type { ServerOptions } from "./tools/create-mcp-server.ts";

/** An option that nobody knows, or a value that it does not take. */
const USAGE = 2;
const MAX_PORT = 65_535;

export interface CommandPorts {
  readonly env: ProcessEnvironment;
  readonly version: string;
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}

interface Options {
  readonly allowWrites?: boolean;
  readonly http?: number;
}

/**
 * Runs a command line.
 * @returns the exit code. The server that it has started runs on.
 */
export async function runCommand(words: readonly string[], ports: CommandPorts): Promise<number> {
  try {
    await programOf(ports).parseAsync(words, { from: "user" });
    return 0;
  } catch (error) {
    // Its text is written already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
    for (const line of explain(error)) ports.err(`parlor-mcp: ${line}`);
    return 1;
  }
}

function programOf(ports: CommandPorts): Command {
  const { out, err, version } = ports;
  const trimmed = (write: (line: string) => void) => (text: string) => write(text.trimEnd());
  return new Command("parlor-mcp")
    .description("An MCP server with tools for the conversations of a Parlor server.")
    .version(version, "--version", "print the version")
    .helpOption("--help", "print this help")
    .option("--allow-writes", "offer the tools that change something as well")
    .option("--http <port>", "serve streamable HTTP on this port; 0 takes a free one", portOf)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeOut: trimmed(out), writeErr: trimmed(err) })
    .addHelpText(
      "after",
      "\nWithout --http it serves one client over stdio. Settings are variables of the environment:" +
        "\nPARLOR_URL, PARLOR_CLIENT_ID and PARLOR_CLIENT_SECRET; with --http also PARLOR_MCP_TOKEN." +
        "\nSee docs/mcp.md.",
    )
    .action((options: Options) => start(options, ports));
}

async function start(options: Options, { env, version, err }: CommandPorts): Promise<void> {
  const allowsWrites = options.allowWrites === true;
  const server: ServerOptions = {
    version,
    allowsWrites,
    client: new ParlorClient(parlorSettings(env)),
  };
  const rights = allowsWrites ? "reads and writes" : "read-only";
  if (options.http === undefined) {
    await serveStdio(server, { log: err });
    err(`parlor-mcp: ready over stdio, ${rights}`);
    return;
  }
  const { url, close } = await serveHttp(server, {
    ...httpSettings(env),
    port: options.http,
    log: err,
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void close());
  err(`parlor-mcp: ready on ${url}, ${rights}`);
}

function portOf(given: string): number {
  if (!/^\d+$/.test(given) || Number(given) > MAX_PORT)
    throw new InvalidArgumentError(`It is a whole number from 0 to ${MAX_PORT}.`);
  return Number(given);
}

/** Lines for the operator. An error of the system has its code, and never a setting's value. */
function explain(error: unknown): readonly string[] {
  if (error instanceof SettingsError) return error.problems;
  return [error instanceof Error ? error.message : String(error)];
}
