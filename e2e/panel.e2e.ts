import { expect, test } from "./fixtures.ts";
import { press } from "./phone.ts";
import { Visitor } from "./visitor.ts";
import { engine } from "./engine-subjects.ts";

/* Options that a site owner can switch on, and settings that a visitor can change. */

const greetingOptions = {
  text: "May we help?",
  names: ["Noor Haddad"],
  afterSeconds: 20,
};

test("the greeting comes by itself, once per visit, takes no focus and asks nothing of the server; its button opens the chat", async ({
  server,
  visitor,
  configure,
}) => {
  const { page } = visitor;
  await page.clock.install();
  await configure({ greeting: greetingOptions });
  const requests: string[] = [];
  page.on("request", (request) => requests.push(new URL(request.url()).pathname));
  await visitor.arrive(server.url);
  await expect(visitor.launcher).toBeVisible();
  await page.clock.fastForward(20_000);
  const greeting = page.getByRole("complementary", { name: "Greeting from Lantern Line" });
  await expect(greeting).toContainText("Noor");
  await expect(greeting).toContainText("May we help?");
  // Nothing is unread, and nobody has looked whether somebody is there.
  await expect(visitor.launcher).toHaveAccessibleName("Chat with us");
  expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
  expect(requests.filter((path) => path.startsWith("/api"))).toEqual([]);
  await expect(visitor.panel).toBeHidden();
  await greeting.getByRole("button", { name: "Start a chat" }).click();
  await expect(visitor.composer).toBeFocused();
  await expect(greeting).toBeHidden();
  await page.reload();
  await expect(visitor.launcher).toBeVisible();
  await page.clock.fastForward(60_000);
  await expect(greeting).toBeHidden();
});

test("dismissed, the greeting stays away for seven days; it never comes over a phone's page or where its path does not match", async ({
  server,
  visitor,
  configure,
  browser,
}) => {
  const { page } = visitor;
  await page.clock.install();
  await configure({ greeting: greetingOptions });
  await visitor.arrive(server.url);
  await expect(visitor.launcher).toBeVisible();
  await page.clock.fastForward(20_000);
  const greeting = page.getByRole("complementary", { name: /^Greeting/ });
  await greeting.getByRole("button", { name: "Dismiss greeting" }).click();
  await expect(greeting).toBeHidden();
  const until = await page.evaluate(() =>
    Number(
      localStorage.getItem(
        Object.keys(localStorage).find((key) => key.startsWith("parlor:teaser")) ?? "",
      ),
    ),
  );
  expect(Math.round((until - Date.now()) / 86_400_000)).toBe(7);

  for (const change of [
    { viewport: { width: 390, height: 700 }, greeting: greetingOptions },
    {
      viewport: { width: 1280, height: 800 },
      greeting: { ...greetingOptions, path: "^/timetable" },
    },
  ]) {
    const context = await browser.newContext({ viewport: change.viewport });
    const other = await context.newPage();
    await other.route(/\/$/, async (route) => {
      const response = await route.fetch();
      const block = `<script type="application/json" data-parlor-config>${JSON.stringify({ greeting: change.greeting })}</script>`;
      await route.fulfill({
        response,
        body: (await response.text()).replace("<head>", `<head>${block}`),
      });
    });
    await other.clock.install();
    await other.goto(server.url);
    await other.getByRole("button", { name: "Chat with us" }).waitFor();
    await other.clock.fastForward(60_000);
    const chunks = await other.evaluate(() =>
      performance
        .getEntriesByType("resource")
        .map(({ name }) => new URL(name).pathname)
        .filter((path) => path.startsWith("/parlor/")),
    );
    expect(chunks).toEqual([]);
    await context.close();
  }
});

test("outside the hours no chat is started: the panel says when somebody is there, and how else to ask", async ({
  server,
  visitor,
  configure,
}) => {
  const { page } = visitor;
  await configure({
    hours: { timeZone: "UTC", week: {} },
    email: "hello@lantern.example",
  });
  const created: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST") created.push(request.url());
  });
  await visitor.arrive(server.url);
  await visitor.launcher.click();
  await expect(visitor.panel).toContainText("We’re closed today");
  await expect(visitor.panel.getByRole("link", { name: "Send an email" })).toHaveAttribute(
    "href",
    "mailto:hello@lantern.example",
  );
  expect(created).toEqual([]);
});

test("the language is the visitor's choice: changed at once, told in the log, kept over a reload, and mirrored for Arabic", async ({
  server,
  visitor,
}) => {
  const { page } = visitor;
  await visitor.begin(server.url, "my first words");
  await visitor.panel.getByRole("button", { name: "Chat options" }).click();
  await page.getByRole("menuitem", { name: "Language" }).click();
  await page.getByRole("menuitemradio", { name: "العربية" }).click();
  const panel = page.getByRole("dialog", { name: /محادثة مع .*Lantern Line/ });
  await expect(panel).toHaveAttribute("dir", "rtl");
  await expect(panel).toHaveAttribute("lang", "ar");
  await expect(panel).toContainText(/غيّرت اللغة إلى .*العربية/);
  await expect(page.getByRole("textbox", { name: "الرسالة" })).toBeVisible();
  await page.reload();
  await expect(panel).toContainText("my first words");
});

