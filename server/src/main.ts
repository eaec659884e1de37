#!/usr/bin/env node
import { existsSync, readFileSync } from "node:fs";
import { runCommand } from "./commands/run-command.ts";

// Every file that this process makes is its user's alone.
process.umask(0o077);

/** In the package, the manifest stands beside `server/`; in the repository, within it. */
const manifest = ["../package.json", "../../package.json"]
  .map((path) => new URL(path, import.meta.url))
  .find((url) => existsSync(url));
const { version = "" }: { version?: string } =
  manifest === undefined ? {} : JSON.parse(readFileSync(manifest, "utf8"));

process.exitCode = await runCommand(process.argv.slice(2), {
  env: process.env,
  version,
  out: (line) => console.log(line),
  err: (line) => console.error(line),
});
