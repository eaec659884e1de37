import type { RichContent } from "parlor-contract/records";
import type { Locator } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { Visitor } from "./visitor.ts";

/* Choices, cards, times and lists, from the bot and an agent to the visitor and back. */

const umbrella: RichContent = {
  kind: "cards",
  cards: [
    {
      title: "Black umbrella",
      text: "Found in coach 7",
      actions: [
        { kind: "answer", text: "That is mine", payload: "mine-7" },
        { kind: "link", text: "How to collect it", url: "https://lanternline.example/collect" },
      ],
    },
  ],
};
const trains: RichContent = {
  kind: "choices",
  choices: [{ text: "Lyon to Trieste" }, { text: "Paris to Vienna" }, { text: "None of them" }],
};

/** The choices below a message that can be made. */
const choices = ({ log }: Visitor): Locator => log.getByRole("toolbar", { name: "Choices" });
const own = ({ log }: Visitor, text: string): Locator =>
  log.locator(".pl-group--me").filter({ hasText: text });

test("a choice that is made offline is sent once when the connection is back", async ({
  server,
  visitor,
  agent,
}) => {
  test.slow(); // An open stream counts as lost after 14 s.
  await visitor.begin(server.url, "Which trains are there?");
  await agent.takeNext();
  await agent.offer([trains], "These");
  await expect(choices(visitor)).toBeVisible();
  await visitor.page.context().setOffline(true);
  await expect(visitor.panel).toContainText("You’re offline.", { timeout: 30_000 });
  await choices(visitor).getByRole("button", { name: "Paris to Vienna" }).dblclick();
  await expect(own(visitor, "Paris to Vienna")).toHaveCount(1);
  await visitor.page.context().setOffline(false);
  await expect(own(visitor, "Paris to Vienna")).toContainText("Sent", { timeout: 30_000 });
  const answers = (await agent.reads()).filter((text) => text === "Paris to Vienna");
  expect(answers).toHaveLength(1);
});

test("a double click on a choice leaves focus in the field", async ({ server, visitor, agent }) => {
  await visitor.begin(server.url, "Which trains are there?");
  await agent.takeNext();
  await agent.offer([trains], "These");
  const train = choices(visitor).getByRole("button", { name: "Paris to Vienna" });
  const box = await train.boundingBox();
  if (box === null) throw new Error("The choice is not drawn");
  // The pause of a hand, in which the choices become spent.
  await visitor.page.mouse.click(box.x + 20, box.y + box.height / 2);
  await expect(own(visitor, "Paris to Vienna")).toHaveCount(1);
  const spent = visitor.log.getByRole("button", { name: "You chose: Paris to Vienna" });
  await expect(spent).toBeDisabled();
  await expect(visitor.panel.getByRole("textbox")).toBeFocused();
  const now = await spent.boundingBox();
  if (now === null) throw new Error("The choice is gone");
  const { mouse } = visitor.page;
  await mouse.move(now.x + 20, now.y + now.height / 2);
  // `mouse.click` would press twice.
  await mouse.down({ clickCount: 2 });
  await mouse.up({ clickCount: 2 });
  await expect(visitor.panel.getByRole("textbox")).toBeFocused();
});

test("of two tabs one answers, and both show it", async ({ server, visitor, agent }) => {
  await visitor.begin(server.url, "Which trains are there?");
  const second = new Visitor(await visitor.page.context().newPage());
  await second.arrive(server.url);
  await second.launcher.click();
  await agent.takeNext();
  await agent.offer([trains], "These");
  await choices(visitor).waitFor();
  await choices(second).getByRole("button", { name: "Lyon to Trieste" }).click();
  for (const tab of [visitor, second]) {
    await expect(own(tab, "Lyon to Trieste")).toHaveCount(1);
    await expect(own(tab, "Lyon to Trieste")).toContainText("Sent");
    await expect(
      tab.log.getByRole("button", { name: "You chose: Lyon to Trieste" }),
    ).toBeDisabled();
    await expect(choices(tab)).toHaveCount(0);
  }
});

test("choices, cards, times and a list are answered by the keyboard alone", async ({
  server,
  visitor,
  agent,
}) => {
  test.slow(); // Four answers.
  const { page } = visitor;
  const { keyboard } = page;
  /** Goes back from the field to the newest content, which is before it. */
  const reach = async (control: Locator): Promise<void> => {
    await expect(control).toBeVisible();
    await expect(visitor.composer).toBeFocused();
    await expect(async () => {
      await keyboard.press("Shift+Tab");
      await expect(control).toBeFocused({ timeout: 50 });
    }).toPass();
  };
  await visitor.begin(server.url, "Good evening");
  await agent.takeNext();
  await agent.offer([trains], "Which one?");
  await reach(choices(visitor).getByRole("button", { name: "Lyon to Trieste" }));
  await keyboard.press("ArrowRight");
  await keyboard.press("Enter");
  await expect(own(visitor, "Paris to Vienna")).toContainText("Sent");

  await agent.offer([umbrella], "And this?");
  await reach(visitor.log.getByRole("button", { name: "That is mine" }));
  await keyboard.press("Enter");
  await expect(own(visitor, "That is mine")).toContainText("Sent");

  const at = "2027-10-21T13:30:00Z";
  await agent.offer([{ kind: "times", title: "A call?", times: [{ at, minutes: 30 }] }], "When?");
  await reach(visitor.log.getByRole("radio"));
  await keyboard.press("Space");
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await expect(own(visitor, "October 21")).toContainText("Sent");

  const items = [{ text: "Bread" }, { text: "Warm" }];
  const list = {
    kind: "list",
    title: "Breakfast",
    sections: [{ isMultiple: true, items }],
  } as const;
  await agent.offer([list], "What would you like?");
  await reach(visitor.log.getByRole("checkbox", { name: "Bread" }));
  await keyboard.press("Space");
  await keyboard.press("Tab");
  await keyboard.press("Space");
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await expect(own(visitor, "Bread, Warm")).toContainText("Sent");
  await expect(visitor.composer).toBeFocused();
});
