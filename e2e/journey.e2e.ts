import type { Page, TestInfo } from "@playwright/test";
import { expect, KILLS_TAG, test } from "./fixtures.ts";
import { parlor } from "./parlor-call.ts";
import { engine } from "./engine-subjects.ts";
import { offerScreenShare } from "./screen-share.ts";

/** Kept with the test's results, for looking at. */
async function keep(page: Page, info: TestInfo, name: string): Promise<void> {
  await info.attach(name, { body: await page.screenshot(), contentType: "image/png" });
}

test(
  "a visitor and an agent chat: written, taken, answered, reloaded in the middle, transferred, ended, wrapped up",
  { tag: engine("layout") },
  async ({ server, visitor, desk, otherDesk }, info) => {
    test.slow(); // A whole conversation with two agents.
    await desk.signIn("Noor Haddad");
    await visitor.arrive(server.url);
    await visitor.openChat();
    await visitor.write("Hello! I’d like a lower berth on Friday’s train.");
    await expect(visitor.row("lower berth")).toContainText("Sent");
    await expect(visitor.row("I’m Bell")).toContainText("Automated");
    await expect(visitor.log).toContainText("You’re next");

    await desk.takeNext();
    await expect(desk.log).toContainText("lower berth on Friday");
    await expect(visitor.log).toContainText("Noor Haddad joined the chat");
    await expect(visitor.panel.getByRole("heading", { name: "Noor Haddad" })).toBeVisible();

    await expect(async () => {
      await desk.page.getByRole("textbox", { name: /^Message to/ }).press("G");
      await expect(visitor.log).toContainText("Noor is writing", { timeout: 300 });
    }).toPass();
    await desk.write("Good evening. Could you send me your booking reference?");
    await expect(visitor.row("booking reference")).toBeVisible();
    await expect(visitor.log).not.toContainText("is writing");
    // A notice goes out at most every 3 s: keep typing until one does.
    await expect(async () => {
      await visitor.composer.press("x");
      await expect(desk.log).toContainText("is writing", { timeout: 300 });
    }).toPass();
    await visitor.write("It’s LL-48213");
    await expect(desk.log).toContainText("LL-48213");

    await keep(visitor.page, info, "visitor in conversation");
    await keep(desk.page, info, "desk in conversation");
    await visitor.reload();
    await expect(visitor.row("LL-48213")).toHaveCount(1);
    await expect(visitor.row("lower berth on Friday")).toHaveCount(1);
    await expect(visitor.log).toContainText("We’ve brought back your conversation");
    await visitor.write("Still here after the reload");
    await expect(desk.log).toContainText("Still here after the reload");

    await otherDesk.signIn("Tomás Brandt");
    await desk.page.getByRole("button", { name: "Transfer" }).click();
    const dialog = desk.page.getByRole("dialog", { name: /Transfer/ });
    await dialog.getByText("Lost property").click();
    await dialog.getByRole("textbox", { name: /Note to the next agent/ }).fill("Wants berth 33");
    await dialog.getByRole("button", { name: "Transfer" }).click();
    await expect(visitor.log).toContainText("Noor Haddad left the chat");
    await otherDesk.takeNext();
    await expect(otherDesk.page.getByText("Wants berth 33")).toBeVisible();
    await expect(visitor.log).toContainText("Noor transferred you to Tomás Brandt, Lost property");
    await otherDesk.write("Hello, Tomás here.");
    await expect(visitor.row("Tomás here")).toBeVisible();

    await otherDesk.endChat();
    await expect(visitor.panel).toContainText("Thank you for stopping by");
    await expect(visitor.panel).toContainText("Tomás has ended the chat.");
    await keep(visitor.page, info, "visitor, ended");
    await keep(otherDesk.page, info, "desk, wrap-up");
    await otherDesk.page.getByRole("radio", { name: "Follow-up needed" }).check();
    await otherDesk.page.getByRole("button", { name: "Done", exact: true }).click();
    await expect(otherDesk.page.getByText(/Follow-up needed · /)).toBeVisible();

    await visitor.panel.getByRole("button", { name: "Start a new chat" }).click();
    await expect(visitor.log).toContainText("You’re");
  },
);

test("a visitor accepts to share the screen, and stops it", async ({ server, visitor, desk }) => {
  await offerScreenShare(visitor.page, "window");
  await desk.signIn("Noor Haddad");
  await visitor.arrive(server.url);
  // The demo registers its handler when the panel opens. A conversation that begins before that has
  // told the server that the page cannot share: here the handler is there first.
  await visitor.page.evaluate(() => void document.dispatchEvent(new Event("parlor:open")));
  await parlor(visitor.page, "get");
  await visitor.openChat();
  await visitor.write("The berth map shows, but I can’t select anything");
  await desk.takeNext();
  await desk.page.getByRole("button", { name: "Ask to share screen" }).click();
  await visitor.panel.getByRole("button", { name: "Choose what to share" }).click();
  await expect(visitor.panel).toContainText("Noor can see your window");
  await expect(desk.page.getByText("Shared")).toBeVisible();
  await visitor.panel.getByRole("button", { name: "Stop" }).click();
  await expect(visitor.log).toContainText("Screen sharing ended");
});

