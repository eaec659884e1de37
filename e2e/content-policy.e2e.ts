import type { Locator, Page } from "@playwright/test";
import type { AgentCalls } from "./agent-calls.ts";
import type { Downloaded } from "./downloads.ts";
import { expect, test } from "./fixtures.ts";
import { takeBlocks } from "../test/docs/code-blocks.ts";
import { PNG } from "../test/contract/file-sides.ts";
import { block, page as htmlPage, snippet } from "./host-page.ts";
import type { ServerProcess } from "./server-process.ts";
import type { Site } from "./site.ts";
import type { Visitor } from "./visitor.ts";
import { engine } from "./engine-subjects.ts";

/*
 * A page of another origin whose policy forbids everything that docs/embedding.md, "Content
 * policy", does not name.
 */

/**
 * Returns the policy from the docs verbatim, with the server's address, and with `scripts` in place
 * of the nonce.
 */
function policy(server: ServerProcess, scripts: string): string {
  const [header = ""] = takeBlocks("docs/embedding.md", "Content policy", ["http"]);
  const said = header.replace("Content-Security-Policy:", "");
  const parts = said.split(";").map((part) => part.trim());
  expect(parts).toHaveLength(6);
  return [...parts, "report-uri /reports"]
    .join("; ")
    .replace("'nonce-…'", scripts)
    .replaceAll("https://chat.example.com", server.url)
    .replace("wss://chat.example.com", server.url.replace("http", "ws"));
}

