import type { RichContent } from "parlor-contract/records";
import type { Locator, Page } from "@playwright/test";
import { PNG } from "../test/contract/file-sides.ts";
import type { AgentCalls } from "./agent-calls.ts";
import { violationsOn } from "./axe.ts";
import { engine } from "./engine-subjects.ts";
import { expect, test } from "./fixtures.ts";
import { press } from "./phone.ts";
import { Visitor } from "./visitor.ts";

/*
 * One journey in four ways: the bot asks with choices, the choice leads to its queue, the agent
 * sends a card and a PDF, and the visitor answers with a photo.
 */

const pdf = Buffer.from("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n");
const photo = { name: "umbrella.png", mimeType: "image/png", buffer: PNG };
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

/** Operates a control, in the way of the visitor. */
type Act = (control: Locator) => Promise<void>;
const click: Act = (control) => control.click();

const choices = ({ log }: Visitor): Locator => log.getByRole("toolbar", { name: "Choices" });
const own = ({ log }: Visitor, text: string): Locator =>
  log.locator(".pl-group--me").filter({ hasText: text });
const mine = ({ log }: Visitor): Locator => log.getByRole("button", { name: "That is mine" });
const attached = (page: Page): Locator => page.getByRole("list", { name: "Attached files" });
const form = ({ log }: Visitor): Locator => log.getByRole("button", { name: "Download Form.pdf" });
const attachPhoto = ({ page }: Visitor): Promise<void> =>
  page.locator("[part=composer] input[type=file]").setInputFiles(photo);

/** The bot asks; the choice leads to its queue, whose agent takes the visitor. */
async function choose(visitor: Visitor, agent: AgentCalls, act: Act): Promise<void> {
  await expect(visitor.row("What is it about?")).toBeVisible();
  await expect(choices(visitor).getByRole("button")).toHaveText([
    "Change a booking",
    "Lost property",
    "Talk to a person",
  ]);
  await act(choices(visitor).getByRole("button", { name: "Lost property" }));
  await expect(own(visitor, "Lost property")).toContainText("Sent");
  await expect(choices(visitor)).toHaveCount(0);
  await agent.takeNext();
  expect(await agent.queue()).toBe("Lost property");
}

const sendForm = (agent: AgentCalls): Promise<string> =>
  agent.sendFile("Form.pdf", "application/pdf", new Uint8Array(pdf));

/** At the end the visitor and the agent have each part once, in all tabs. */
async function expectWhole(agent: AgentCalls, ...tabs: readonly Visitor[]): Promise<void> {
  for (const tab of tabs) {
    for (const said of ["Lost property", "That is mine"]) {
      await expect(own(tab, said)).toHaveCount(1);
      await expect(own(tab, said)).not.toContainText(/Waiting|Not sent/);
    }
    await expect(form(tab)).toHaveCount(1);
    await expect(tab.log.getByRole("button", { name: "Open picture: umbrella.png" })).toHaveCount(
      1,
    );
    const asked = tab.log.getByRole("group", { name: "Choices, answered" });
    await expect(asked.getByRole("button", { name: "You chose: Lost property" })).toBeDisabled();
    await expect(tab.log.getByRole("button", { name: "You chose: That is mine" })).toBeVisible();
  }
  await expect.poll(() => agent.reads()).toContain("umbrella.png");
  const texts = await agent.reads();
  for (const said of ["Lost property", "That is mine", "Form.pdf", "umbrella.png"])
    expect(texts.filter((text) => text === said)).toHaveLength(1);
  // Programs of agents read content as numbered text.
  expect(texts).toContainEqual(
    expect.stringContaining("1. Change a booking\n2. Lost property\n3. Talk to a person"),
  );
  expect(texts).toContainEqual(expect.stringContaining("Is it this one?\nBlack umbrella"));
}

test("on a phone the parts of messages go both ways, and are there after a reload", {
  tag: engine("layout"),
}, async ({ phone, server, agent }) => {
  test.slow(); // A whole conversation, and axe at its end.
  const visitor = new Visitor(await phone());
  const { page } = visitor;
  await visitor.arrive(server.url);
  await press(visitor.launcher);
  await choose(visitor, agent, press);
  await agent.offer([umbrella], "Is it this one?");
  const card = visitor.log.locator(".pl-offer");
  await expect(card).toContainText("Found in coach 7");
  const link = card.getByRole("link", { name: /How to collect it/ });
  await expect(link).toContainText("lanternline.example");
  await expect(link).toHaveAttribute("target", "_blank");
  await press(mine(visitor));
  await expect(own(visitor, "That is mine")).toContainText("Sent");
  await sendForm(agent);
  await expect(form(visitor)).toBeVisible();
  await attachPhoto(visitor);
  await expect(attached(page)).toContainText("Ready");
  await press(page.getByRole("button", { name: "Send message" }));
  await expectWhole(agent, visitor);

  await page.reload();
  // A panel over the whole screen does not open by itself.
  await press(visitor.launcher);
  await expectWhole(agent, visitor);
  expect(await violationsOn(page, "all")).toEqual([]);
});

