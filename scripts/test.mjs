// npm test: every check; ends with one line "N passed, M failed".
//   --no-browser   only stages that need no browser (npm run check)
//   --only=a,b     only these stages
//   --all-engines  every browser test in every engine, not only those whose subject is the engine's
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { installPackages } from "./install.mjs";
import { installBrowsers } from "./browsers.mjs";
import { runStages } from "./run-stages.mjs";
import { stagesOf } from "./stages.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const args = process.argv.slice(2);
const only = args
  .find((arg) => arg.startsWith("--only="))
  ?.slice("--only=".length)
  .split(",");
const withBrowser = !args.includes("--no-browser");
if (args.includes("--all-engines")) process.env["PARLOR_ALL_ENGINES"] = "1";
const reports = mkdtempSync(join(tmpdir(), "parlor-test-"));

installPackages();
const missing = withBrowser ? installBrowsers() : [];

let passed = 0;
const failures = [];
/** Failures, repeated at the end because the output of a long run is far above or cut off. */
const told = [];
/** When each stage ran, in seconds since the start of the run. */
const times = [];
const secondsNow = () => performance.now() / 1000;

/** Runs a command. @returns its exit code; its output, unless it went to the console at once */
async function runCommand([command, ...rest], env, isShown) {
  const child = spawn(command, rest, {
    cwd: root,
    stdio: isShown ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
  const output = [];
  child.stdout?.on("data", (chunk) => output.push(chunk));
  child.stderr?.on("data", (chunk) => output.push(chunk));
  // A program that cannot be started fails its stage, not the run.
  const [code] = await once(child, "close").catch((error) => [1, output.push(`${error}\n`)]);
  return { code, output: Buffer.concat(output.map((chunk) => Buffer.from(chunk))) };
}

async function runStage(stage, isAlone) {
  const lacks = missing.filter((one) => stage.needs?.includes(one));
  if (lacks.length > 0) {
    failures.push(`${stage.name}: no ${lacks.join(", ")}`);
    return;
  }
  const startedAt = secondsNow();
  // The output of stages that run beside others is kept, so that it stays in one piece.
  if (isAlone) console.log(`\n── ${stage.name}`);
  const { code, output } = await runCommand(stage.command, stage.env, isAlone);
  if (!isAlone) {
    console.log(`\n── ${stage.name}`);
    process.stdout.write(output);
  }
  const counts = stage.count?.() ?? { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
  // A runner that fails outside any test, as with a file that does not load, counts as failed.
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  if (code === 0 && counts.passed === 0) counts.failed = 1;
  passed += counts.passed;
  for (let i = 0; i < counts.failed; i++) failures.push(stage.name);
  told.push(...(counts.told ?? []));
  const endedAt = secondsNow();
  const seconds = (endedAt - startedAt).toFixed(1);
  times.push({ startedAt, words: `${startedAt.toFixed(0)}–${endedAt.toFixed(0)} ${stage.name}` });
  console.log(`── ${stage.name}: ${counts.passed} passed, ${counts.failed} failed (${seconds} s)`);
}

const stages = stagesOf(reports).filter(
  ({ name, needs }) => (only?.includes(name) ?? true) && (withBrowser || needs === undefined),
);
await runStages(stages, Math.max(2, availableParallelism()), runStage);
rmSync(reports, { recursive: true, force: true });
const inOrder = times.toSorted((one, other) => one.startedAt - other.startedAt);
console.log(`\nSeconds: ${inOrder.map(({ words }) => words).join(", ")}`);
for (const words of told) console.log(`\n✗ ${words}`);
if (failures.length > 0) console.log(`\nFailed: ${[...new Set(failures)].join(", ")}`);
console.log(`\n${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;
