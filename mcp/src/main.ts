#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { runCommand } from "./run-command.ts";

const { version = "" }: { version?: string } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
);

process.exitCode = await runCommand(process.argv.slice(2), {
  env: process.env,
  version,
  // Over stdio, the standard output carries the protocol and nothing else.
  out: (line) => console.log(line),
  err: (line) => console.error(line),
});
