import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { test } from "../../e2e/fixtures.ts";
import { NamedGuest } from "../../e2e/named-guest.ts";

/* `npm run screens`: the desk and the demo page, on the real server. */

const folder = fileURLToPath(new URL("../../screens/", import.meta.url));
const keep = (page: Page, name: string): Promise<unknown> =>
  page.screenshot({ path: `${folder}${name}.png` });

test.use({ timezoneId: "Europe/Stockholm", locale: "en-GB" });

test("the desk in every state", async ({ server, visitor, desk }) => {
  test.setTimeout(90_000);
  await desk.page.setViewportSize({ width: 1180, height: 760 });
  await desk.page.emulateMedia({ reducedMotion: "reduce" });
  await desk.signIn("Noor Haddad");
  await keep(desk.page, "52-desk-empty");
  await visitor.begin(server.url, "Hello! I’d like to move to a lower berth on Friday’s train.");
  await desk.page.getByText("lower berth").first().waitFor();
  await keep(desk.page, "81-desk-offer");
  const others = [
    await NamedGuest.begin(server, "Ama Boateng", "My ticket shows the wrong date"),
    await NamedGuest.begin(server, "Piotr Wrona", "Can I bring two bikes?"),
  ];
  await desk.choose("Piotr Wrona");
  await desk.page.getByRole("button", { name: "Take this chat" }).waitFor();
  await keep(desk.page, "51-desk-incoming");
  await desk.choose("Guest");
  await desk.page.getByRole("button", { name: "Take this chat" }).click();
  await desk.write("Good afternoon. A lower berth on Friday’s train to Trieste, is that right?");
  await visitor.write("Yes please! It’s LL-48213");
  await desk.log.getByText("LL-48213").waitFor();
  await keep(desk.page, "47-desk-active");
  await desk.page.emulateMedia({ colorScheme: "dark" });
  await keep(desk.page, "53-desk-active-dark");
  await desk.page.emulateMedia({ colorScheme: "light" });
  await desk.page.setViewportSize({ width: 390, height: 780 });
  await keep(desk.page, "54-desk-mobile");
  await desk.page.setViewportSize({ width: 1180, height: 760 });
  await desk.page.getByRole("textbox", { name: /^Message to/ }).fill("/");
  await desk.page.getByRole("listbox").waitFor();
  await keep(desk.page, "48-desk-canned");
  await desk.page.getByRole("textbox", { name: /^Message to/ }).fill("");
  await desk.page.getByRole("button", { name: "Transfer" }).click();
  await desk.page.getByRole("dialog", { name: /Transfer/ }).waitFor();
  await keep(desk.page, "49-desk-transfer");
  await desk.page.getByRole("button", { name: "Cancel" }).click();
  await desk.page.getByRole("button", { name: "End chat" }).click();
  await desk.page.getByRole("alertdialog").waitFor();
  await keep(desk.page, "50-desk-end");
  await desk.page.keyboard.press("Escape");
  await desk.endChat();
  await desk.page.getByRole("radio", { name: "Solved" }).waitFor();
  await keep(desk.page, "50-desk-wrapup");
  await desk.page.emulateMedia({ colorScheme: "dark" });
  await keep(desk.page, "50-desk-wrapup-dark");
  await desk.page.emulateMedia({ colorScheme: "light" });
  for (const other of others) other.leave();
});

test("the desk with what is unfinished", async ({ server, desk }) => {
  test.setTimeout(90_000);
  const { page } = desk;
  await page.setViewportSize({ width: 1180, height: 760 });
  await page.emulateMedia({ reducedMotion: "reduce" });
  const names = ["Mara Lindqvist", "Oskar Dahl", "Ama Boateng", "Yusuf Demir", "Hélène Roy"];
  const guests: NamedGuest[] = [];
  for (const name of names)
    guests.push(await NamedGuest.begin(server, name, "Is breakfast in the price?"));
  await desk.signIn("Noor Haddad");
  for (const name of names.slice(0, 4)) await desk.take(name);
  await desk.field.fill("The refund takes up to three days, and");
  await desk.choose("Oskar Dahl");
  const operationId = "postConversationsChatCommunicationMessages";
  await server.switch("operations", { operationId, failWithStatus: 500, count: 2 });
  await desk.write("Breakfast is in the price, from six o’clock.");
  await page.getByText("The server had a problem.").waitFor();
  await desk.write("Shall I book a table?");
  await page.getByText("The server had a problem.").nth(1).waitFor();
  const looks = async (name: string): Promise<void> => {
    await keep(page, name);
    await page.emulateMedia({ colorScheme: "dark" });
    await keep(page, `${name}-dark`);
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize({ width: 390, height: 780 });
    await keep(page, `${name}-phone`);
    await page.setViewportSize({ width: 1180, height: 760 });
  };
  await looks("89-desk-unsent");
  await page.getByRole("button", { name: "End chat" }).click();
  await page.getByRole("alertdialog").waitFor();
  await looks("90-desk-end");
  await page.keyboard.press("Escape");
  await desk.choose("Hélène Roy");
  await page.getByRole("button", { name: "Take this chat" }).waitFor();
  await looks("91-desk-full");
  await desk.choose("Mara Lindqvist");
  await desk.write("/refund");
  await page.getByText("No saved reply").waitFor();
  await looks("92-desk-no-reply");
  await guests[0]?.end();
  await guests[1]?.end();
  await page.getByRole("radio", { name: "Solved" }).waitFor();
  await desk.choose("Oskar Dahl");
  await page.getByRole("radio", { name: "Solved" }).waitFor();
  await looks("93-desk-owed");
  await page.getByRole("button", { name: "Sign out" }).click();
  await looks("94-desk-sign-out");
  for (const guest of guests) guest.leave();
});

