import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "./fixtures.ts";
import { engine } from "./engine-subjects.ts";

const config = {
  preChat: {
    fields: [
      { name: "displayName", type: "text" },
      { name: "email", type: "email" },
      {
        name: "subject",
        type: "select",
        label: "What is it about?",
        options: ["Change a booking", "Refunds"],
      },
    ],
    privacyUrl: "https://lantern.example/privacy",
    replyMinutes: 2,
  },
};

test("a form first: focus in its first field, mistakes named, the agent sees what was said, and the words written before go first", {
  tag: engine("focus"),
}, async ({ server, visitor, desk, configure }) => {
  const { page } = visitor;
  await configure(config);
  await visitor.arrive(server.url);
  await page.evaluate(() =>
    (window as unknown as { Parlor: (...args: unknown[]) => void }).Parlor(
      "send",
      "Written before the form",
    ),
  );
  const form = visitor.panel;
  await expect(form.getByRole("button", { name: "Start chat" })).toBeVisible();
  await page.screenshot({ path: "test-results/prechat.png" });
  await form.getByRole("button", { name: "Minimise chat" }).click();
  await page.getByRole("button", { name: /^Chat with us/ }).click();
  await form.getByRole("button", { name: "Start chat" }).click();
  await expect(form.getByRole("textbox", { name: "Name" })).toBeFocused();
  await expect(form).toContainText("Enter your name");
  await page.screenshot({ path: "test-results/prechat-errors.png" });
  const found = await new AxeBuilder({ page }).include("[data-parlor]").analyze();
  expect(found.violations).toEqual([]);

  await form.getByRole("textbox", { name: "Name" }).fill("Mara Lindqvist");
  await form.getByRole("textbox", { name: "Email" }).fill("mara@lindqvist.example");
  await form.getByRole("combobox", { name: "What is it about?" }).selectOption("Refunds");
  await form.getByRole("checkbox").check();
  await form.getByRole("button", { name: "Start chat" }).click();
  await expect(visitor.composer).toBeFocused();
  await expect(visitor.row("Written before the form")).toContainText("Sent");
  await desk.signIn("Noor Haddad");
  await desk.takeNext();
  await expect(desk.page.getByText("Mara Lindqvist").first()).toBeVisible();
  await expect(desk.page.getByText("Refunds").first()).toBeVisible();
});
