// npm test: every check, in order; ends with one line "N passed, M failed".
//   --no-browser   only what needs no browser (npm run check)
//   --only=a,b     only these stages
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { installPackages } from "./install.mjs";
import { installBrowsers } from "./browsers.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const args = process.argv.slice(2);
const only = args
  .find((arg) => arg.startsWith("--only="))
  ?.slice("--only=".length)
  .split(",");
const withBrowser = !args.includes("--no-browser");
const reports = mkdtempSync(join(tmpdir(), "parlor-test-"));

installPackages();
const missing = withBrowser ? installBrowsers() : [];

const bin = (name) => join(root, "node_modules", ".bin", name);
/** Vitest leaves a core unused by default, which would halve the workers of a dual-core machine. */
const workers = Math.max(2, availableParallelism() - 1);
const vitest = (project, ...starter) => ({
  name: project,
  command: [
    ...starter,
    bin("vitest"),
    "run",
    `--project=${project}`,
    "--reporter=dot",
    "--reporter=json",
    `--outputFile.json=${join(reports, `${project}.json`)}`,
    ...(project === "unit" ? [`--maxWorkers=${workers}`] : []),
  ],
  count: () => countVitest(join(reports, `${project}.json`)),
});

/** The packages that a stage requires. */
const chromium = ["chromium-headless-shell"];
const webkit = ["webkit2gtk-driver", "xvfb"];

/** Ordered so that cheap stages fail first. */
const stages = [
  { name: "format", command: [bin("biome"), "format", "."] },
  {
    name: "lint",
    command: [
      bin("oxlint"),
      "--type-aware",
      "--deny-warnings",
      "src",
      "contract",
      "server",
      "test",
      "e2e",
      "scripts",
      "bench",
    ],
  },
  { name: "types: widget", command: [bin("tsc"), "-p", "tsconfig.json"] },
  { name: "types: transport", command: [bin("tsc"), "-p", "src/transport"] },
  { name: "types: contract", command: [bin("tsc"), "-p", "contract"] },
  { name: "types: server", command: [bin("tsc"), "-p", "server"] },
  { name: "types: desk", command: [bin("tsc"), "-p", "server/desk"] },
  { name: "types: tests", command: [bin("tsc"), "-p", "tsconfig.test.json"] },
  vitest("unit"),
  { name: "build", command: ["node", "scripts/build.mjs"] },
  { name: "size", command: ["npm", "run", "--silent", "size"] },
  { name: "package", command: ["npm", "run", "--silent", "package-check"] },
  { name: "api report", command: ["npm", "run", "--silent", "api"] },
  { name: "dead code", command: [bin("knip")] },
  vitest("built"),
  { ...vitest("browser"), needs: chromium },
  { ...vitest("webkit", "node", "scripts/webkit.mjs"), needs: webkit },
  { ...vitest("webkit-journey", "node", "scripts/webkit.mjs"), needs: webkit },
  {
    name: "e2e",
    command: [bin("playwright"), "test"],
    env: { PARLOR_REPORT: join(reports, "e2e.json") },
    count: () => countPlaywright(join(reports, "e2e.json")),
    needs: chromium,
  },
];

let passed = 0;
const failures = [];
/** Failures, repeated at the end because the output of a long run is far above or cut off. */
const told = [];
for (const stage of stages) {
  if (only && !only.includes(stage.name)) continue;
  if (stage.needs && !withBrowser) continue;
  console.log(`\n── ${stage.name}`);
  const lacks = missing.filter((one) => stage.needs?.includes(one));
  if (lacks.length > 0) {
    failures.push(`${stage.name}: no ${lacks.join(", ")}`);
    continue;
  }
  const startedAt = Date.now();
  const [command, ...rest] = stage.command;
  const run = spawnSync(command, rest, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...stage.env },
  });
  const counts = stage.count?.() ?? {
    passed: run.status === 0 ? 1 : 0,
    failed: run.status === 0 ? 0 : 1,
  };
  // A runner that fails outside any test, as with a file that does not load, counts as failed.
  if (run.status !== 0 && counts.failed === 0) counts.failed = 1;
  if (run.status === 0 && counts.passed === 0) counts.failed = 1;
  passed += counts.passed;
  for (let i = 0; i < counts.failed; i++) failures.push(stage.name);
  told.push(...(counts.told ?? []));
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  console.log(`── ${stage.name}: ${counts.passed} passed, ${counts.failed} failed (${seconds} s)`);
}
rmSync(reports, { recursive: true, force: true });
for (const words of told) console.log(`\n✗ ${words}`);
if (failures.length > 0) console.log(`\nFailed: ${[...new Set(failures)].join(", ")}`);
console.log(`\n${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function plain(text) {
  const lines = stripVTControlCharacters(text).split("\n");
  return lines.slice(0, 60).join("\n");
}

function countVitest(file) {
  const report = readReport(file);
  if (!report) return { passed: 0, failed: 1, told: [] };
  const told = report.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === "failed")
    .map(({ fullName, failureMessages }) => `${fullName}\n${plain(failureMessages.join("\n"))}`);
  return { passed: report.numPassedTests, failed: report.numFailedTests, told };
}

function countPlaywright(file) {
  const report = readReport(file);
  if (!report) return { passed: 0, failed: 1, told: [] };
  const specs = (suite) => [...suite.specs, ...(suite.suites ?? []).flatMap(specs)];
  const told = report.suites
    .flatMap(specs)
    .flatMap(({ title, tests }) => tests.map((test) => ({ title, ...test })))
    .filter(({ status }) => status === "unexpected" || status === "flaky")
    .map(({ title, projectName, results }) => {
      const errors = results.flatMap(({ errors }) => errors);
      return `${title} (${projectName})\n${plain(errors.map(({ message }) => message ?? "").join("\n"))}`;
    });
  const { expected, unexpected, flaky } = report.stats;
  return { passed: expected, failed: unexpected + flaky, told };
}
