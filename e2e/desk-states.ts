import { expect } from "@playwright/test";
import type { AgentDesk } from "./agent-desk.ts";
import { NamedGuest } from "./named-guest.ts";
import type { ServerProcess } from "./server-process.ts";

const LONG_NAME = "Wilhelmina van Oosterhout-Brandenburg";

/** A guest who left before anybody answered, with an address. */
async function miss(server: ServerProcess): Promise<void> {
  const guest = await NamedGuest.begin(server, "Ama Boateng", "My train was cancelled.", {
    email: "ama@boateng.example",
  });
  await expect.poll(() => guest.isSending).toBe(false);
  await guest.end();
  guest.leave();
}

/**
 * Leads a desk through its states, one after the other, and tells each by name. A caller may look
 * at a state and resize the page, but must not change the desk.
 */
export async function* deskStates(server: ServerProcess, desk: AgentDesk): AsyncGenerator<string> {
  const { page } = desk;
  await miss(server);
  await page.goto("/desk");
  await page.getByRole("button", { name: "Noor Haddad" }).waitFor();
  yield "sign-in";
  await desk.signIn("Noor Haddad");
  yield "empty desk";
  await page.getByRole("tab", { name: "Missed 1" }).click();
  yield "missed list";
  await desk.choose("Ama Boateng");
  await desk.log.getByText("My train was cancelled.").waitFor();
  yield "missed conversation";
  await page.getByRole("button", { name: "Mark as answered" }).click();
  await page.getByRole("radio", { name: "Solved" }).waitFor();
  yield "missed wrap-up";
  await page.getByRole("tab", { name: /^Chats/ }).click();
  const guests = [
    await NamedGuest.begin(server, LONG_NAME, "See https://lanternline.example/berths please"),
    await NamedGuest.begin(server, "Piotr Wrona", "Can I bring two bikes?"),
  ];
  await desk.choose(LONG_NAME);
  await page.getByRole("button", { name: "Take this chat" }).waitFor();
  yield "reading along";
  await page.getByRole("button", { name: "Take this chat" }).click();
  await desk.field.waitFor();
  await desk.write(
    "```\nCoach 12 · Berth 31 (upper), from the front of the train, beside the door\n```",
  );
  await desk.log.getByText("Sent").waitFor();
  yield "conversation";
  await desk.field.fill("/");
  await page.getByRole("listbox").waitFor();
  yield "saved replies";
  await desk.field.fill("/nothing");
  await page.getByText("No saved reply").waitFor();
  yield "no saved reply";
  await desk.fillChoices(
    "Which berth do you take?",
    "The upper one",
    "x".repeat(81),
    "The lower one",
  );
  await page.getByText("Too long: 81 of 80 characters.").waitFor();
  yield "choices being written";
  await desk.choices
    .nth(1)
    .fill("The one in the middle, if it is free on the whole way to Trieste");
  await desk.field.press("Enter");
  await desk.log.getByText("’s choice").waitFor();
  yield "choices that wait";
  const operationId = "postConversationsChatCommunicationMessages";
  await server.switch("operations", { operationId, failWithStatus: 500, count: 1 });
  await desk.write("Breakfast is in the price.");
  await page.getByRole("button", { name: "Retry" }).waitFor();
  yield "unsent message";
  await page.getByRole("button", { name: "Transfer" }).click();
  await page.getByRole("dialog").getByRole("radio").first().waitFor();
  yield "transfer";
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "End chat" }).click();
  await page.getByRole("alertdialog").waitFor();
  yield "end question";
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("alertdialog").waitFor();
  yield "sign-out question";
  await page.keyboard.press("Escape");
  await desk.endChat();
  await page.getByRole("radio", { name: "Solved" }).waitFor();
  yield "wrap-up";
  for (const guest of guests) guest.leave();
}