test("the desk's lists and its connection", async ({ server, desk }) => {
  test.setTimeout(90_000);
  const { page } = desk;
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ reducedMotion: "reduce" });
  const guests: NamedGuest[] = [];
  const names = ["Oskar Dahl", "Inês Duarte", "Mara Lindqvist", "Jonas Keller", "Ama Boateng"];
  for (const name of [...names, "Piotr Wrona", "Leïla Sassi", "Henrik Nygaard", "Sofia Marin"])
    guests.push(await NamedGuest.begin(server, name, "Is breakfast in the price?"));
  await desk.signIn("Noor Haddad");
  for (const name of names.slice(0, 4)) await desk.take(name);
  await desk.field.fill("The refund takes up to three days, and");
  await desk.choose("Mara Lindqvist");
  await desk.write("Your new ticket is ready.");
  await desk.log.getByText("Sent").waitFor();
  await guests[0]?.write("And with a folding bike?");
  await desk.row("Oskar Dahl").getByText("folding bike").waitFor();
  await keep(page, "80-desk-list");
  await page.emulateMedia({ colorScheme: "dark" });
  await keep(page, "87-desk-dark");
  await page.emulateMedia({ colorScheme: "light" });
  await page.context().setOffline(true);
  await page.locator(".dk-main").getByText("You’re offline.").waitFor();
  await keep(page, "85-desk-connection");
  await page.context().setOffline(false);
  await page.setViewportSize({ width: 390, height: 780 });
  await page.getByRole("button", { name: "Back to the list" }).click();
  await keep(page, "88-desk-mobile");
  for (const guest of guests) guest.leave();
});

test("the desk's choices", async ({ server, visitor, desk }) => {
  test.setTimeout(90_000);
  const { page } = desk;
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ reducedMotion: "reduce" });
  await visitor.begin(server.url, "Hello! May I take two bicycles?");
  await desk.signIn("Noor Haddad");
  await desk.takeNext();
  const trains = ["Lyon to Trieste", "Paris to Vienna", "Malmö to Berlin"];
  await desk.fillChoices("On which train do you travel?", ...trains);
  await desk.field.press("Enter");
  const chips = visitor.log.getByRole("toolbar", { name: "Choices" });
  await chips.getByRole("button", { name: "Lyon to Trieste" }).click();
  await desk.log.locator(".is-chosen").waitFor();
  const photo = await visitor.page.screenshot({
    clip: { x: 0, y: 0, width: 480, height: 270 },
    animations: "disabled",
  });
  const added = visitor.page.locator("[part=composer] input[type=file]");
  await added.setInputFiles({ name: "bikes.png", mimeType: "image/png", buffer: photo });
  const cards = visitor.page.getByRole("list", { name: "Attached files" });
  await cards.getByText("Ready").waitFor();
  await visitor.page.getByRole("button", { name: "Send message" }).click();
  await desk.log.getByRole("button", { name: /^Open picture/ }).waitFor();
  await desk.fillChoices(
    "Thank you. When may we call you about the bikes?",
    "15:30",
    "16:00",
    "17:15",
  );
  await desk.field.press("Enter");
  await desk.log.getByText("Waiting for").waitFor();
  const attach = async (name: string, status: string): Promise<void> => {
    const buffer = Buffer.from(`%PDF-1.4\n%${" ".repeat(253_000)}\n%%EOF\n`);
    const file = { name, mimeType: "application/pdf", buffer };
    await page.locator(".dk-attach input[type=file]").setInputFiles(file);
    await page.locator(".dk-file", { hasText: name }).locator(status).waitFor();
  };
  await attach("Ticket LL-48213.pdf", "text=Ready");
  // The second file stays on its way.
  await page.route("**/files/in/**", () => undefined);
  await attach("bike-rules.pdf", "progress");
  const looks = async (name: string): Promise<void> => {
    await keep(page, name);
    await page.emulateMedia({ colorScheme: "dark" });
    await keep(page, `${name}-dark`);
    await page.emulateMedia({ colorScheme: "light", forcedColors: "active" });
    await keep(page, `${name}-forced`);
    await page.emulateMedia({ forcedColors: "none" });
    await page.setViewportSize({ width: 390, height: 780 });
    await keep(page, `${name}-phone`);
    await page.setViewportSize({ width: 320, height: 700 });
    await keep(page, `${name}-narrow`);
    await page.setViewportSize({ width: 1280, height: 800 });
  };
  await looks("86-desk-files-choices");
  for (const name of ["Ticket LL-48213.pdf", "bike-rules.pdf"])
    await page.getByRole("button", { name: `Remove ${name}` }).click();
  await desk.fillChoices("Which berth?", "The upper one", "The lower one", "The lower one");
  await page.getByText("The same choice stands above.").waitFor();
  await looks("97-desk-choices-written");
  await page.getByRole("button", { name: "Remove the choices" }).click();
  await desk.field.fill("/tr");
  await page.getByRole("option", { name: "/train" }).waitFor();
  await looks("98-desk-reply-with-choices");
});

