import type { Page } from "@playwright/test";
import type { AgentDesk } from "./agent-desk.ts";
import { expect, test } from "./fixtures.ts";
import type { ServerProcess } from "./server-process.ts";
import type { Visitor } from "./visitor.ts";

/*
 * The panel before there is a conversation, with the options that the demo gives: a conversation
 * begins with the first message, and while nobody can answer, a message is taken.
 */

test.use({ beginning: "as given" });

const greeting = "What is it about?";

/** Counts the create calls of the page. */
function watchCreates(page: Page): () => number {
  let count = 0;
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/guest/conversations")) count++;
  });
  return () => count;
}

/** Leaves a message and an address, while nobody is there. */
async function leaveMessage({ page, panel }: Visitor, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole("button", { name: /^Chat with us/ }).click();
  await panel.getByRole("textbox", { name: /^Email/ }).fill("mara@lindqvist.example");
  await panel.getByRole("textbox", { name: /^Message/ }).fill("My train was cancelled");
  await panel.getByRole("button", { name: "Send message" }).click();
  await expect(panel.getByRole("heading", { name: "Your message is with us" })).toBeVisible();
}

/** Waits until the guest whose page is gone has left the line. */
async function waitForMissed(server: ServerProcess, { page }: AgentDesk): Promise<void> {
  // The server notices some time after the page has gone that its socket is closed.
  await expect(async () => {
    await server.switch("clock", { advanceMs: 61_000 });
    await expect(page.getByRole("tab", { name: "Missed 1" })).toBeVisible({ timeout: 500 });
  }).toPass();
}

test("opening the panel puts nobody in line; the first message begins the conversation, with the greeting before it once", async ({
  server,
  visitor,
  agent,
}) => {
  await agent.signIn();
  const creates = watchCreates(visitor.page);
  await visitor.arrive(server.url);
  await visitor.openChat();
  await expect(visitor.row(greeting)).toContainText("Automated");
  await expect(visitor.panel).toContainText("A chat begins when you choose or write.");
  expect(creates()).toBe(0);
  expect(await agent.waiting()).toBe(0);

  await visitor.write("Is there a bed to Trieste?");
  await expect(visitor.row("Trieste")).toContainText("Sent");
  await expect(visitor.log).toContainText("You’re next");
  await expect(visitor.row(greeting)).toHaveCount(1);
  const texts = await visitor.log.getByRole("article").allTextContents();
  const [first, second] = texts.filter((text) => /What is it|Trieste/.test(text));
  expect(first).toContain(greeting);
  expect(second).toContain("Trieste");
  expect(creates()).toBe(1);
  await agent.takeNext();
  expect((await agent.reads()).filter((text) => text.includes("Trieste"))).toHaveLength(1);
  await expect(visitor.row(greeting)).toHaveCount(1);
});

test("a chosen answer is the first message, and leads to the queue of the choice", async ({
  visitor,
  server,
  desk,
}) => {
  await desk.signIn("Noor Haddad");
  await visitor.arrive(server.url);
  await visitor.openChat();
  await visitor.panel.getByRole("button", { name: "Lost property" }).click();
  await expect(visitor.row("Lost property")).toContainText("Sent");
  await expect(visitor.panel.getByRole("toolbar")).toHaveCount(0);
  await expect(visitor.composer).toBeFocused();
  await desk.takeNext();
  await expect(desk.page.getByText("Lost property").first()).toBeVisible();
  await expect(visitor.log).toContainText("Noor Haddad joined the chat");
});

test("a page that goes before the first message leaves nothing behind, and its draft stands on the next page", async ({
  agent,
  server,
  visitor,
}) => {
  await agent.signIn();
  await visitor.arrive(server.url);
  await visitor.openChat();
  await visitor.composer.fill("Half a question");
  await visitor.reload();
  await expect(visitor.composer).toHaveValue("Half a question");
  expect(await agent.waiting()).toBe(0);
});

test("a first message that is written without a network begins the conversation when the network is back, once", async ({
  agent,
  server,
  visitor,
}) => {
  await agent.signIn();
  await visitor.arrive(server.url);
  await visitor.openChat();
  await expect(visitor.row(greeting)).toBeVisible();
  const { page } = visitor;
  await page.context().setOffline(true);
  await visitor.write("Is the bar open all night?");
  await expect(visitor.panel).toContainText("You seem to be offline");
  await page.context().setOffline(false);
  await expect(visitor.row("Is the bar open")).toContainText("Sent");
  await agent.takeNext();
  expect((await agent.reads()).filter((text) => text.includes("bar open"))).toHaveLength(1);
});

