import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";
import type { BrowserContext, Page } from "@playwright/test";
import { logInClient, type AgentCaller } from "../test/contract/test-server.ts";
import { expect, test as base } from "./fixtures.ts";
import { ServerProcess } from "./server-process.ts";
import { Visitor } from "./visitor.ts";

/* A deployment of 0.1.0 is upgraded in place: its folder, configuration, page and browsers' storage
   were recorded by test/upgrade/record.mjs. */

const recorded = fileURLToPath(new URL("../test/upgrade/0.1.0/", import.meta.url));
const chats = "/api/v2/conversations/chats";
type Area = "localStorage" | "sessionStorage";
type Stored = Readonly<Record<Area, Readonly<Record<string, string>>>>;
const storage = JSON.parse(readFileSync(join(recorded, "storage.json"), "utf8")) as Readonly<
  Record<"ended" | "talking" | "waiting", Stored>
>;

/** The tag, the options, the words and the styles of a page that was written for 0.1.0. */
const hostPage = (server: ServerProcess): string => `<!doctype html>
<html lang="en">
  <head>
    <style>
      [data-parlor] { --parlor-accent: #7a1f5c; --parlor-radius: 4px; --parlor-z-index: 77; }
      [data-parlor]::part(launcher) { outline: 3px solid rgb(1, 2, 3); }
      [data-parlor]::part(window) { outline: 3px solid rgb(4, 5, 6); }
    </style>
    <script type="application/json" data-parlor-config>
      {
        "preChat": { "fields": [{ "name": "displayName", "type": "text" }], "replyMinutes": 3 },
        "teaser": { "text": "The greeting of 0.1.0", "afterSeconds": 0 },
        "guard": "cards",
        "messages": {
          "hall.help": "The title of 0.1.0?",
          "guard.title": "The question of 0.1.0?",
          "teaser.start": "The start of 0.1.0"
        }
      }
    </script>
    <script async src="${server.url}/parlor.js" data-launcher="door" data-company="Lantern Line"
      data-organization-id="2d9f7c31-4be8-4a06-b1f3-8c5e6d7a9012"
      data-deployment-id="71c0e5d2-3a9b-4f18-96e7-d4b5a2c8f035" data-queue="Bookings"></script>
  </head>
  <body></body>
</html>`;

interface Upgrade {
  /** The server of today on the folder and the configuration of 0.1.0. */
  readonly upgraded: ServerProcess;
  /** A browser that 0.1.0 has left in this state, on the page of that time. */
  readonly comesBack: (state?: keyof typeof storage) => Promise<Visitor>;
  readonly noor: AgentCaller;
}

/** Makes the agent present: the panel takes a message only while nobody is. */
const present = (agent: AgentCaller): Promise<unknown> =>
  agent("GET", "/api/v2/parlor/chats/waiting");

const test = base.extend<Upgrade>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from this pattern
  upgraded: async ({}, use) => {
    const server = new ServerProcess();
    cpSync(join(recorded, "data"), join(server.folder, "data"), { recursive: true });
    await server.start({ PARLOR_DEMO: "0", PARLOR_CONFIG: join(recorded, "parlor.json") });
    await use(server);
    await server.dispose();
  },
  comesBack: async ({ browser, upgraded }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (state) => {
      const context = await browser.newContext();
      contexts.push(context);
      const page = await context.newPage();
      if (state !== undefined) await restore(page, storage[state], new URL(upgraded.url).host);
      await page.route(`${upgraded.url}/page`, (route) =>
        route.fulfill({ contentType: "text/html", body: hostPage(upgraded) }),
      );
      await page.goto(`${upgraded.url}/page`);
      return new Visitor(page);
    });
    for (const context of contexts) await context.close();
  },
  noor: async ({ upgraded }, use) =>
    use(await logInClient(upgraded.url, { id: "c-noor", secret: "noor-secret-noor" })),
});

/** Puts back what the browser had stored, once: a reload keeps what the new version has written. */
async function restore(page: Page, stored: Stored, host: string): Promise<void> {
  const here = JSON.parse(JSON.stringify(stored).replaceAll("{{host}}", host)) as Stored;
  await page.addInitScript((areas) => {
    if (sessionStorage.getItem("restored") !== null) return;
    sessionStorage.setItem("restored", "yes");
    for (const area of ["localStorage", "sessionStorage"] as const)
      for (const [key, value] of Object.entries(areas[area])) globalThis[area].setItem(key, value);
  }, here);
}

interface Entity {
  readonly id: string;
  readonly body: string;
  readonly bodyType: string;
}

async function textsOf(agent: AgentCaller, conversationId: string): Promise<string[]> {
  const { entities } = (await agent("GET", `${chats}/${conversationId}/messages`)) as {
    entities: Entity[];
  };
  return entities.filter(({ bodyType }) => bodyType === "standard").map(({ body }) => body);
}

const conversationOf = (state: "talking" | "waiting"): string => {
  const [session = "{}"] = Object.entries(storage[state].localStorage)
    .filter(([key]) => key.startsWith("parlor:session:"))
    .map(([, value]) => value);
  return (JSON.parse(session) as { conversationId: string }).conversationId;
};