test("an answer and a photo of a time without a connection arrive once, when it is back", async ({
  server,
  visitor,
  agent,
}) => {
  test.slow(); // An open stream counts as lost after 14 s.
  const { page } = visitor;
  await visitor.arrive(server.url);
  await visitor.openChat();
  await choose(visitor, agent, click);
  await agent.offer([umbrella], "Is it this one?");
  await expect(mine(visitor)).toBeVisible();
  // The code for files is on the page once one was attached.
  await attachPhoto(visitor);
  await expect(attached(page)).toContainText("Ready");
  await page.getByRole("button", { name: "Remove umbrella.png" }).click();

  await page.context().setOffline(true);
  await expect(visitor.panel).toContainText("You’re offline.", { timeout: 30_000 });
  await mine(visitor).dblclick();
  await expect(own(visitor, "That is mine")).toHaveCount(1);
  await attachPhoto(visitor);
  await page.getByRole("button", { name: "Send message" }).click();
  await expect(visitor.panel).toContainText("Sends when the file is up");
  await sendForm(agent);
  await page.context().setOffline(false);
  // Only the newest own row says "Sent", and both may be sent between two looks.
  await expect.poll(() => agent.reads(), { timeout: 30_000 }).toContain("umbrella.png");
  await expectWhole(agent, visitor);
});

test("of two tabs one answers the card and the other sends the photo, and both show each part once", async ({
  server,
  visitor,
  agent,
}) => {
  test.slow(); // Two pages.
  await visitor.arrive(server.url);
  await visitor.openChat();
  const second = new Visitor(await visitor.page.context().newPage());
  await second.arrive(server.url);
  await second.openChat();
  await choose(second, agent, click);
  await agent.offer([umbrella], "Is it this one?");
  await expect(mine(visitor)).toBeVisible();
  await mine(second).click();
  await expect(visitor.log.getByRole("button", { name: "You chose: That is mine" })).toBeVisible();
  await sendForm(agent);
  await visitor.page.bringToFront();
  await attachPhoto(visitor);
  await expect(attached(second.page)).toContainText("Ready");
  await visitor.page.getByRole("button", { name: "Send message" }).click();
  await expectWhole(agent, visitor, second);
});

test.describe("before there is a conversation", () => {
  test.use({ beginning: "as given" });

  test("by the keyboard alone the visitor chooses, answers, reaches the PDF and sends the photo", {
    tag: engine("focus"),
  }, async ({ server, visitor, agent }) => {
    test.slow(); // A whole conversation.
    const { page } = visitor;
    const { keyboard } = page;
    /** Goes back from the field until the control has focus, and presses it. */
    const reach: Act = async (control) => {
      await expect(control).toBeVisible();
      await expect(visitor.composer).toBeFocused();
      await expect(async () => {
        await keyboard.press("Shift+Tab");
        await expect(control).toBeFocused({ timeout: 50 });
      }).toPass();
    };
    await agent.signIn();
    await visitor.arrive(server.url);
    await visitor.launcher.focus();
    await keyboard.press("Enter");
    await choose(visitor, agent, async (choice) => {
      await reach(choices(visitor).getByRole("button").first());
      await keyboard.press("ArrowRight");
      await expect(choice).toBeFocused();
      await keyboard.press("Enter");
    });
    await agent.offer([umbrella], "Is it this one?");
    await reach(mine(visitor));
    await keyboard.press("Enter");
    await expect(own(visitor, "That is mine")).toContainText("Sent");

    await sendForm(agent);
    await expect(form(visitor)).toBeVisible();
    await reach(visitor.log);
    await keyboard.press("End");
    await keyboard.press("Enter");
    await expect(form(visitor)).toBeFocused();
    await keyboard.press("Escape");
    await expect(visitor.composer).toBeFocused();

    const chooser = page.waitForEvent("filechooser");
    await reach(page.getByRole("button", { name: "Attach a file" }));
    await keyboard.press("Enter");
    await (await chooser).setFiles(photo);
    await expect(attached(page)).toContainText("Ready");
    await expect(visitor.composer).toBeFocused();
    await keyboard.press("Enter");
    await expectWhole(agent, visitor);
    await expect(visitor.composer).toBeFocused();
  });
});
