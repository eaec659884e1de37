// The stages of `npm test`, in the order in which they start. See run-stages.mjs for the fields.
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { countPlaywright, countVitest } from "./test-reports.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const bin = (name) => join(root, "node_modules", ".bin", name);
/** The packages that a stage requires. */
const chromium = ["chromium-headless-shell"];
const webkit = ["webkit2gtk-driver", "xvfb"];
const linted = ["src", "contract", "server", "emulators", "mcp", "test", "e2e", "scripts", "bench"];

/** @param {string} reports - the folder for the reports of the test runners */
export function stagesOf(reports) {
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
      // Vitest leaves a core unused by default, which would halve the workers of a dual-core
      // machine.
      ...(/^(?:unit|built)$/.test(project)
        ? [`--maxWorkers=${Math.max(2, availableParallelism() - 1)}`]
        : []),
    ],
    count: () => countVitest(join(reports, `${project}.json`)),
  });
  const tsc = (name, project) => ({ name: `types: ${name}`, command: [bin("tsc"), "-p", project] });
  const script = (name, ...args) => ({
    name,
    command: ["npm", "run", "--silent", ...args],
    dist: "reads",
  });
  return [
    // It runs `npm start`, which builds: the other stages use what it has built.
    { ...vitest("start"), dist: "writes" },
    // The longest stages start first; the short ones fill the time beside them.
    vitest("unit"),
    { ...vitest("built"), dist: "reads" },
    { ...vitest("webkit", "node", "scripts/webkit.mjs"), needs: webkit },
    { ...vitest("browser"), needs: chromium },
    { ...vitest("webkit-journey", "node", "scripts/webkit.mjs"), needs: webkit, dist: "reads" },
    { name: "lint", command: [bin("oxlint"), "--type-aware", "--deny-warnings", ...linted] },
    script("package", "package-check"),
    script("api report", "api"),
    { name: "dead code", command: [bin("knip")], dist: "reads" },
    script("size", "size"),
    tsc("widget", "tsconfig.json"),
    tsc("transport", "src/transport"),
    tsc("contract", "contract"),
    tsc("server", "server"),
    tsc("desk", "server/desk"),
    tsc("emulator", "emulators/web-messaging"),
    tsc("MCP server", "mcp"),
    tsc("tests", "tsconfig.test.json"),
    { name: "format", command: [bin("biome"), "format", "."] },
    {
      name: "e2e",
      command: [bin("playwright"), "test"],
      env: { PARLOR_REPORT: join(reports, "e2e.json") },
      count: () => countPlaywright(join(reports, "e2e.json")),
      needs: chromium,
      dist: "reads",
      cores: 2,
    },
  ];
}
