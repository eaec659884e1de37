import type { AgentDesk } from "./agent-desk.ts";
import { violationsOn } from "./axe.ts";
import { engine } from "./engine-subjects.ts";
import { expect, test } from "./fixtures.ts";
import type { Visitor } from "./visitor.ts";

/* Choices between the desk and the panel of a visitor, on the real server. */

const MESSAGES = /\/communications\/[^/]+\/messages$/;
const trains = ["Lyon to Trieste", "Paris to Vienna", "Malmö to Berlin"];
const question = "On which train do you travel?";

/** The choices that the visitor can make now. */
const toolbar = ({ log }: Visitor) => log.getByRole("toolbar", { name: "Choices" });

/** The desk in a chat with the visitor, who has written something. */
async function talk(visitor: Visitor, desk: AgentDesk, url: string): Promise<void> {
  await visitor.begin(url, "Hello, may I take a bicycle?");
  await desk.signIn("Noor Haddad");
  await desk.takeNext();
  await expect(desk.log).toContainText("a bicycle?");
}
/** The choices below a row of the desk, the chosen one with what a screen reader says before it. */
const offered = (desk: AgentDesk, text: string): Promise<string[]> =>
  desk.rowOf(text).getByRole("list").getByRole("listitem").allInnerTexts();

test("an agent sends choices, the visitor answers by a click, and the agent sees the answer and the chosen one", async ({
  server,
  visitor,
  desk,
}) => {
  const { page } = desk;
  await talk(visitor, desk, server.url);
  await desk.fillChoices(question, ...trains);
  expect(await violationsOn(page)).toEqual([]);
  await desk.field.press("Enter");
  await expect(desk.rowOf(question)).toContainText("’s choice");
  await expect(desk.choices).toHaveCount(0);
  expect(await violationsOn(page)).toEqual([]);

  await expect(toolbar(visitor).getByRole("button")).toHaveText(trains);
  await toolbar(visitor).getByRole("button", { name: "Paris to Vienna" }).dblclick();
  await expect(visitor.row("Paris to Vienna").last()).toContainText("Sent");

  const answer = desk.log.getByRole("article", { name: /^(?!You).*: Paris to Vienna$/ });
  await expect(answer).toHaveCount(1);
  await expect(desk.rowOf(question)).not.toContainText("Waiting for");
  const list = desk.rowOf(question).getByRole("list", { name: "Choices, answered" });
  await expect(list.getByRole("listitem")).toContainText(trains);
  await expect(list.locator(".is-chosen")).toHaveText(/^Guest \d{4} chose: Paris to Vienna$/);
  expect(await violationsOn(page)).toEqual([]);
});

test("a saved reply with choices goes out with one more of the agent's own", async ({
  server,
  visitor,
  desk,
}) => {
  await talk(visitor, desk, server.url);
  await desk.field.fill("/train");
  await desk.page.getByRole("option", { name: /^\/train/ }).waitFor();
  await desk.field.press("Enter");
  await expect(desk.choices).toHaveCount(3);
  await expect(desk.field).toHaveValue("On which train do you travel, Guest?");
  await desk.page.getByRole("button", { name: "Add a choice" }).click();
  await desk.choices.last().fill("None of them");
  await desk.field.press("Enter");
  await expect(toolbar(visitor).getByRole("button")).toHaveText([...trains, "None of them"]);
  await toolbar(visitor).getByRole("button", { name: "None of them" }).click();
  await expect(desk.log.locator(".is-chosen")).toContainText("None of them");
});

test("by the keyboard alone: choices are written, sent and chosen, and focus is in the field again", {
  tag: engine("focus"),
}, async ({ server, visitor, desk }) => {
  await talk(visitor, desk, server.url);
  const { page } = desk;
  await page.bringToFront();
  await desk.field.focus();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Send choices" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(desk.choices.first()).toBeFocused();
  for (const train of trains) {
    await page.keyboard.type(train);
    await page.keyboard.press("Enter");
  }
  await expect(desk.choices.nth(3)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(desk.field).toBeFocused();
  await page.keyboard.type(question);
  await page.keyboard.press("Enter");
  await expect(desk.rowOf(question)).toBeVisible();
  await expect(desk.field).toBeFocused();
  await expect(desk.field).toHaveValue("");

  await visitor.page.bringToFront();
  await expect(toolbar(visitor).getByRole("button")).toHaveText(trains);
  await toolbar(visitor).getByRole("button").first().focus();
  await visitor.page.keyboard.press("End");
  await visitor.page.keyboard.press("Enter");
  await expect(visitor.composer).toBeFocused();
  await expect.poll(() => offered(desk, question)).toContainEqual(expect.stringMatching(/chose:/));
  await expect(desk.log.locator(".is-chosen")).toContainText("Malmö to Berlin");
});

test("choices whose answer was lost arrive once, also after a reload; those that were being written are still there", async ({
  server,
  visitor,
  desk,
}) => {
  const { page } = desk;
  let isDeaf = false;
  await page.routeWebSocket(/.*/, (socket) => {
    const channel = socket.connectToServer();
    channel.onMessage((frame) => {
      if (!isDeaf) socket.send(frame);
    });
  });
  await talk(visitor, desk, server.url);
  // The server has the message, and neither its answer nor its notification reaches the desk.
  isDeaf = true;
  await page.route(MESSAGES, async (route) => {
    await route.fetch();
    await route.abort();
  });
  await desk.fillChoices(question, ...trains);
  await desk.field.press("Enter");
  await expect(toolbar(visitor).getByRole("button")).toHaveText(trains);
  await expect(desk.rowOf(question)).toContainText("Not sent.");
  await expect(desk.rowOf(question).getByRole("listitem")).toHaveText(trains);
  await desk.fillChoices("And when?", "Today");
  await page.unroute(MESSAGES);
  isDeaf = false;
  await page.reload();
  await desk.row("Guest").first().click();
  await expect(desk.choices).toHaveCount(1);
  await expect(desk.choices).toHaveValue("Today");
  await expect(desk.field).toHaveValue("And when?");
  await expect(desk.log).not.toContainText("Not sent.");
  await expect(desk.rowOf(question)).toHaveCount(1);
  await desk.field.press("Enter");
  await expect(toolbar(visitor).getByRole("button")).toHaveText(["Today"]);
  await expect(visitor.row(question)).toHaveCount(1);
  await expect(desk.rowOf(question)).toHaveCount(1);
});

test("an agent who is handed the chat sees the choices and what was chosen before", async ({
  server,
  visitor,
  desk,
  otherDesk,
}) => {
  await talk(visitor, desk, server.url);
  await desk.fillChoices(question, ...trains);
  await desk.field.press("Enter");
  await toolbar(visitor).getByRole("button", { name: "Lyon to Trieste" }).click();
  await expect(desk.log.locator(".is-chosen")).toContainText("Lyon to Trieste");
  await otherDesk.signIn("Tomás Brandt");
  await desk.page.getByRole("button", { name: "Transfer" }).click();
  await desk.page.getByRole("radio", { name: /Tomás/ }).check();
  await desk.page.getByRole("dialog").getByRole("button", { name: "Transfer" }).click();
  await otherDesk.page.getByRole("button", { name: "Accept" }).first().click();
  await otherDesk.field.waitFor();
  await expect(otherDesk.rowOf(question).getByRole("list")).toHaveAccessibleName(
    "Choices, answered",
  );
  await expect(otherDesk.log.locator(".is-chosen")).toContainText("Lyon to Trieste");
});