/** Notes every violation in the page, from its first script on. */
async function watch(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const violations: string[] = [];
    Object.assign(window, { violations });
    document.addEventListener("securitypolicyviolation", (event) =>
      violations.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`),
    );
  });
  return () => page.evaluate(() => (window as unknown as { violations: string[] }).violations);
}

const options = {
  greeting: { text: "May we help?", names: ["Noor Haddad"], afterSeconds: 0 },
  preChat: { fields: [{ name: "displayName", type: "text" }] },
};

/** Puts the page there, whose policy allows scripts in this way. */
async function putStrictPage(site: Site, server: ServerProcess, scripts: string): Promise<void> {
  const nonce = scripts.includes("nonce") ? ' nonce="lamp"' : "";
  // Firefox would ask this site for an icon, which the policy does not allow.
  const icon = `<link rel="icon" href="${server.url}/icon.svg">`;
  const head = icon + (await block(server, options)) + (await snippet(server, `async${nonce}`));
  site.put("/", htmlPage({ head, body: "Hello" }), {
    "content-security-policy": policy(server, scripts),
  });
}

interface Tools {
  readonly agent: AgentCalls;
  readonly downloaded: (start: () => Promise<void>) => Promise<Downloaded>;
}

/** By the greeting and the form. */
async function begin(visitor: Visitor): Promise<void> {
  const { page, panel } = visitor;
  const greeting = page.getByRole("complementary", { name: "Greeting from Lantern Line" });
  await greeting.getByRole("button", { name: "Start a chat" }).click();
  await panel.getByRole("textbox", { name: "Name" }).fill("Mara Lindqvist");
  await panel.getByRole("button", { name: "Start chat" }).click();
  await visitor.write("Good evening");
  await expect(visitor.row("Good evening")).toContainText("Sent");
}

async function chooseGerman({ page, panel }: Visitor): Promise<void> {
  await panel.getByRole("button", { name: "Chat options" }).click();
  await page.getByRole("menuitem", { name: "Language" }).click();
  await page.getByRole("menuitemradio", { name: "Deutsch" }).click();
  await expect(page.getByRole("textbox", { name: "Nachricht" })).toBeVisible();
}

/**
 * Uses everything that a visitor can reach: greeting, form, conversation, emoji, menu, language,
 * transcript, unread icon, end and rating.
 */
async function useAll(visitor: Visitor, { agent, downloaded }: Tools): Promise<void> {
  const { page, panel } = visitor;
  await begin(visitor);
  await agent.takeNext();
  await agent.write("How can I help?");
  await expect(visitor.row("How can I help?")).toBeVisible();
  await page.getByRole("button", { name: "Insert emoji" }).click();
  await page.getByRole("dialog", { name: "Emoji" }).waitFor();
  await page.keyboard.press("Enter");
  await expect(visitor.composer).toHaveValue(/./);
  const menu = panel.getByRole("button", { name: "Chat options" });
  for (const form of ["Text file", "Web page"]) {
    await menu.click();
    await page.getByRole("menuitem", { name: "Download transcript" }).click();
    await downloaded(() => page.getByRole("menuitem", { name: form }).click());
  }
  await menu.click();
  await page.getByRole("menuitem", { name: "Download transcript" }).click();
  await page.getByRole("menuitem", { name: "Print" }).click();
  await chooseGerman(visitor);
  await page.getByRole("button", { name: "Chat-Optionen" }).click();
  await page.getByRole("menuitem", { name: "Sprache" }).click();
  await page.getByRole("menuitemradio", { name: "English" }).click();
  await page.evaluate(() => {
    Object.defineProperty(document, "hidden", { value: true, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  const lit = page.waitForResponse(/unread\.svg$/);
  await agent.write("Are you there?");
  await page.locator("link[href$='unread.svg']").waitFor({ state: "attached" });
  await page.evaluate(() => {
    const image = new Image();
    image.src = document.querySelector<HTMLLinkElement>("link[href$='unread.svg']")?.href ?? "";
    document.body.append(image);
  });
  await lit;
  await page.evaluate(() => {
    delete (document as { hidden?: boolean }).hidden;
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await menu.click();
  await page.getByRole("menuitem", { name: "End chat" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "End chat" }).click();
  await panel.locator("label", { has: page.getByRole("radio", { name: "Good" }) }).click();
  await panel.getByRole("button", { name: "Send rating" }).click();
  await expect(panel).toContainText("Your rating is with the team.");
}

/** Starts a conversation and changes its language: each chunk is a script. */
async function useChunks(visitor: Visitor): Promise<void> {
  await begin(visitor);
  await chooseGerman(visitor);
}

/** The ways of the policy to allow scripts; all else in it is the same. */
const ways = [
  ["the nonce of its tag alone", "a whole conversation", () => "'nonce-lamp'", useAll],
  ["a nonce and strict-dynamic", "each chunk", () => "'nonce-lamp' 'strict-dynamic'", useChunks],
  ["the server's address alone", "each chunk", ({ url }: ServerProcess) => url, useChunks],
] as const;

for (const [name, what, scripts, use] of ways)
  test(`under a strict policy with ${name}, ${what} reports nothing`, {
    tag: engine("policy"),
  }, async ({ server, site, visitor, agent, downloaded }) => {
    const { page } = visitor;
    const violations = await watch(page);
    await putStrictPage(site, server, scripts(server));
    await visitor.arrive(site.url);
    await use(visitor, { agent, downloaded });
    expect(await violations()).toEqual([]);
    expect(site.reports).toEqual([]);
    // The listener and the endpoint hear what there is to hear.
    await expect(page.evaluate("document.body.innerHTML = '<p>rude</p>'")).rejects.toThrow();
    await expect.poll(violations).not.toEqual([]);
    await expect.poll(() => site.reports).not.toEqual([]);
  });

/** The width of a picture that has loaded; 0 before. */
const widthOf = (picture: Locator): Promise<number> =>
  picture.evaluate((one) => (one instanceof HTMLImageElement ? one.naturalWidth : 0));

test("under a strict policy files are attached, drawn, opened and saved, and nothing is reported", {
  tag: engine("policy"),
}, async ({ server, site, visitor, agent }) => {
  const { page } = visitor;
  const violations = await watch(page);
  await putStrictPage(site, server, "'nonce-lamp'");
  await visitor.arrive(site.url);
  await begin(visitor);
  await agent.takeNext();
  await page.locator("[part=composer] input[type=file]").setInputFiles([
    { name: "mine.png", mimeType: "image/png", buffer: PNG },
    { name: "mine.txt", mimeType: "text/plain", buffer: Buffer.from("Berth 33") },
  ]);
  const cards = page.getByRole("list", { name: "Attached files" });
  await expect(cards.getByText("Ready")).toHaveCount(2);
  // The picture of a card is drawn without an address.
  await expect.poll(() => cards.locator("canvas").evaluate((one) => one.clientWidth)).not.toBe(0);
  await page.getByRole("button", { name: "Send message" }).click();
  const mine = visitor.log.getByRole("button", { name: "Open picture: mine.png" });
  await expect.poll(() => widthOf(mine.locator("img"))).toBeGreaterThan(0);

  await agent.sendFile("yours.png", "image/png", new Uint8Array(PNG));
  const yours = visitor.log.getByRole("button", { name: "Open picture: yours.png" });
  await expect.poll(() => widthOf(yours.locator("img"))).toBeGreaterThan(0);
  await yours.click();
  const large = page.getByRole("dialog", { name: "yours.png" });
  await expect.poll(() => widthOf(large.locator("img"))).toBeGreaterThan(0);
  await large.getByRole("button", { name: "Close" }).click();
  await agent.offer([{ kind: "choices", choices: [{ text: "Yes" }] }], "**Is** this it?");
  await visitor.log.getByRole("button", { name: "Yes" }).click();
  await expect(visitor.row("Yes").last()).toContainText("Sent");

  const saved = page.context().waitForEvent("response", {
    predicate: (response) => (response.headers()["content-disposition"] ?? "").includes("mine.txt"),
  });
  await page.getByRole("button", { name: "Download mine.txt" }).click();
  expect((await saved).headers()["content-disposition"]).toMatch(/^attachment/);
  expect(await violations()).toEqual([]);
  expect(site.reports).toEqual([]);
});