test("the desk's missed guests", async ({ server, desk }) => {
  test.setTimeout(90_000);
  const { page } = desk;
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ reducedMotion: "reduce" });
  const missed = [
    [
      "Ama Boateng",
      "My train on Sunday was cancelled.",
      { email: "ama@boateng.example" },
      { text: "by tomorrow noon", withinHours: 20 },
    ],
    [
      "Berta Köhler",
      "Is the night bus still running?",
      { phoneNumber: "+49 30 123456" },
      // It is over when the picture is taken.
      { text: "by noon", withinHours: 1 / 3_600_000 },
    ],
    [
      "Marta Nowak",
      "Could I bring two bikes?",
      { email: "marta@nowak.example" },
      { text: "by two", withinHours: 1 },
    ],
    ["Guest", "Is breakfast in the price?", {}, undefined],
    ["Yusuf Demir", "My suitcase is still in Lyon.", { email: "yusuf@demir.example" }, undefined],
  ] as const;
  for (const [name, text, profile, promise] of missed) {
    const guest = await NamedGuest.begin(server, name, text, profile, promise);
    if (name === "Ama Boateng") await guest.write("My booking is LL-47790, please write to me.");
    while (guest.isSending) await page.waitForTimeout(20);
    await guest.end();
    guest.leave();
  }
  await desk.signIn("Noor Haddad");
  await page.getByRole("tab", { name: "Missed 5" }).click();
  await desk.choose("Yusuf Demir");
  await page.getByRole("button", { name: "Mark as answered" }).click();
  await page.getByRole("radio", { name: "Solved" }).check();
  await page.getByRole("button", { name: "Done", exact: true }).click();
  await page.getByText("You answered at").waitFor();
  await desk.choose("Ama Boateng");
  await desk.log.getByText("LL-47790").waitFor();
  const looks = async (name: string): Promise<void> => {
    await keep(page, name);
    await page.emulateMedia({ colorScheme: "dark" });
    await keep(page, `${name}-dark`);
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize({ width: 390, height: 780 });
    await keep(page, `${name}-phone`);
    await page.setViewportSize({ width: 1280, height: 800 });
  };
  await looks("83-desk-missed");
  await page.getByRole("button", { name: "Mark as answered" }).click();
  await page.getByRole("radio", { name: "Solved" }).waitFor();
  await looks("95-desk-missed-wrap-up");
  await page.setViewportSize({ width: 390, height: 780 });
  await page.getByRole("button", { name: "Back to the list" }).click();
  await keep(page, "96-desk-missed-list-phone");
});

test("the demo page", async ({ server, visitor }) => {
  const { page } = visitor;
  await page.setViewportSize({ width: 1440, height: 900 });
  await visitor.arrive(server.url);
  await keep(page, "55-demo");
  await page.screenshot({ path: `${folder}57-demo-page.png`, fullPage: true });
  await visitor.begin(server.url, "Hello! I’d like to move to a lower berth on Friday’s train.");
  await keep(page, "56-demo-open");
  await page.setViewportSize({ width: 390, height: 780 });
  await page.getByRole("button", { name: "Minimise chat" }).first().click();
  await keep(page, "58-demo-mobile");
});
