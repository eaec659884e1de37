import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test, vi } from "vitest";
import { commandsIn, takeBlocks } from "../docs/code-blocks.ts";

/*
 * `npm start` builds. So this test is a project of its own, which runs before the tests that use
 * the built files.
 */

const root = fileURLToPath(new URL("../..", import.meta.url));

test("npm start, as the README says it, brings up the demo and the desk, and a SIGTERM to npm stops the server too", async () => {
  const folder = mkdtempSync(join(tmpdir(), "parlor-start-"));
  const [block = ""] = takeBlocks("README.md", "See it", ["bash"]);
  // The second command is the one that runs this.
  const [start = "", ...others] = commandsIn(block);
  expect(others).toEqual(["npm test"]);
  const [command = "", ...args] = start.split(" ");
  const npm = spawn(command, args, {
    cwd: root,
    env: { ...process.env, PORT: "0", PARLOR_DATA: folder },
  });
  let said = "";
  npm.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  try {
    await vi.waitFor(() => expect(said).toContain("/desk"), { timeout: 240_000, interval: 100 });
    const url = /http:\/\/localhost:\d+/.exec(said)?.[0] ?? "";
    expect(await (await fetch(`${url}/`)).text()).toContain("Lantern Line");
    expect((await fetch(`${url}/desk`)).headers.get("content-security-policy")).toContain(
      "default-src 'none'",
    );
    expect((await fetch(`${url}/demo.json`)).headers.get("access-control-allow-origin")).toBeNull();
    npm.kill("SIGTERM");
    await vi.waitFor(() => expect(fetch(`${url}/healthz`)).rejects.toThrow(), {
      timeout: 5_000,
      interval: 100,
    });
  } finally {
    npm.kill("SIGTERM");
    rmSync(folder, { recursive: true, force: true });
  }
});
