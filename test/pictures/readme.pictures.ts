import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "@playwright/test";
import { AgentDesk } from "../../e2e/agent-desk.ts";
import { expect, test } from "../../e2e/fixtures.ts";
import { NamedGuest } from "../../e2e/named-guest.ts";
import type { ServerProcess } from "../../e2e/server-process.ts";
import { Visitor } from "../../e2e/visitor.ts";
import { useFonts } from "./fonts.ts";
import { Animation, darkLook, drawSides, lightLook, type Look, type Side } from "./side-by-side.ts";

/* `npm run pictures`: the pictures of the README, of the real widget and desk on a real server. */

const folder = fileURLToPath(new URL("../../docs/images/", import.meta.url));

test.setTimeout(120_000);

/** A visitor's page, a desk and a page to lay both out, each in a browser of its own. */
class Scene {
  readonly visitor: Visitor;
  readonly desk: AgentDesk;
  readonly canvas: Page;
  readonly #look: Look;

  private constructor(visitor: Page, desk: Page, canvas: Page, look: Look) {
    this.visitor = new Visitor(visitor);
    this.desk = new AgentDesk(desk);
    this.canvas = canvas;
    this.#look = look;
  }

  static async open(
    browser: Browser,
    server: ServerProcess,
    { scale, isDark }: { readonly scale: number; readonly isDark: boolean },
  ): Promise<Scene> {
    const pageOf = async (width: number): Promise<Page> => {
      const context = await browser.newContext({
        baseURL: server.url,
        bypassCSP: true,
        deviceScaleFactor: scale,
        viewport: { width, height: 700 },
        colorScheme: isDark ? "dark" : "light",
        reducedMotion: "reduce",
        locale: "en-GB",
        timezoneId: "Europe/Paris",
      });
      const page = await context.newPage();
      await useFonts(page);
      return page;
    };
    const [visitor, desk, canvas] = [await pageOf(680), await pageOf(1000), await pageOf(1400)];
    return new Scene(visitor, desk, canvas, isDark ? darkLook : lightLook);
  }

  async draw(): Promise<void> {
    const sides: Side[] = [
      { caption: "Your site", page: this.visitor.page, width: 510 },
      { caption: "Your agent’s desk", page: this.desk.page, width: 750 },
    ];
    await drawSides(this.canvas, sides, this.#look);
  }

  async close(): Promise<void> {
    for (const page of [this.visitor.page, this.desk.page, this.canvas])
      await page.context().close();
  }
}

const QUESTION = "Is there a lower berth left on Friday’s train to Trieste?";
const ANSWER = "There is: coach 12, berth 31. Shall I hold it for you?";
const THANKS = "Yes please, that’s lovely 🌙";

for (const [name, isDark] of [
  ["panel-and-desk", false],
  ["panel-and-desk-dark", true],
] as const)
  test(name, async ({ browser, server }) => {
    const scene = await Scene.open(browser, server, { scale: 2, isDark });
    const { visitor, desk } = scene;
    await desk.signIn("Noor Haddad");
    const others = [
      await NamedGuest.begin(server, "Ama Boateng", "My ticket shows the wrong date"),
    ];
    await desk.take("Ama Boateng");
    await desk.write("Hello Ama, which date should it be?");
    await visitor.begin(server.url, QUESTION);
    await desk.takeNext();
    others.push(await NamedGuest.begin(server, "Piotr Wrona", "Can I bring two bikes?"));
    await desk.page.getByRole("complementary").getByText("Can I bring two bikes?").waitFor();
    await desk.write(`Good evening, this is Noor. ${ANSWER}`);
    await visitor.row(ANSWER).waitFor();
    await visitor.write(THANKS);
    await desk.log.getByText(THANKS).waitFor();
    await desk.field.fill("Done. You’ll have it by e-mail in a minute,");
    await scene.draw();
    await scene.canvas.screenshot({ path: `${folder}${name}.png` });
    for (const other of others) other.leave();
    await scene.close();
  });

test("conversation", async ({ browser, server }) => {
  const scene = await Scene.open(browser, server, { scale: 1, isDark: false });
  const { visitor, desk, canvas } = scene;
  const animation = new Animation();
  const keep = async (delayMs: number): Promise<void> => {
    await scene.draw();
    await animation.add(canvas, delayMs);
  };
  await desk.signIn("Noor Haddad");
  await visitor.arrive(server.url);
  await keep(1_200);
  await visitor.openChat();
  await visitor.panel.getByRole("button", { name: "Lost property" }).waitFor();
  await keep(1_600);
  await visitor.composer.fill(QUESTION);
  await keep(1_400);
  await visitor.composer.press("Enter");
  await expect(visitor.row(QUESTION)).toContainText("Sent");
  await desk.page.getByRole("complementary").getByText(QUESTION).waitFor();
  await keep(1_800);
  await desk.takeNext();
  await desk.field.fill(ANSWER);
  await visitor.log.getByText("joined").waitFor();
  await keep(1_600);
  await desk.field.press("Enter");
  await visitor.row(ANSWER).waitFor();
  await keep(2_000);
  await visitor.write(THANKS);
  await desk.log.getByText(THANKS).waitFor();
  await keep(2_000);
  await desk.write("It’s yours. Good night, and see you on Friday.");
  await visitor.row("Good night").waitFor();
  await keep(3_500);
  writeFileSync(`${folder}conversation.gif`, animation.bytes());
  await scene.close();
});
