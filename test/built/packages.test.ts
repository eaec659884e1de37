import { execFile } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AgentCalls } from "../../e2e/agent-calls.ts";
import { PackedParlor } from "../../e2e/packed-parlor.ts";
import { ServerProcess } from "../../e2e/server-process.ts";
import { packServer } from "../../scripts/pack-server.mjs";
import { tokenOf } from "../contract/test-server.ts";
import { commandsIn, takeBlocks } from "../docs/code-blocks.ts";
import { EmptySite } from "./empty-site.ts";

/* Both packages, each installed into an empty folder: a guest of one chats on the other. */

const run = promisify(execFile);
const manifest = JSON.parse(
  readFileSync(new URL("../../server/package.json", import.meta.url), "utf8"),
) as {
  version: string;
  dependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
};
const serverDependencies = Object.keys({
  ...manifest.dependencies,
  ...manifest.optionalDependencies,
}).filter((name) => name !== "parlor-contract");

let folder: string;
let packed: PackedParlor;
let operator: EmptySite;
let site: EmptySite;
let server: ServerProcess;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "parlor-server-packed-"));
  const fileName = packServer(folder);
  operator = new EmptySite([{ folder, fileName }], serverDependencies);
  operator.run(`npm install ../parlor/${fileName}`);
  packed = new PackedParlor();
  site = new EmptySite([packed], ["preact", "@preact/signals", "reconnecting-websocket"]);
  site.run(packed.installCommand);
  site.link("ws");
  server = new ServerProcess(null, join(operator.folder, "node_modules/.bin/parlor-server"));
  // The builds are kept in the data folder, as an operator's are.
  await server.start({ PARLOR_KEEP_BUILDS_DAYS: "7" });
  // Two packages are made and installed, beside other stages.
}, 120_000);
afterAll(async () => {
  await server.dispose();
  for (const one of [operator, site, packed]) one.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const GUEST = (api: string, ids: object): string => `
  import { createGuestChat } from "parlor/transport";
  import { WebSocket } from "ws";
  const chat = createGuestChat({ api: "${api}", ...${JSON.stringify(ids)}, routing: { queue: "Bookings" },
    storage: "memory", ports: { socket: () => WebSocket } });
  const answered = new Promise((resolve) => chat.subscribe(({ messages }) => {
    const texts = [...messages.values()].map(({ body }) => body);
    if (texts.includes("At 21:40.") && texts.includes("When is the night train?")) resolve(texts);
  }));
  await chat.start();
  chat.send("When is the night train?");
  console.log(JSON.stringify(await answered));
  chat.destroy();
`;

test("a guest of the package parlor writes, and an agent of the package parlor-server answers", async () => {
  const { organizationId, deploymentId } = await server.demo();
  const script = GUEST(server.url, { organizationId, deploymentId });
  const agent = new AgentCalls(server);
  const answering = agent.takeNext().then(() => agent.write("At 21:40."));
  const [{ stdout }] = await Promise.all([
    run(process.execPath, ["--input-type=module", "-e", script], { cwd: site.folder }),
    answering,
  ]);
  expect(JSON.parse(stdout)).toContain("When is the night train?");
  expect(await agent.reads()).toContain("At 21:40.");
});

test.each([
  ["/", "Lantern Line"],
  ["/desk", "Desk"],
  ["/parlor.js", "data-parlor"],
])("the server of the package serves %s", async (path, words) => {
  const reply = await fetch(server.url + path);
  expect(reply.status).toBe(200);
  expect(await reply.text()).toContain(words);
});

/** The settings in a command of the page of the package, which starts the server. */
function settingsOf(command: string): Record<string, string> {
  const [program, ...settings] = command.split(" ").reverse();
  expect([program, settings.shift()]).toEqual(["parlor-server", "npx"]);
  return Object.fromEntries(
    settings.map((one) => {
      const [name = "", value = ""] = one.split("=");
      return [name, value.replace("./", `${operator.folder}/`)];
    }),
  );
}

test("it starts as its page says: with the demo, and with a copy of the configuration that it brings, which tells a stranger nothing of the demo", async () => {
  const commands = takeBlocks("server/README.md", "parlor-server", ["sh", "sh"]);
  const [demo = {}, company = {}] = commands.flatMap(commandsIn).map(settingsOf);
  const example = join(operator.folder, "node_modules/parlor-server/parlor.example.json");
  copyFileSync(example, company["PARLOR_CONFIG"] ?? "");
  for (const [settings, status] of [
    [demo, 200],
    [{ PARLOR_DEMO: "0", ...company }, 404],
  ] as const) {
    const own = new ServerProcess(null, join(operator.folder, "node_modules/.bin/parlor-server"));
    try {
      await own.start(settings);
      expect((await fetch(`${own.url}/readyz`)).status).toBe(200);
      expect((await fetch(`${own.url}/demo.json`)).status).toBe(status);
    } finally {
      await own.dispose();
    }
  }
});

test("a body with a wrong field is refused as docs/server-errors.md shows it", async () => {
  const [block = ""] = takeBlocks("docs/server-errors.md", "The server's errors", ["json"]);
  const shown = JSON.parse(block) as object;
  const [client] = (await server.demo()).clients;
  const token = await tokenOf(server.url, client!);
  const reply = await fetch(`${server.url}/api/v2/signeddata`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ displayName: 5 }),
  });
  expect(await reply.json()).toEqual({
    ...shown,
    contextId: reply.headers.get("inin-correlation-id"),
  });
});

