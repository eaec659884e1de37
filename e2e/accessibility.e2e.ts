import type { Page } from "@playwright/test";
import { violationsOn } from "./axe.ts";
import { expect, test } from "./fixtures.ts";
import { light, setColorMode, COLOR_MODES_TAG, type ColorMode } from "./color-modes.ts";
import { engine } from "./engine-subjects.ts";
import { offerScreenShare } from "./screen-share.ts";

/* The panel in a real page; every color mode, width and direction of it is in gallery.e2e.ts. */

test("axe finds nothing in the panel of a conversation", async ({ server, visitor, desk }) => {
  test.slow(); // axe judges every contrast of page and panel, in each state.
  const { page } = visitor;
  await page.emulateMedia({ reducedMotion: "reduce" });
  const expectNone = async (state: string): Promise<void> =>
    expect(await violationsOn(page), state).toEqual([]);
  await offerScreenShare(page);
  await visitor.arrive(server.url);
  await expectNone("launcher");
  await visitor.openChat();
  await expect(visitor.log).toContainText("Nobody is here right now");
  await expectNone("waiting");
  await visitor.write("Hello! See https://lanternline.example and `code`");
  await desk.signIn("Noor Haddad");
  await desk.takeNext();
  await desk.write("```\nCoach 12\n```");
  await expect(visitor.row("Coach 12")).toBeVisible();
  await expectNone("conversation");
  await page.getByRole("button", { name: "Chat options" }).click();
  await expectNone("menu");
  await page.getByRole("menuitem", { name: "End chat" }).click();
  await expectNone("end confirmation");
  await page.getByRole("button", { name: "Keep chatting" }).click();
  await desk.page.getByRole("button", { name: "Ask to share screen" }).click();
  await expect(page.getByRole("button", { name: "Not now" })).toBeVisible();
  await expectNone("media request");
  await page.getByRole("button", { name: "Not now" }).click();
  await expect(visitor.log).toContainText("You declined screen sharing");
  await desk.endChat();
  await expect(visitor.panel).toContainText("Thank you for stopping by");
  await expectNone("ended");
});

test("axe finds nothing on the error screen, which names its code", async ({ server, visitor }) => {
  test.slow(); // axe judges every contrast of page and panel, in each state.
  await visitor.page.emulateMedia({ reducedMotion: "reduce" });
  await visitor.arrive(server.url);
  await server.switch("operations", {
    operationId: "postWebchatGuestConversations",
    failWithStatus: 500,
    count: 1,
  });
  await visitor.launcher.click();
  await expect(visitor.page.getByText("The chat didn’t open")).toBeVisible();
  await expect(visitor.page.getByText(/PL-203 · /)).toBeVisible();
  expect(await violationsOn(visitor.page)).toEqual([]);
  await visitor.page.getByRole("button", { name: "Try again" }).click();
  await expect(visitor.composer).toBeVisible();
});

/** No violation at the desk, in these color modes, on a desktop and at 320 px. */
async function expectNoViolation(
  page: Page,
  colorModes: readonly ColorMode[],
  state: string,
): Promise<void> {
  for (const colorMode of colorModes) {
    await setColorMode(page, colorMode);
    for (const viewport of [
      { width: 1280, height: 800 },
      { width: 320, height: 640 },
    ]) {
      await page.setViewportSize(viewport);
      const { colorScheme, forcedColors } = colorMode;
      expect(
        await violationsOn(page, colorMode === light ? "all" : "colors"),
        `${state}, ${colorScheme}, forced ${forcedColors}, ${viewport.width} px`,
      ).toEqual([]);
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: "light", forcedColors: "none" });
}

test("axe finds nothing at the desk", { tag: [COLOR_MODES_TAG, engine("accessibility")] }, async ({
  server,
  visitor,
  desk,
  colorModes,
}) => {
  test.setTimeout(180_000);
  await desk.page.goto("/desk");
  await desk.page.getByRole("button", { name: "Noor Haddad" }).waitFor();
  await expectNoViolation(desk.page, colorModes, "sign-in");
  await desk.signIn("Noor Haddad");
  await expectNoViolation(desk.page, colorModes, "empty desk");
  await visitor.arrive(server.url);
  await visitor.openChat();
  await visitor.write("Hello");
  await desk.page.getByRole("button", { name: /^Guest/ }).click();
  await expect(desk.page.getByRole("button", { name: "Take this chat" })).toBeVisible();
  await expectNoViolation(desk.page, colorModes, "reading along");
  await desk.page.getByRole("button", { name: "Take this chat" }).click();
  await desk.page.getByRole("textbox", { name: /^Message to/ }).fill("/");
  await expect(desk.page.getByRole("listbox")).toBeVisible();
  await expectNoViolation(desk.page, colorModes, "saved replies");
  await desk.fillChoices("Which train?", "Lyon to Trieste", "x".repeat(81));
  await desk.page.getByText("Too long").waitFor();
  await expectNoViolation(desk.page, colorModes, "choices being written");
  await desk.choices.last().fill("Paris to Vienna");
  await desk.field.press("Enter");
  const chips = visitor.log.getByRole("toolbar", { name: "Choices" });
  await chips.getByRole("button", { name: "Paris to Vienna" }).click();
  await desk.log.locator(".is-chosen").waitFor();
  await desk.fillChoices("And when?", "Today", "Tomorrow");
  await desk.field.press("Enter");
  await desk.log.getByText("Waiting for").waitFor();
  await expectNoViolation(desk.page, colorModes, "choices answered, and choices that wait");
  await desk.page.getByRole("textbox", { name: /^Message to/ }).fill("Hello");
  await desk.page.keyboard.press("Enter");
  await desk.page.getByRole("button", { name: "Transfer" }).click();
  await expectNoViolation(desk.page, colorModes, "transfer");
  await desk.page.getByRole("button", { name: "Cancel" }).click();
  await desk.page.getByRole("button", { name: "End chat" }).click();
  await expect(desk.page.getByRole("alertdialog")).toBeVisible();
  await expectNoViolation(desk.page, colorModes, "end question");
  await desk.page.keyboard.press("Escape");
  await desk.endChat();
  await expect(desk.page.getByRole("radio", { name: "Solved" })).toBeVisible();
  await expectNoViolation(desk.page, colorModes, "wrap-up");
});
