// Runs a command with a WebKit to drive: node scripts/webkit.mjs vitest run --project=webkit
// The command finds, in its environment,
//   WEBKIT_PORT   where WebDriver's commands go: one session at a time
// Display and ports are free ones, so that two runs do not collide. All child processes are
// ended with this one.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { delimiter } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { openShim } from "./webkit-shim.mjs";

const [command, ...args] = process.argv.slice(2);
if (command === undefined) throw new Error("usage: node scripts/webkit.mjs COMMAND [ARGUMENT…]");

/** Each child leads a process group, so that the browsers started by a driver end with it. */
const started = [];
let isOver = false;
function start(program, programArgs, options) {
  const child = spawn(program, programArgs, { detached: true, ...options });
  started.push(child);
  child.once("error", (error) => fail(`${program} does not start: ${error.message}`));
  return child;
}
/** Fails the run if a required child ends early. */
const need = (child, name) => child.once("exit", () => isOver || fail(`${name} has ended`));

function signalAll(signal) {
  for (const { pid } of started) {
    try {
      process.kill(-pid, signal);
    } catch {
      // It has ended already, or was never started.
    }
  }
}
async function end(code) {
  if (isOver) return;
  isOver = true;
  const running = started.filter(
    ({ pid, exitCode, signalCode }) => pid && exitCode === null && signalCode === null,
  );
  signalAll("SIGTERM");
  const inTime = AbortSignal.timeout(5_000);
  await Promise.all(running.map((child) => once(child, "exit", { signal: inTime }))).catch(() =>
    signalAll("SIGKILL"),
  );
  process.exit(code);
}
function fail(why) {
  console.error(`parlor: ${why}`);
  void end(1);
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => void end(1));

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** Starts a virtual display. @returns its name, once it is available */
async function openScreen() {
  const screen = start(
    "Xvfb",
    ["-displayfd", "3", "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
    { stdio: ["ignore", "ignore", "ignore", "pipe"] },
  );
  need(screen, "Xvfb");
  const [number] = await once(createInterface(screen.stdio[3]), "line");
  return `:${number}`;
}

/** Starts the driver. @returns its port, once it responds */
async function openDriver(env) {
  const port = await freePort();
  const driver = start("WebKitWebDriver", [`--port=${port}`, "--host=127.0.0.1"], {
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  need(driver, "WebKitWebDriver");
  for (;;) {
    const reply = await fetch(`http://127.0.0.1:${port}/status`).catch(() => null);
    if (reply?.ok) return port;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const screen = { ...process.env, DISPLAY: await openScreen() };
const driverPort = await openDriver(screen);
const bin = fileURLToPath(new URL("../node_modules/.bin", import.meta.url));
const run = start(command, args, {
  stdio: "inherit",
  env: {
    ...screen,
    PATH: `${bin}${delimiter}${process.env.PATH}`,
    WEBKIT_PORT: String(await openShim(driverPort)),
  },
});
run.once("exit", (code) => void end(code ?? 1));
