// npm run bench:server: measures the built server beside references of the same run, on loopback,
// with the load on the same cores.
//   --only=a,b   only these figures: messages, waiting, start, connected, stored, desks,
//                chats
//   --baseline   beside the build of 0eb20f0, too, which is built in a temporary folder
//   --quick      smaller and shorter, for trying the bench itself: its figures mean nothing
//   --write      puts table, plots and raw numbers into docs/; with --only the other rows stay
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";
import { installPackages } from "../scripts/install.mjs";

installPackages();
const { module } = await runnerImport(fileURLToPath(new URL("server-bench.ts", import.meta.url)), {
  configFile: false,
  logLevel: "error",
});
process.exitCode = (await module.bench(process.argv.slice(2))) ? 0 : 1;
