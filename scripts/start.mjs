// npm start: installs what is missing, builds, and runs the server with the demo tenant.
import { installPackages } from "./install.mjs";

installPackages();
const { build } = await import("./build.mjs");
await build();
process.env.PARLOR_DEMO ??= "1";
// npm passes a SIGTERM on to its shell and no further: when that shell is gone, this process was meant.
const parent = process.ppid;
const watch = setInterval(() => {
  if (process.ppid === parent) return;
  // Once: a second signal would cut the requests that are under way.
  clearInterval(watch);
  process.kill(process.pid, "SIGTERM");
}, 250).unref();
await import("../server/dist/main.js");