test("the panel speaks the page's language, and follows it when it changes", async ({
  server,
  visitor,
}) => {
  const { page } = visitor;
  /** The parts of catalogues that have been fetched. */
  const locales = new Set<string>();
  page.on("request", (request) => {
    const file = /\/(locale-[^/]+)\.js$/.exec(request.url())?.[1];
    if (file !== undefined) locales.add(file);
  });
  await page.addInitScript(() => document.documentElement?.setAttribute("lang", "sv"));
  await page.route(/\/$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({
      response,
      body: (await response.text()).replace('<html lang="en">', '<html lang="sv">'),
    });
  });
  await visitor.arrive(server.url);
  await page.getByRole("button", { name: "Chatta med oss" }).click();
  await expect(page.getByRole("textbox", { name: "Meddelande" })).toBeFocused();
  expect([...locales]).toEqual(["locale-sv"]);
  // The rest comes with the chunk of the menu, at the visitor's first action.
  await page.keyboard.press("Shift");
  await expect.poll(() => [...locales]).toEqual(["locale-sv", "locale-sv.secondary"]);
  await page.evaluate(() => (document.documentElement.lang = "fr"));
  await expect(page.getByRole("textbox", { name: "Message" })).toHaveAttribute(
    "placeholder",
    "Écrivez un message…",
  );
});

test("before quiet ends the chat the visitor is asked, and the answer tells the server that somebody is there", async ({
  server,
  visitor,
  agent,
  configure,
}) => {
  const { page } = visitor;
  // The warning comes 120 s before the end: here 3.6 s after the agent joins, when the 3 s
  // interval between two typing requests is over.
  await configure({ idleMinutes: 2.06 });
  await visitor.begin(server.url, "Hi there");
  await agent.takeNext();
  await expect(visitor.log).toContainText("This chat closes in about 2 minutes.", {
    timeout: 15_000,
  });
  const told = page.waitForRequest(/\/typing$/);
  await visitor.panel.getByRole("button", { name: "I’m still here" }).click();
  await told;
  await expect(visitor.panel).not.toContainText("This chat closes");
  await expect(visitor.composer).toBeFocused();
});

test("an emoji is picked by keyboard and stands where the caret was", {
  tag: engine("focus"),
}, async ({ server, visitor }) => {
  const { page } = visitor;
  await visitor.begin(server.url, "Hi there");
  await visitor.composer.fill("Thank you!");
  await visitor.composer.press("ArrowLeft");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Emoji" })).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(visitor.composer).toBeFocused();
  await expect(visitor.composer).toHaveValue("Thank you😂!");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Emoji" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Insert emoji" })).toBeFocused();
});

test("a page's own button opens and closes the panel, and the launcher is hidden; the other corner is the page's choice", async ({
  server,
  visitor,
  configure,
}) => {
  const { page } = visitor;
  await configure({ launcher: ".trip", position: "start" });
  await visitor.arrive(server.url);
  const own = page.getByRole("link", { name: "My trips" });
  await expect(page.getByRole("button", { name: /^Chat with us/ })).toBeHidden();
  await own.click();
  await expect(visitor.composer).toBeFocused();
  const box = await visitor.panel.boundingBox();
  expect(box?.x).toBeLessThan(60);
  await page.keyboard.press("Escape");
  await expect(own).toBeFocused();
  await own.click();
  await expect(visitor.panel).toBeVisible();
  await own.click();
  await expect(visitor.panel).toBeHidden();
});

test("on a phone the panel is a sheet: the page behind takes no part and does not scroll, focus is on the heading", {
  tag: engine("layout"),
}, async ({ server, phone }) => {
  const page = await phone();
  const visitor = new Visitor(page);
  await page.goto("/desk");
  await visitor.arrive(server.url);
  await page.evaluate(() => {
    document.querySelector("main")?.setAttribute("inert", "");
    document.documentElement.style.overflow = "clip";
    scrollTo({ top: 200, behavior: "instant" });
  });
  await press(visitor.launcher);
  await expect(visitor.panel).toHaveAttribute("aria-modal", "true");
  await expect(page.getByRole("heading", { name: "Lantern Line" })).toBeFocused();
  const behind = (): Promise<object> =>
    page.evaluate(() => ({
      overflow: document.documentElement.style.overflow,
      inert: document.querySelector("footer")?.closest("[inert]") !== null,
      y: scrollY,
    }));
  expect(await behind()).toMatchObject({ overflow: "hidden", inert: true });
  const size = await visitor.composer.evaluate((field) => getComputedStyle(field).fontSize);
  expect(Number.parseFloat(size)).toBeGreaterThanOrEqual(16);
  await press(visitor.composer);
  await visitor.composer.fill("two");
  await visitor.composer.press("Enter");
  await expect(visitor.composer).toHaveValue("two\n");
  await press(visitor.panel.getByRole("button", { name: "Minimise chat" }));
  await expect(visitor.panel).toBeHidden();
  expect(await behind()).toMatchObject({ overflow: "clip", inert: false, y: 200 });
  expect(await page.evaluate(() => document.querySelector("main")?.inert)).toBe(true);
  // The sheet has added no entry: back leads where it led before.
  // Firefox has kept that page, and shows it again without a word to the driver.
  await page.evaluate("setTimeout(() => history.back())");
  await page.waitForFunction("location.pathname === '/desk'");
});

test("the transcript is kept as a page as well, and is a page in the language that is spoken", {
  tag: engine("document"),
}, async ({ server, visitor, downloaded }) => {
  await visitor.begin(server.url, "<b>my words</b>");
  await visitor.panel.getByRole("button", { name: "Chat options" }).click();
  await visitor.page.getByRole("menuitem", { name: "Download transcript" }).click();
  const { name, text } = await downloaded(() =>
    visitor.page.getByRole("menuitem", { name: "Web page" }).click(),
  );
  expect(name).toMatch(/\.html$/);
  expect(text).toContain('<html lang="en" dir="ltr">');
  expect(text).toContain("&lt;b&gt;my words&lt;/b&gt;");
});