/** The names of a package's files. */
const filesOf = (packageFolder: string): string[] =>
  readdirSync(packageFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(packageFolder.length + 1));

test("the server's package imports nothing that is not in it or installed with it, and brings the licences of what is bundled", () => {
  const root = join(operator.folder, "node_modules/parlor-server");
  const files = filesOf(root);
  const imported = files
    .filter((file) => file.startsWith("server/dist/") && file.endsWith(".js"))
    .filter((file) => !file.startsWith("server/dist/desk/"))
    .flatMap((file) => [
      ...readFileSync(join(root, file), "utf8").matchAll(
        /(?:^import [^;]*?from |\bimport\()"([^".][^"]*)"/gm,
      ),
    ])
    .map(([, name = ""]) => name)
    .filter((name) => !name.startsWith("node:"));
  const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
  };
  const packages = new Set(imported.map((name) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0]));
  expect(packages).toEqual(new Set(Object.keys(dependencies)));
  expect(files.filter((file) => file.endsWith("third-party-licenses.md"))).toEqual(
    expect.arrayContaining([
      "dist/demo/third-party-licenses.md",
      `dist/embed/${manifest.version}/third-party-licenses.md`,
      "server/dist/desk/third-party-licenses.md",
    ]),
  );
  const licences = readFileSync(join(root, "server/dist/desk/third-party-licenses.md"), "utf8");
  const bundled = [...licences.matchAll(/^## (\S+) - /gm)].map(([, name]) => name);
  expect(bundled.toSorted()).toEqual(["@preact/signals", "@preact/signals-core", "preact"]);
  expect(files.filter((file) => /\.map$|\.d\.ts$|\.test\./.test(file))).toEqual([]);
});

test("the list of what the packages are made of names every dependency, with its licence", async () => {
  const { stdout } = await run(process.execPath, ["scripts/sbom.mjs"], {
    cwd: new URL("../..", import.meta.url),
    maxBuffer: 10_000_000,
  });
  const sbom = JSON.parse(stdout) as { components: { name: string; licenses?: unknown[] }[] };
  const named = new Map(sbom.components.map((one) => [one.name, one.licenses]));
  for (const name of [...serverDependencies, "preact", "@preact/signals-core"])
    expect(named.get(name), name).toMatchObject([{}]);
  for (const name of ["vitest", "typescript", "react"]) expect(named.has(name), name).toBe(false);
});
