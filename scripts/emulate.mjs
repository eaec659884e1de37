// npm run emulate: builds, and starts a page with Parlor on it and an emulated Web Messaging
// service. EMULATOR_PORT and PAGE_PORT choose the ports; `-- --no-build` takes what is built.
import { fileURLToPath } from "node:url";
import { installPackages } from "./install.mjs";
import { stopWithParent } from "./stop-with-parent.mjs";

if (!process.argv.includes("--no-build")) {
  installPackages();
  const { build } = await import("./build.mjs");
  await build();
}
const { runnerImport } = await import("vite");
const folder = new URL("../emulators/web-messaging/", import.meta.url);
const load = async (path) =>
  (await runnerImport(fileURLToPath(new URL(path, folder)), { configFile: false })).module;
const { startEmulator } = await load("src/index.ts");
const { startDemo } = await load("demo/demo.ts");

const port = (name, otherwise) => Number(process.env[name] ?? otherwise);
const emulator = await startEmulator({ port: port("EMULATOR_PORT", 9140) });
const demo = await startDemo({
  emulator,
  port: port("PAGE_PORT", 9141),
  embedFolder: fileURLToPath(new URL("../dist/embed", import.meta.url)),
});
console.log(`Page with Parlor and its agent: ${demo.url}/
Emulated service (data-endpoint):  ${emulator.url}`);

stopWithParent();
const stop = async () => {
  await demo.close();
  await emulator.close();
};
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => void stop());
