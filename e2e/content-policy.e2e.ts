import type { Page } from "@playwright/test";
import type { AgentDesk } from "./agent-desk.ts";
import { expect, test } from "./fixtures.ts";
import { page as htmlPage, snippet } from "./host-page.ts";
import type { ServerProcess } from "./server-process.ts";
import type { Visitor } from "./visitor.ts";

/* A page of another origin whose policy forbids all that docs/embedding.md, "Content policy", does not name. */

/** What the documents say, word for word, with the server's address in it. */
function policy(server: ServerProcess, scripts: string): string {
  const stream = server.url.replace("http", "ws");
  return [
    "default-src 'none'",
    `script-src ${scripts}`,
    `connect-src ${server.url} ${stream}`,
    `img-src ${server.url}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    "report-uri /reports",
  ].join("; ");
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

/** Everything that a visitor can come to: chat, emoji, menu, language, transcript, end, rating. */
async function useAll(visitor: Visitor, desk: AgentDesk): Promise<void> {
  const { page, window } = visitor;
  await visitor.openChat();
  await visitor.write("Good evening");
  await expect(visitor.row("Good evening")).toContainText("Sent");
  await desk.takeNext();
  await desk.write("How can I help?");
  await expect(visitor.row("How can I help?")).toBeVisible();
  await page.getByRole("button", { name: "Insert emoji" }).click();
  await page.getByRole("dialog", { name: "Emoji" }).waitFor();
  await page.keyboard.press("Enter");
  await expect(visitor.composer).toHaveValue(/./);
  const options = window.getByRole("button", { name: "Chat options" });
  await options.click();
  await page.getByRole("menuitem", { name: "Download transcript" }).click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Web page" }).click();
  await downloading;
  await options.click();
  await page.getByRole("menuitem", { name: "Language" }).click();
  await page.getByRole("menuitemradio", { name: "Deutsch" }).click();
  await expect(page.getByRole("textbox", { name: "Nachricht" })).toBeVisible();
  await page.getByRole("button", { name: "Chat-Optionen" }).click();
  await page.getByRole("menuitem", { name: "Sprache" }).click();
  await page.getByRole("menuitemradio", { name: "English" }).click();
  await options.click();
  await page.getByRole("menuitem", { name: "End chat" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "End chat" }).click();
  await window.getByRole("radio", { name: "Good" }).check({ force: true });
  await window.getByRole("button", { name: "Send rating" }).click();
  await expect(window).toContainText("Your rating is with the team.");
}

const ways = [
  ["the nonce of its tag alone", () => "'nonce-lamp'"],
  ["a nonce and strict-dynamic", () => "'nonce-lamp' 'strict-dynamic'"],
  ["the server's address alone", (server: ServerProcess) => server.url],
] as const;

for (const [name, scripts] of ways)
  test(`under a strict policy with ${name}, a whole conversation reports nothing`, async ({
    server,
    site,
    visitor,
    desk,
  }) => {
    const { page } = visitor;
    const violations = await watch(page);
    const nonce = scripts(server).includes("nonce") ? ' nonce="lamp"' : "";
    site.put("/", htmlPage({ head: await snippet(server, `async${nonce}`), body: "Hello" }), {
      "content-security-policy": policy(server, scripts(server)),
    });
    await desk.signIn("Noor Haddad");
    await visitor.arrive(site.url);
    await useAll(visitor, desk);
    expect(await violations()).toEqual([]);
    expect(site.reports).toEqual([]);
    // The listener and the endpoint hear what there is to hear.
    await expect(page.evaluate("document.body.innerHTML = '<p>rude</p>'")).rejects.toThrow();
    await expect.poll(violations).not.toEqual([]);
    await expect.poll(() => site.reports).not.toEqual([]);
  });