for (const state of ["waiting", "talking"] as const)
  test(`a chat of 0.1.0 goes on while ${state}: nothing is asked again, and what was not sent goes out once`, async ({
    comesBack,
    noor,
  }) => {
    const visitor = await comesBack(state);
    await visitor.launcher.click();
    await visitor.composer.waitFor();
    await expect(visitor.row("waits behind it")).toBeVisible();
    await expect(visitor.log).not.toContainText("Sending");
    for (const text of ["arrived without an answer", "waits behind it", "refused by the server"])
      await expect(visitor.row(text)).toHaveCount(1);
    await expect(visitor.row("refused by the server")).toContainText("Not sent");
    await visitor.row("refused by the server").getByRole("button", { name: /Retry/ }).click();
    await expect(visitor.row("refused by the server")).toContainText("Sent");
    await expect(visitor.composer).toHaveValue(state === "talking" ? "half a sentence" : "");

    const question =
      state === "talking" ? "A question that is being answered" : "A question that waits";
    const said = await textsOf(noor, conversationOf(state));
    expect(said.filter((text) => !text.startsWith("Hello"))).toEqual([
      question,
      ...(state === "talking" ? ["An answer of Noor"] : []),
      "arrived without an answer",
      "waits behind it",
      "refused by the server",
    ]);
    await visitor.reload();
    await expect(visitor.row("waits behind it")).toHaveCount(1);
    await expect(visitor.row("arrived without an answer")).toHaveCount(1);
  });

test("messages that a chat of 0.1.0 could not send before its end are offered to the next one", async ({
  comesBack,
  noor,
}) => {
  await present(noor);
  const visitor = await comesBack("ended");
  await visitor.launcher.click();
  await visitor.panel.getByRole("textbox", { name: "Name" }).fill("Mara");
  await visitor.panel.getByRole("button", { name: "Start chat" }).click();
  await expect(visitor.row("never sent in the ended chat")).toContainText("Not sent");
});

test("a choice of 0.1.0 is kept: sounds stay off", async ({ comesBack }) => {
  const visitor = await comesBack("talking");
  await visitor.launcher.click();
  await visitor.panel.getByRole("button", { name: "Chat options" }).click();
  await expect(visitor.page.getByRole("menuitemcheckbox", { name: /Sounds/ })).not.toBeChecked();
});

test("a page of 0.1.0 looks and speaks as it did: its tag, options, words and styles", async ({
  comesBack,
  noor,
}) => {
  await present(noor);
  const visitor = await comesBack();
  const { page } = visitor;
  await expect(page.getByText("The greeting of 0.1.0", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "The start of 0.1.0" })).toBeVisible();
  await expect(page.locator("[data-parlor]")).toHaveCSS("z-index", "77");
  await expect(visitor.launcher).toHaveCSS("outline-color", "rgb(1, 2, 3)");
  await visitor.launcher.click();
  await expect(visitor.panel).toHaveCSS("outline-color", "rgb(4, 5, 6)");
  await expect(visitor.panel).toContainText("The title of 0.1.0?");
  await visitor.panel.getByRole("textbox", { name: "Name" }).fill("Mara");
  await visitor.panel.getByRole("button", { name: "Start chat" }).click();
  await visitor.composer.waitFor();
  await visitor.write("4111 1111 1111 1111");
  await expect(page.getByRole("alertdialog", { name: "The question of 0.1.0?" })).toBeVisible();
});

/** The page gets the files of 0.1.0, as a tab has them that was open before the upgrade. */
async function keepsOldFiles(page: Page, server: ServerProcess): Promise<void> {
  await page.route(`${server.url}/parlor**`, (route) => {
    const name = new URL(route.request().url()).pathname.split("/").at(-1) ?? "";
    const file = brotliDecompressSync(readFileSync(join(recorded, "embed", `${name}.br`)));
    return route.fulfill({
      contentType: "text/javascript",
      headers: { "access-control-allow-origin": "*" },
      body: file,
    });
  });
}

for (const leader of ["old", "new"] as const)
  test(`a tab of 0.1.0 and a tab of today are one guest, the ${leader} one leads: each message is there once`, async ({
    browser,
    upgraded,
    noor,
  }) => {
    await present(noor);
    const context = await browser.newContext();
    const open = async (age: "old" | "new"): Promise<Visitor> => {
      const page = await context.newPage();
      if (age === "old") await keepsOldFiles(page, upgraded);
      await page.route(`${upgraded.url}/page`, (route) =>
        route.fulfill({
          contentType: "text/html",
          body: hostPage(upgraded).replace('"preChat"', '"unused"'),
        }),
      );
      await page.goto(`${upgraded.url}/page`);
      return new Visitor(page);
    };
    const first = await open(leader);
    const streams = { count: 0 };
    context.on("page", (page) => page.on("websocket", () => streams.count++));
    await first.openChat();
    await first.write("from the first tab");
    await expect(first.row("from the first tab")).toContainText("Sent");
    const second = await open(leader === "old" ? "new" : "old");
    await second.launcher.click();
    await expect(second.row("from the first tab")).toContainText("Sent");
    await second.write("from the second tab");
    await first.write("from the first tab again");
    await expect(first.row("from the first tab again")).toContainText("Sent");
    await expect(second.row("from the first tab again")).toContainText("Sent");
    expect(streams.count).toBe(0);
    await first.page.close();
    await second.write("from the tab that is left");
    await expect(second.row("from the tab that is left")).toContainText("Sent");

    const { entities } = (await noor("GET", "/api/v2/parlor/chats/waiting")) as {
      entities: Entity[];
    };
    const conversation = entities.find(({ id }) => id !== conversationOf("waiting"));
    const said = await textsOf(noor, conversation?.id ?? "");
    const own = said.filter((text) => text.startsWith("from"));
    expect(own.toSorted()).toEqual([
      "from the first tab",
      "from the first tab again",
      "from the second tab",
      "from the tab that is left",
    ]);
    await context.close();
  });
