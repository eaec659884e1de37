// Records the data that version 0.1.0 leaves behind for the upgrade test: a data folder and browser
// storage.
//   node test/upgrade/record.mjs FOLDER
// FOLDER is a checkout of the tag or commit of that version, with its packages installed and built.
// The recording is made once and committed; a later version never records it anew.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";

const checkout = resolve(process.argv[2] ?? ".");
const fixtures = fileURLToPath(new URL("0.1.0/", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "parlor-record-"));
const data = join(folder, "data");
const chats = "/api/v2/conversations/chats";

const server = spawn(process.execPath, [join(checkout, "server/dist/main.js")], {
  env: {
    ...process.env,
    PORT: "0",
    PARLOR_DATA: data,
    PARLOR_CONFIG: join(fixtures, "parlor.json"),
  },
  stdio: ["ignore", "pipe", "inherit"],
});
process.on("exit", () => server.kill());
const [line] = await once(server.stdout, "data");
const port = /:(\d+)/.exec(String(line))?.[1];
const base = `http://localhost:${port}`;

async function agent(name) {
  const reply = await fetch(`${base}/oauth/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: `c-${name}`,
      client_secret: `${name}-secret-${name}`,
    }),
  });
  const { access_token: token } = await reply.json();
  return async (method, path, body) => {
    const answer = await fetch(`${base}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    const text = await answer.text();
    return text === "" ? null : JSON.parse(text);
  };
}

const browser = await chromium.launch({
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium-headless-shell",
});

/** A visitor on a page with the tag of 0.1.0, in a browser of its own. */
async function visit() {
  const context = await browser.newContext({ locale: "en-GB" });
  const page = await context.newPage();
  await page.route(`${base}/page`, (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<!doctype html><html lang="en"><body>
        <script async src="${base}/parlor.js" data-organization-id="2d9f7c31-4be8-4a06-b1f3-8c5e6d7a9012"
          data-deployment-id="71c0e5d2-3a9b-4f18-96e7-d4b5a2c8f035" data-queue="Bookings"
          data-company="Lantern Line"></script></body></html>`,
    }),
  );
  await page.goto(`${base}/page`);
  await page.getByRole("button", { name: /^Chat with us/ }).click();
  const field = page.getByRole("textbox", { name: "Message" });
  const write = async (text) => {
    await field.fill(text);
    await field.press("Enter");
  };
  const row = (text) => page.getByRole("log").getByRole("article").filter({ hasText: text });
  return { page, field, write, row, close: () => context.close() };
}

/** A message that is refused, one that arrived without its answer, and one that waits behind it. */
async function leaveUnsent({ page, write, row }) {
  const messages = "**/messages";
  await page.route(messages, (route) =>
    route.request().method() === "POST"
      ? route.fulfill({
          status: 400,
          contentType: "application/json",
          headers: { "access-control-allow-origin": "*" },
          body: JSON.stringify({ status: 400, code: "constraint.validation", message: "Refused" }),
        })
      : route.fallback(),
  );
  await write("refused by the server");
  await row("refused by the server").getByText("Not sent").waitFor();
  await page.unroute(messages);
  let arrived = () => undefined;
  const hasArrived = new Promise((done) => (arrived = done));
  await page.route(messages, async (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    await route.fetch();
    arrived();
    // No answer: the page cannot know whether the message has arrived.
  });
  await write("arrived without an answer");
  await hasArrived;
  await write("waits behind it");
  await row("waits behind it").waitFor();
}

/** All that the page's origin has in storage, without its address. */
async function storageOf(page) {
  const stored = await page.evaluate(() => ({
    localStorage: Object.fromEntries(Object.entries(localStorage)),
    sessionStorage: Object.fromEntries(Object.entries(sessionStorage)),
  }));
  return JSON.parse(JSON.stringify(stored).replaceAll(`localhost:${port}`, "{{host}}"));
}

const storage = {};
const noor = await agent("noor");
await noor("PUT", "/api/v2/users/noor/routingstatus", { status: "OFF_QUEUE" });

const ended = await visit();
await ended.write("A question that was answered");
await ended.row("A question that was answered").getByText("Sent").waitFor();
const first = await noor("POST", "/api/v2/parlor/chats/waiting/next/take");
await ended.page.getByText("Noor Haddad joined the chat").waitFor();
await ended.page.route("**/messages", (route) =>
  route.request().method() === "POST" ? route.abort() : route.fallback(),
);
await ended.write("never sent in the ended chat");
await ended.row("never sent in the ended chat").waitFor();
await noor("PATCH", `${chats}/${first.id}`, { state: "disconnected" });
await ended.page.getByText("Thank you for stopping by").waitFor();
storage.ended = await storageOf(ended.page);

const talking = await visit();
await talking.write("A question that is being answered");
await talking.row("A question that is being answered").getByText("Sent").waitFor();
const second = await noor("POST", "/api/v2/parlor/chats/waiting/next/take");
await talking.page.getByText("Noor Haddad joined the chat").waitFor();
const { participants } = await noor("GET", `/api/v2/conversations/${second.id}`);
const leg = participants.find(({ purpose }) => purpose === "agent").chats[0].id;
await noor("POST", `${chats}/${second.id}/communications/${leg}/messages`, {
  body: "An answer of Noor",
});
await talking.row("An answer of Noor").waitFor();
await talking.page.getByRole("button", { name: "Chat options" }).click();
await talking.page.getByRole("menuitemcheckbox", { name: /Sound/ }).click();
await talking.page.keyboard.press("Escape");
await leaveUnsent(talking);
await talking.field.fill("half a sentence");
storage.talking = await storageOf(talking.page);

const waiting = await visit();
await waiting.write("A question that waits");
await waiting.row("A question that waits").getByText("Sent").waitFor();
await leaveUnsent(waiting);
storage.waiting = await storageOf(waiting.page);
await noor("GET", "/api/v2/parlor/chats/waiting").then(({ entities }) =>
  noor("GET", `${chats}/${entities[0].id}/messages`),
);

for (const one of [ended, talking, waiting]) await one.close();
await browser.close();
server.kill("SIGTERM");
await once(server, "exit");
cpSync(data, join(fixtures, "data"), { recursive: true });
writeFileSync(join(fixtures, "storage.json"), `${JSON.stringify(storage, null, 2)}\n`);
rmSync(folder, { recursive: true, force: true });