test("while nobody is there, the visitor is told so before writing; the message stands once in the missed list, is answered there, and its page says so", async ({
  server,
  visitor,
  desk,
}) => {
  const { page, panel } = visitor;
  await visitor.arrive(server.url);
  await page.getByRole("button", { name: /^Chat with us/ }).click();
  await expect(panel.getByRole("heading", { name: "Nobody is here right now" })).toBeVisible();
  await panel.getByRole("button", { name: "Send message" }).click();
  await expect(panel).toContainText("Enter a full email address");
  await panel.getByRole("textbox", { name: /^Email/ }).fill("mara@lindqvist.example");
  await panel.getByRole("textbox", { name: /^Message/ }).fill("My train was cancelled");
  await panel.getByRole("button", { name: "Send message" }).click();
  await expect(panel.getByRole("heading", { name: "Your message is with us" })).toBeVisible();
  await expect(panel).toContainText("mara@lindqvist.example");
  await page.close();

  await desk.signIn("Noor Haddad");
  await waitForMissed(server, desk);
  await desk.page.getByRole("tab", { name: "Missed 1" }).click();
  await desk.page
    .getByRole("complementary")
    .getByRole("button")
    .filter({ hasText: "cancelled" })
    .click();
  await expect(desk.log).toContainText("My train was cancelled");
  await expect(desk.page.getByText("mara@lindqvist.example").first()).toBeVisible();
});

test("a guest who comes back leaves the missed list, and is in line again with the words of the night", async ({
  server,
  visitor,
  desk,
}) => {
  await leaveMessage(visitor, server.url);
  await visitor.page.goto("about:blank");
  await desk.signIn("Noor Haddad");
  await waitForMissed(server, desk);

  await visitor.arrive(server.url);
  await expect(desk.page.getByRole("tab", { name: "Missed 0" })).toBeVisible();
  await desk.takeNext();
  await expect(desk.log).toContainText("My train was cancelled");
  await expect(visitor.log).toContainText("Noor Haddad joined the chat");
  await expect(visitor.row("My train was cancelled")).toHaveCount(1);
});

for (const [when, minutes] of [
  ["while the conversation goes on", 0],
  ["and after it has ended", 35],
] as const)
  test(`a guest whose message an agent has taken meanwhile reads who will write, ${when}`, async ({
    server,
    visitor,
    desk,
  }) => {
    await leaveMessage(visitor, server.url);
    await visitor.page.goto("about:blank");
    await desk.signIn("Noor Haddad");
    await waitForMissed(server, desk);
    await desk.page.getByRole("tab", { name: "Missed 1" }).click();
    await desk.page.getByRole("complementary").getByText("cancelled").click();
    await desk.page.getByText("Mark as answered", { exact: true }).click();
    await expect(desk.page.getByRole("heading", { name: "Wrap up" })).toBeVisible();

    await server.switch("clock", { advanceMs: minutes * 60_000 });
    // The panel was open before.
    await visitor.arrive(server.url);
    await expect(visitor.panel).toContainText("Noor Haddad will write to you");
    if (minutes > 0) {
      await expect(visitor.panel).toContainText("the connection was away for too long");
      return;
    }
    await desk.page.getByRole("radio", { name: "Solved" }).check();
    await desk.page.getByRole("button", { name: "Done", exact: true }).click();
    await expect(visitor.panel).toContainText("Your message has been answered");
  });

test("a guest whose agent's computer is gone reads so, is back in line, and reads that nobody is there", async ({
  server,
  visitor,
  desk,
}) => {
  await desk.signIn("Noor Haddad");
  await visitor.begin(server.url, "Is there a bed to Trieste?");
  await desk.takeNext();
  await expect(visitor.log).toContainText("Noor Haddad joined the chat");
  await desk.page.close();
  // The server notices some time after the page has gone that its socket is closed.
  await expect(async () => {
    await server.switch("clock", { advanceMs: 61_000 });
    await expect(visitor.log).toContainText("Noor Haddad lost the connection", { timeout: 500 });
  }).toPass();
  await expect(visitor.panel).toContainText("Nobody is here right now");
});
