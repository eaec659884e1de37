// npm start: installs missing packages, builds, and runs the server with the demo tenant.
import { installPackages } from "./install.mjs";

installPackages();
const { build } = await import("./build.mjs");
await build();
process.env.PARLOR_DEMO ??= "1";
// npm forwards a SIGTERM to its shell only: if that shell is gone, this process should stop as
// well.
const parent = process.ppid;
const watch = setInterval(() => {
  if (process.ppid === parent) return;
  // Only once: a second signal would abort the requests in progress.
  clearInterval(watch);
  process.kill(process.pid, "SIGTERM");
}, 250).unref();
await import("../server/dist/main.js");
