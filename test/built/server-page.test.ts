import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ServerProcess } from "../../e2e/server-process.ts";
import { packServer } from "../../scripts/pack-server.mjs";
import { commandsIn, takeBlocks } from "../docs/code-blocks.ts";
import { EmptySite } from "./empty-site.ts";
import { CURL, SQLITE3 } from "./stand-in-programs.ts";

/*
 * docs/server.md, followed in empty folders: the paths of the page are those of a temporary folder,
 * and the commands that change the machine itself do nothing.
 */

const { version, dependencies } = JSON.parse(
  readFileSync(new URL("../../server/package.json", import.meta.url), "utf8"),
) as { version: string; dependencies: Record<string, string> };

const PUBLIC_URL = "https://chat.example.com";
const [
  make = "",
  install = "",
  copy = "",
  settings = "",
  unit = "",
  start = "",
  caddy = "",
  nginx = "",
  tag = "",
  backup = "",
  schedule = "",
  restore = "",
  upgrade = "",
] = takeBlocks(
  "docs/server.md",
  "From the demo to your own",
  "sh sh sh /etc/parlor/parlor.env /etc/systemd/system/parlor.service sh text nginx html /opt/parlor/backup.sh sh sh sh".split(
    " ",
  ),
);

/** The folder in which the paths of the page are. */
let machine: string;
let operator: EmptySite;
let server: ServerProcess;

/** The text with the paths of this machine. */
const here = (text: string): string =>
  text
    .replaceAll(/(?<![\w.])\/(?=(?:etc|var)\/)/g, `${machine}/`)
    .replaceAll(/(?<![\w.])\/opt\/parlor\b/g, operator.folder)
    .replaceAll("~/", `${operator.folder}/../parlor/`);

/** The values of a file with lines `NAME=value`. */
const valuesOf = (ini: string): Record<string, string> =>
  Object.fromEntries(
    [...ini.matchAll(/^(\w+)=(.*)$/gm)].map(([, name = "", value = ""]) => [name, value]),
  );

/** Runs a block of the page, word for word but for its paths. */
function follow(block: string): string {
  const untouched = "useradd() { :; }; chown() { :; }; systemctl() { :; }";
  const script = `${untouched}; PATH="${machine}/bin:$PATH"\n${here(block)}`;
  return operator.runScript(script, { PARLOR_URL: server.url });
}

async function startService(): Promise<void> {
  const env = valuesOf(readFileSync(here("/etc/parlor/parlor.env"), "utf8"));
  await server.start({ ...env, PARLOR_DEMO: "0" });
}

beforeAll(async () => {
  machine = mkdtempSync(join(tmpdir(), "parlor-machine-"));
  for (const name of ["packed", "bin", "etc/systemd/system", "etc/cron.d", "var/lib"])
    mkdirSync(join(machine, name), { recursive: true });
  const folder = join(machine, "packed");
  const fileName = packServer(folder);
  expect(commandsIn(make)).toEqual(["npm ci", "npm run build", "npm run pack-server"]);
  expect(make).toContain(`writes ${fileName}\n`);
  operator = new EmptySite(
    [{ folder, fileName }],
    Object.keys(dependencies).filter((name) => name !== "parlor-contract"),
  );
  const modules = join(operator.folder, "node_modules");
  writeFileSync(join(machine, "bin/curl"), CURL, { mode: 0o755 });
  writeFileSync(join(machine, "bin/sqlite3"), SQLITE3(modules), { mode: 0o755 });
  server = new ServerProcess(null, join(modules, "parlor-server/server/dist/main.js"));
  follow(install);
  follow(copy);
  writeFileSync(here("/etc/parlor/parlor.env"), here(settings));
  await startService();
}, 120_000);
afterAll(async () => {
  await server.dispose();
  operator.dispose();
  rmSync(machine, { recursive: true, force: true });
});

/** A visitor on a page of the site begins a conversation; the proxy's headers are nginx's. */
async function beginChat(more: object = {}): Promise<Chat> {
  const attribute = (name: string): string => new RegExp(`${name}="([^"]+)"`).exec(tag)?.[1] ?? "";
  const { organizations } = JSON.parse(readFileSync(here("/etc/parlor/parlor.json"), "utf8"));
  const [{ id: organizationId, deployments }] = organizations;
  const reply = await fetch(`${server.url}/api/v2/webchat/guest/conversations`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      origin: `https://${deployments[0].allowedDomains[0]}`,
      "x-forwarded-for": "203.0.113.7",
      "x-forwarded-proto": "https",
    },
    body: JSON.stringify({
      organizationId,
      deploymentId: deployments[0].id,
      routingTarget: { targetType: "QUEUE", targetAddress: attribute("data-queue") },
      memberInfo: { displayName: "Ada" },
      ...more,
    }),
  });
  expect(reply.status, await reply.clone().text()).toBe(200);
  return (await reply.json()) as Chat;
}

interface Chat {
  readonly id: string;
  readonly jwt: string;
  readonly eventStreamUri: string;
}

/** Everything that has been said, as the guest's own page reads it. */
async function historyOf({ id, jwt }: Pick<Chat, "id" | "jwt">): Promise<string> {
  const reply = await fetch(`${server.url}/api/v2/webchat/guest/conversations/${id}/messages`, {
    // The conversation is routed to the bot and the queue once its guest is there.
    headers: { authorization: `Bearer ${jwt}`, "parlor-attach": "poll" },
  });
  return reply.text();
}