test("a visitor keeps an invitation open for longer, and the server lets it run out later", async ({
  server,
  visitor,
  desk,
}) => {
  await offerScreenShare(visitor.page, "window");
  await desk.signIn("Noor Haddad");
  await visitor.arrive(server.url);
  await visitor.page.evaluate(() => void document.dispatchEvent(new Event("parlor:open")));
  await parlor(visitor.page, "get");
  await visitor.openChat();
  await visitor.write("The berth map shows, but I can’t select anything");
  await desk.takeNext();
  await desk.page.getByRole("button", { name: "Ask to share screen" }).click();
  const more = visitor.panel.getByRole("button", { name: "More time" });
  await more.waitFor();
  await server.switch("clock", { advanceMs: 100_000 });
  await more.press("Enter");
  await expect(visitor.page.getByText("open for two more minutes")).toBeAttached();
  await expect(more).toBeFocused();
  await server.switch("clock", { advanceMs: 100_000 });
  await expect(visitor.panel.getByRole("button", { name: "Not now" })).toBeVisible();
  await server.switch("clock", { advanceMs: 30_000 });
  await expect(visitor.log).toContainText("The invitation expired");
});

test("a visitor ends the chat after being asked, and the agent sees it", async ({
  server,
  visitor,
  desk,
}) => {
  await desk.signIn("Noor Haddad");
  await visitor.arrive(server.url);
  await visitor.openChat();
  await visitor.write("Never mind");
  await desk.takeNext();
  await expect(visitor.log).toContainText("joined");
  await visitor.panel.getByRole("button", { name: "Chat options" }).click();
  await visitor.page.getByRole("menuitem", { name: "End chat" }).click();
  const dialog = visitor.page.getByRole("alertdialog", { name: "End this chat?" });
  await expect(dialog.getByRole("button", { name: "Keep chatting" })).toBeFocused();
  await dialog.getByRole("button", { name: "End chat" }).click();
  await expect(visitor.panel).toContainText("You ended the chat.");
  await expect(desk.page.getByRole("heading", { name: "Wrap up" })).toBeVisible();
});

test("the chat survives the server's restart: what was acknowledged is there, and what was written meanwhile goes out", {
  tag: [KILLS_TAG, engine("network")],
}, async ({ server, visitor }) => {
  test.slow(); // The server starts twice, and the page waits for it.
  await visitor.arrive(server.url);
  await visitor.openChat();
  await visitor.write("before the restart");
  await expect(visitor.row("before the restart")).toContainText("Sent");
  await server.stop("SIGKILL");
  await visitor.write("while it was away");
  await expect(visitor.panel).toContainText("Reconnecting… You can keep writing.");
  await server.start();
  await expect(visitor.row("while it was away")).toContainText("Sent", { timeout: 20_000 });
  await expect(visitor.panel).toContainText("Back online. 1 message sent.");
  await expect(visitor.row("before the restart")).toHaveCount(1);
});

test("after the chat a visitor rates it, once, and takes the transcript along", {
  tag: engine("document"),
}, async ({ server, visitor, desk, downloaded }) => {
  await desk.signIn("Noor Haddad");
  await visitor.arrive(server.url);
  await visitor.openChat();
  await visitor.write("Where is my berth?");
  await desk.takeNext();
  await desk.write("In car seven");
  await expect(visitor.row("In car seven")).toBeVisible();
  await desk.endChat();
  await expect(visitor.panel).toContainText("Noor has ended the chat.");

  const { name, text } = await downloaded(() =>
    visitor.panel.getByRole("button", { name: "Download transcript" }).click(),
  );
  expect(name).toMatch(/^Chat transcript \d{4}-\d{2}-\d{2}\.txt$/);
  expect(text).toContain("You: Where is my berth?");
  expect(text).toContain("Noor Haddad: In car seven");

  const rating = visitor.panel.getByRole("group", { name: "How was this chat?" });
  await rating.getByRole("radio", { name: "Good" }).check();
  await rating.getByRole("textbox").fill("Thank you, Noor");
  await visitor.page.screenshot({ path: "test-results/rating.png" });
  await rating.getByRole("button", { name: "Send rating" }).click();
  await expect(visitor.panel).toContainText("Thank you. Your rating is with the team.");
});
