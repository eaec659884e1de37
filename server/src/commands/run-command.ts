import { Command, CommanderError } from "commander";
import { explain } from "./explain.ts";
import type { StartPorts } from "./start.ts";

/** A command that nobody knows, or with arguments that it does not take. */
const USAGE = 2;

export interface CommandPorts extends StartPorts {
  readonly version: string;
}

/**
 * Runs a command line; no word is `start`. A command's modules are loaded when it runs, so that
 * help does not wait for the server's.
 * @returns the exit code. After `start` the server runs on.
 */
export async function runCommand(words: readonly string[], ports: CommandPorts): Promise<number> {
  try {
    await programOf(ports).parseAsync(words.length === 0 ? ["start"] : words, { from: "user" });
    return 0;
  } catch (error) {
    // Its text is written already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
    ports.err(explain(error));
    return 1;
  }
}

function programOf(ports: CommandPorts): Command {
  const { out, err, version, env } = ports;
  const trimmed = (write: (line: string) => void) => (text: string) => write(text.trimEnd());
  const program = new Command("parlor-server")
    .description("A self-hosted chat server. Settings are variables of the environment.")
    .version(version, "--version", "print the version")
    .helpOption("--help", "print this help")
    .exitOverride()
    .configureOutput({ writeOut: trimmed(out), writeErr: trimmed(err) })
    .addHelpText("after", "\nWithout a command it starts the server. See docs/server.md.");
  program
    .command("start")
    .description("run the server")
    .action(async () => (await import("./start.ts")).start(ports));
  const webhooks = program
    .command("webhooks")
    .description("deliveries to webhooks that are not made");
  webhooks
    .command("list")
    .description("print them, the oldest first")
    .option("--parked", "only those that are not tried again")
    .option("--json", "as JSON")
    .action(async (options: { parked?: boolean; json?: boolean }) =>
      (await import("./webhook-commands.ts")).listDeliveries(env, options, out),
    );
  webhooks
    .command("retry")
    .description("send parked deliveries again: all of them, or those of events")
    .argument("[event...]", "ids of events")
    .option("--endpoint <name>", "only those to this endpoint")
    .action(async (events: readonly string[], options: { endpoint?: string }) =>
      (await import("./webhook-commands.ts")).retryDeliveries(env, events, options, out),
    );
  return program;
}
