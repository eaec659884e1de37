// npm start: installs missing packages, builds, and runs the server with the demo tenant.
import { installPackages } from "./install.mjs";
import { stopWithParent } from "./stop-with-parent.mjs";

installPackages();
const { build } = await import("./build.mjs");
await build();
process.env.PARLOR_DEMO ??= "1";
stopWithParent();
await import("../server/dist/main.js");
