// npm start: installs what is missing, builds, and runs the server with the demo tenant.
import { installPackages } from "./install.mjs";

installPackages();
const { build } = await import("./build.mjs");
await build();
process.env.PARLOR_DEMO ??= "1";
await import("../server/dist/main.js");
