import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test, vi } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

test("npm run emulate prints a page with the built widget and an emulated service, and a SIGTERM to npm stops both", async () => {
  const npm = spawn("npm", ["run", "emulate", "--", "--no-build"], {
    cwd: root,
    env: { ...process.env, EMULATOR_PORT: "0", PAGE_PORT: "0" },
  });
  let said = "";
  npm.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  try {
    await vi.waitFor(() => expect(said).toContain("data-endpoint"), {
      timeout: 25_000,
      interval: 100,
    });
    const [page = "", service = ""] = said.match(/http:\/\/127\.0\.0\.1:\d+/g) ?? [];
    const html = await (await fetch(page)).text();
    expect(html).toContain(`data-endpoint="${service}"`);
    const id = /data-deployment-id="([^"]+)"/.exec(html)?.[1] ?? "";
    const loader = await (await fetch(`${page}/parlor.js`)).text();
    const chunk = /parlor\/\d[^"'`]*?\.js/.exec(loader)?.[0] ?? "";
    expect((await fetch(`${page}/${chunk}`)).status).toBe(200);
    const config = `${service}/webdeployments/v1/deployments/${id}/config.json`;
    expect(await (await fetch(config)).json()).toMatchObject({ id, status: "Active" });
    npm.kill("SIGTERM");
    await vi.waitFor(
      async () => {
        await expect(fetch(page)).rejects.toThrow("fetch failed");
        await expect(fetch(service)).rejects.toThrow("fetch failed");
      },
      { timeout: 10_000, interval: 100 },
    );
  } finally {
    npm.kill("SIGTERM");
  }
}, 45_000);
