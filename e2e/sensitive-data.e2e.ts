import { expect, test } from "./fixtures.ts";

/* The widget asks for confirmation before it sends sensitive data. */

const card = "4111 1111 1111 1111";

test("a card number is asked about first: going back keeps it in the field, sending it anyway sends it", async ({
  configure,
  server,
  visitor,
}) => {
  await configure({ sensitiveData: "cards" });
  await visitor.begin(server.url, "Can I pay by card?");
  await visitor.write(`It is ${card}`);
  const question = visitor.page.getByRole("alertdialog", { name: "Send this message?" });
  await expect(question).toHaveAccessibleDescription(/card number/);
  await expect(question.getByRole("button", { name: "Go back" })).toBeFocused();
  await visitor.page.keyboard.press("Escape");
  await expect(question).toHaveCount(0);
  await expect(visitor.composer).toBeFocused();
  await expect(visitor.composer).toHaveValue(`It is ${card}`);
  await expect(visitor.row(card)).toHaveCount(0);
  await visitor.composer.press("Enter");
  await question.getByRole("button", { name: "Send anyway" }).click();
  await expect(visitor.row(card)).toContainText("Sent");
  await expect(visitor.composer).toHaveValue("");
  await expect(visitor.composer).toBeFocused();
});

test("a site's own pattern is asked about in the form before the chat, too; nothing has gone out until the visitor says so", async ({
  configure,
  server,
  visitor,
}) => {
  await configure({
    sensitiveData: { cards: false, patterns: ["\\b\\d{6}-\\d{4}\\b"] },
    preChat: { fields: [{ name: "question", type: "textarea", label: "Your question" }] },
  });
  const calls: string[] = [];
  visitor.page.on("request", (request) => {
    if (request.method() === "POST") calls.push(request.url());
  });
  await visitor.arrive(server.url);
  await visitor.launcher.click();
  await visitor.page.getByRole("textbox", { name: "Your question" }).fill("I am 811228-9874");
  await visitor.page.getByRole("button", { name: "Start chat" }).click();
  const question = visitor.page.getByRole("alertdialog", { name: "Send this message?" });
  await expect(question).toHaveAccessibleDescription(/something private/);
  expect(calls).toEqual([]);
  await question.getByRole("button", { name: "Send anyway" }).click();
  await expect(visitor.composer).toBeFocused();
  await expect.poll(() => calls).not.toEqual([]);
});

test("a message that is sent before the question can be asked goes out once, as soon as it can", async ({
  configure,
  server,
  visitor,
}) => {
  const { page } = visitor;
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/conversation-[^/]*\.js$/, async (route) => {
    await released;
    await route.continue();
  });
  await configure({ sensitiveData: "cards" });
  await visitor.arrive(server.url);
  await visitor.openChat();
  await visitor.write("I am early");
  await visitor.composer.press("Enter");
  await expect(visitor.composer).toHaveValue("I am early");
  release();
  await expect(visitor.row("I am early")).toContainText("Sent");
  await expect(visitor.row("I am early")).toHaveCount(1);
  await expect(visitor.composer).toHaveValue("");
  await expect(visitor.composer).not.toHaveAttribute("aria-invalid", "true");
});
