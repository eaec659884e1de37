import type { Page } from "@playwright/test";
import { violationsOn } from "./axe.ts";
import { expect, test } from "./emulated-service.ts";
import { engine } from "./engine-subjects.ts";
import type { Visitor } from "./visitor.ts";

/* Whole conversations over Web Messaging, and deployments that cannot be used. */

const pdf = Buffer.from("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n");

/** Everything that the browser has stored. */
const keptIn = (page: Page): Promise<string> =>
  page.evaluate(() => JSON.stringify([localStorage, sessionStorage].map(Object.entries)));

async function chooseInMenu({ page, panel }: Visitor, item: string): Promise<void> {
  await panel.getByRole("button", { name: "Chat options" }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

test("a visitor and an agent chat: written, answered, reloaded, a file each way, ended", {
  tag: engine("network"),
}, async ({ page, put, emulator, visitor, downloaded }) => {
  test.slow(); // A whole conversation.
  await page.goto(put());
  await visitor.openChat();
  // Nothing is connected before the visitor begins.
  expect(emulator.frames).toEqual([]);
  await visitor.write("Where is my parcel?");
  await expect(visitor.row("my parcel")).toContainText("Sent");
  const conversation = await emulator.nextConversation();
  conversation.bot({ nickname: "Bell" }).says("One moment, please.");
  await expect(visitor.row("One moment")).toContainText("Automated");
  const robin = conversation.agent({ nickname: "Robin Doe" });
  robin.says("Let me check.");
  await expect(visitor.log).toContainText("Robin Doe joined the chat");
  await expect(visitor.panel.getByRole("heading", { name: "Robin Doe" })).toBeVisible();
  await expect(visitor.panel.locator(".pl-header__sub")).toHaveText("Lantern Line");
  robin.types(5_000);
  await expect(visitor.log).toContainText("Robin is writing");
  robin.says("I have it.");
  await expect(visitor.row("I have it")).toBeVisible();
  await expect(visitor.log).not.toContainText("is writing");
  await visitor.composer.press("x");
  await emulator.until(() => conversation.isGuestTyping);

  await visitor.reload();
  await expect(visitor.row("my parcel")).toHaveCount(1);
  await expect(visitor.row("Let me check.")).toHaveCount(1);
  await expect(visitor.log.getByText("Robin Doe joined the chat")).toHaveCount(1);
  await visitor.write("After the reload");
  await expect(visitor.row("After the reload")).toContainText("Sent");

  robin.sendsFile({ name: "label.pdf", type: "application/pdf", bytes: pdf }, "Your label");
  await expect(visitor.row("Your label")).toBeVisible();
  const { name } = await downloaded(() =>
    page.getByRole("button", { name: "Download label.pdf" }).click(),
  );
  expect(name).toBe("label.pdf");
  await page.locator("[part=composer] input[type=file]").setInputFiles({
    name: "receipt.pdf",
    mimeType: "application/pdf",
    buffer: pdf,
  });
  await expect(page.getByRole("list", { name: "Attached files" })).toContainText("Ready");
  await visitor.write("My receipt");
  await expect(visitor.row("My receipt")).toContainText("Sent");
  expect(conversation.files).toMatchObject([{ name: "label.pdf" }, { name: "receipt.pdf" }]);

  await chooseInMenu(visitor, "End chat");
  await page.getByRole("alertdialog").getByRole("button", { name: "End chat" }).click();
  await expect(visitor.panel).toContainText("You ended the chat.");
  await emulator.until(() => conversation.ending);
  expect(conversation.guestTexts).toEqual([
    "Where is my parcel?",
    "After the reload",
    "My receipt",
  ]);
  expect(await keptIn(page)).not.toMatch(/parcel|token/);
});

test("the agent ends the chat: its log stays, and the next chat begins anew", async ({
  visitor,
  begin,
}) => {
  const conversation = await begin(visitor, "Hello");
  const robin = conversation.agent({ nickname: "Robin Doe" });
  robin.says("Goodbye");
  robin.leaves();
  await expect(visitor.panel).toContainText("Robin has ended the chat.");
  await expect(visitor.row("Goodbye")).toBeVisible();
  await visitor.panel.getByRole("button", { name: "Start a new chat" }).click();
  await visitor.write("One more thing");
  await expect(visitor.row("One more thing")).toContainText("Sent");
  await expect(visitor.row("Goodbye")).toHaveCount(0);
  expect(conversation.guestTexts).toEqual(["One more thing"]);
});

test("quick replies, cards, times and a list are buttons, and their answers are the service's", async ({
  page,
  visitor,
  begin,
}) => {
  test.slow(); // Four answers.
  const own = (text: string) => visitor.log.locator(".pl-group--me").filter({ hasText: text });
  const conversation = await begin(visitor, "Hello");
  const bot = conversation.bot({ nickname: "Bell" });
  bot.asks("What do you need?", [{ text: "Track it", payload: "TRACK" }, "Return it"]);
  const choices = visitor.log.getByRole("toolbar", { name: "Choices" });
  await choices.getByRole("button", { name: "Track it" }).dblclick();
  await expect(own("Track it")).toContainText("Sent");
  const chosen = visitor.log.getByRole("button", { name: "You chose: Track it" });
  await expect(chosen).toBeDisabled();

  const choose = { type: "Postback", text: "Choose", payload: "EXPRESS" };
  bot.shows("Two offers", [
    { title: "Express", description: "Tomorrow", actions: [choose] },
    { title: "Standard", actions: [{ ...choose, payload: "STANDARD" }] },
  ]);
  await visitor.log.getByRole("button", { name: "Choose" }).first().click();
  await expect(visitor.composer).toBeFocused();
  await expect(own("Choose")).toContainText("Sent");

  bot.sends({
    text: "Gladly.",
    content: [
      {
        contentType: "DatePicker",
        datePicker: {
          title: "When?",
          availableTimes: [{ dateTime: "2027-10-21T13:30:00Z", duration: 1_800 }],
        },
      },
    ],
  });
  await visitor.log.getByRole("radio").press("Space");
  await visitor.log.getByRole("button", { name: /^Choose \d/ }).click();
  await expect(own("October 21")).toContainText("Sent");

  const items = [
    { id: "b1", title: "Bread" },
    { id: "b2", title: "Tea" },
  ];
  const listPicker = { title: "Breakfast", sections: [{ multipleSelection: true, items }] };
  bot.sends({ text: "What else?", content: [{ contentType: "ListPicker", listPicker }] });
  await visitor.log.getByRole("checkbox", { name: "Bread" }).check();
  await visitor.log.getByRole("checkbox", { name: "Tea" }).check();
  await visitor.log.getByRole("group", { name: "Breakfast" }).getByRole("button").click();
  await expect(own("Bread, Tea")).toContainText("Sent");
  const answers = conversation.messages.flatMap(({ direction, content = [] }) =>
    direction === "Inbound" ? content.map(({ buttonResponse }) => buttonResponse) : [],
  );
  expect(answers).toMatchObject([
    { type: "QuickReply", text: "Track it", payload: "TRACK" },
    { type: "Button", text: "Choose", payload: "EXPRESS" },
    { type: "DatePicker", payload: "2027-10-21T13:30:00Z" },
    { type: "ListPicker", text: "Bread", payload: "b1" },
    { type: "ListPicker", text: "Tea", payload: "b2" },
  ]);

  await visitor.reload();
  await expect(chosen).toBeDisabled();
  await expect(choices).toHaveCount(0);
  expect(await violationsOn(page)).toEqual([]);
});

test("a chat that another window has taken says so, and is taken back with a click", async ({
  page,
  emulator,
  visitor,
  begin,
}) => {
  const conversation = await begin(visitor, "Hello");
  conversation.closesConnections();
  await expect(visitor.panel.getByText("This chat is open in another window.")).toBeVisible();
  await expect(visitor.composer).toBeDisabled();
  await expect(visitor.composer).toHaveAttribute("placeholder", "Open in another window");
  // The field has the focus still, and takes nothing.
  await expect(visitor.composer).toBeFocused();
  await page.keyboard.type("Here?");
  await page.keyboard.press("Enter");
  await expect(visitor.composer).toHaveValue("");
  expect(await violationsOn(page)).toEqual([]);
  conversation.agent({ nickname: "Robin" }).says("Meanwhile");
  await visitor.panel.getByRole("button", { name: "Use it here" }).click();
  await expect(visitor.row("Meanwhile")).toBeVisible();
  await expect(visitor.composer).toBeEnabled();
  await expect(visitor.composer).toBeFocused();
  await visitor.write("Back");
  await expect(visitor.row("Back")).toContainText("Sent");
  await emulator.until(() => conversation.guestTexts.includes("Back"));
});

test.describe("without an end for both sides", () => {
  test.use({ settings: { clear: false } });

  test("a visitor leaves, and the browser forgets everything", async ({ page, visitor, begin }) => {
    const conversation = await begin(visitor, "My name is Kim");
    await chooseInMenu(visitor, "Leave and forget…");
    const dialog = page.getByRole("alertdialog", { name: "Leave and forget this chat?" });
    await expect(dialog).toContainText("Lantern Line keeps its own copy.");
    await expect(dialog.getByRole("button", { name: "Keep chatting" })).toBeFocused();
    expect(await violationsOn(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Leave and forget" }).click();
    await expect(visitor.panel).toBeHidden();
    await expect(visitor.launcher).toBeFocused();
    expect(await keptIn(page)).not.toMatch(/Kim|token/);
    expect(conversation.ending).toBeNull();
    // The next chat is another one.
    await visitor.openChat();
    await visitor.write("Somebody else");
    await expect(visitor.row("Somebody else")).toContainText("Sent");
    await expect(visitor.log).not.toContainText("Kim");
  });
});

/** Begins on a page whose deployment cannot be used. @returns the line for the owner */
async function ownerLine(visitor: Visitor, url: string): Promise<string> {
  const { page } = visitor;
  const line = page.waitForEvent("console", (one) => one.text().startsWith("Parlor: "));
  await page.goto(url);
  await visitor.openChat();
  await visitor.write("Hello?");
  return (await line).text();
}
const isNotHere = ({ panel }: Visitor): Promise<void> =>
  expect(panel.getByRole("heading", { name: "Chat isn’t available here" })).toBeVisible();

test("a host that is not allowed: a line for its owner, plain words for the visitor", async ({
  put,
  emulator,
  visitor,
}) => {
  emulator.deployment().change({ allowedDomains: ["shop.example.test"] });
  expect(await ownerLine(visitor, put())).toContain(
    "does not allow 127.0.0.1: add this host to its allowed domains.",
  );
  await isNotHere(visitor);
  await expect(visitor.panel).toContainText("Please tell the owner of this site.");
});

test("an inactive deployment: a line for its owner, plain words for the visitor", async ({
  put,
  emulator,
  visitor,
}) => {
  emulator.deployment().change({ status: "Inactive" });
  expect(await ownerLine(visitor, put())).toContain("is inactive: set it to Active");
  await isNotHere(visitor);
});

test("a deployment of another region: a line for its owner, plain words for the visitor", async ({
  put,
  visitor,
}) => {
  const attributes = { "data-deployment-id": "71c0e5d2-3a9b-4f18-96e7-d4b5a2c8f035" };
  expect(await ownerLine(visitor, put({ attributes }))).toContain(
    "correct region or deploymentId.",
  );
  await isNotHere(visitor);
});

test("a region that does not exist: a line for its owner, plain words for the visitor", async ({
  put,
  visitor,
}) => {
  const attributes = { "data-endpoint": "", "data-region": "mypurecloud.dd" };
  expect(await ownerLine(visitor, put({ attributes }))).toContain('Did you mean "mypurecloud.de"?');
  await isNotHere(visitor);
});

test("a deployment that wants a sign-in: a line for its owner, plain words for the visitor", async ({
  put,
  emulator,
  visitor,
}) => {
  emulator.fault({
    on: "request",
    action: "configureSession",
    code: 403,
    text: "Session authentication failed",
  });
  expect(await ownerLine(visitor, put())).toContain("wants visitors to sign in");
  await isNotHere(visitor);
});

test("a page with a strict policy needs the addresses of the service only", async ({
  page,
  put,
  emulator,
  site,
  visitor,
}) => {
  const policy = `default-src 'none'; script-src 'self'; connect-src ${emulator.url} ${emulator.url.replace("http", "ws")}; report-uri /report`;
  await page.goto(put({ headers: { "content-security-policy": policy } }));
  await visitor.openChat();
  await visitor.write("Hello");
  await expect(visitor.row("Hello")).toContainText("Sent");
  expect(site.reports).toEqual([]);
});
