// npm run e2e: the tests in real browsers. Arguments are those of `playwright test`, and
//   --all-engines   every test in every engine, not only the tests tagged @engine
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const args = process.argv.slice(2);
const run = spawnSync(
  fileURLToPath(new URL("../node_modules/.bin/playwright", import.meta.url)),
  ["test", ...args.filter((arg) => arg !== "--all-engines")],
  {
    stdio: "inherit",
    env: { ...process.env, ...(args.includes("--all-engines") && { PARLOR_ALL_ENGINES: "1" }) },
  },
);
process.exitCode = run.status ?? 1;