test("the service unit starts the program that is installed, with the settings that were written", () => {
  const { User, EnvironmentFile, ExecStart = "", StateDirectory } = valuesOf(here(unit));
  expect(User).toBe(/^useradd .* (\S+)$/m.exec(install)?.[1]);
  expect(existsSync(EnvironmentFile ?? "")).toBe(true);
  const [node, program = ""] = ExecStart.split(" ");
  expect(node).toBe("/usr/bin/node");
  expect(existsSync(program)).toBe(true);
  expect(valuesOf(settings)["PARLOR_DATA"]).toBe(`/var/lib/${StateDirectory}`);
});

test("the server is ready, and a visitor behind the proxy of the page gets public addresses", async () => {
  expect(start).toContain("http://127.0.0.1:8080/readyz");
  const ready = await fetch(`${server.url}/readyz`);
  expect(start).toContain(`# ${await ready.text()}`);
  for (const proxy of [caddy, nginx]) {
    expect(proxy).toContain("127.0.0.1:8080");
    expect(proxy).toContain("/metrics");
    expect(proxy).toContain(new URL(PUBLIC_URL).host);
  }
  const { eventStreamUri } = await beginChat();
  expect(eventStreamUri).toMatch(/^wss:\/\/chat\.example\.com\//);
});

test("a backup that was made while the server runs brings a conversation back", async () => {
  const chat = await beginChat();
  const greeted = async (): Promise<void> =>
    expect(await historyOf(chat)).toContain("Hello Ada, this is an automated greeting");
  await vi.waitFor(greeted);
  writeFileSync(here("/opt/parlor/backup.sh"), here(backup));
  follow(schedule);
  const line = readFileSync(here("/etc/cron.d/parlor"), "utf8");
  expect(line).toMatch(/^\d+ \d+ \* \* \* parlor \/\S+\/backup\.sh\n$/);
  // A percent sign would be a line break to cron.
  expect(line).not.toContain("%");
  follow(line.split(" parlor ")[1] ?? "");
  await server.stop();
  for (const end of ["", "-wal", "-shm"])
    rmSync(here(`/var/lib/parlor/parlor.db${end}`), { force: true });
  const day = new Date();
  const named = [day.getFullYear(), day.getMonth() + 1, day.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
  follow(restore.replaceAll(/\d{4}-\d\d-\d\d/g, named));
  await startService();
  await greeted();
});

test("an upgrade takes the place of the version before, and the server starts on the same folder", async () => {
  const parlor = join(operator.folder, "../parlor");
  const [next = ""] = /parlor-server-[\d.]+\.tgz/.exec(upgrade) ?? [];
  expect(next).not.toContain(version);
  copyFileSync(join(parlor, `parlor-server-${version}.tgz`), join(parlor, next));
  await server.stop();
  follow(upgrade);
  await startService();
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
});

test("the site's back end has facts signed, and its page begins a conversation with them", async () => {
  const [client = "", sign = "", backEnd = "", page = ""] = takeBlocks(
    "docs/server.md",
    "Guests whom the site knows",
    ["json", "sh", "js", "js"],
  );
  const path = here("/etc/parlor/parlor.json");
  const config = JSON.parse(readFileSync(path, "utf8"));
  config.organizations[0].clients.push(...JSON.parse(`{${client}}`).clients);
  writeFileSync(path, JSON.stringify(config));
  await server.stop();
  await startService();
  expect(JSON.parse(follow(sign))).toEqual({ jwt: expect.stringMatching(/^eyJ/) });

  const access = follow(`${sign.split("curl -s https")[0]}echo "$access"`).trim();
  const request = { user: { id: "customer-4711", name: "Ada Byron", email: "ada@example.com" } };
  let handler: (request: object, response: object) => Promise<void> = async () => undefined;
  const ask = (address: string, init: object): Promise<Response> =>
    fetch(address.replace(PUBLIC_URL, server.url), init);
  // oxlint-disable-next-line no-implied-eval -- the code of the page, word for word
  new Function("app", "requireLogin", "access", "fetch", backEnd)(
    { get: (...[, , last]: (typeof handler)[]) => (handler = last ?? handler) },
    null,
    access,
    ask,
  );
  const answer = await new Promise<Response>((resolve, reject) => {
    const response = {
      set: () => response,
      json: (body: unknown) => resolve(Response.json(body)),
      sendStatus: (status: number) => reject(new Error(String(status))),
    };
    void handler(request, response);
  });
  let getToken: (signal?: AbortSignal) => Promise<string> = async () => "";
  const Parlor = (method: string, given: { getToken: typeof getToken }): void => {
    expect(method).toBe("identify");
    getToken = given.getToken;
  };
  // oxlint-disable-next-line no-implied-eval -- as above
  await new Function("Parlor", "fetch", `return (async () => { ${page}\n})()`)(
    Parlor,
    async (address: string) => (address === "/chat-token" ? answer : null),
  );
  const chat = await beginChat({ memberAuthToken: await getToken() });
  await vi.waitFor(async () => expect(await historyOf(chat)).toContain("Hello Ada Byron, this is"));
});
