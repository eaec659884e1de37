// npm run bench: measures the built widget beside references built in the same run.
//   --only=a,b   only these figures
//   --quick      fewest runs, for trying the bench itself: its figures mean nothing
//   --write      puts table, plots and raw numbers into docs/
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";
import { installBrowsers } from "../scripts/browsers.mjs";
import { installPackages } from "../scripts/install.mjs";

installPackages();
if (installBrowsers().includes("chromium-headless-shell")) process.exit(1);
const { module } = await runnerImport(fileURLToPath(new URL("bench.ts", import.meta.url)), {
  configFile: false,
  logLevel: "error",
});
process.exitCode = (await module.bench(process.argv.slice(2))) ? 0 : 1;
