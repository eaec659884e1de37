import { expect, test } from "./fixtures.ts";
import { press } from "./phone.ts";
import { Visitor } from "./visitor.ts";
import { engine } from "./engine-subjects.ts";

/* Whole conversations, as different people have them. */

test("in Arabic, on a phone: from the page to the end, with an agent who writes English", {
  tag: engine("layout"),
}, async ({ server, phone, agent }) => {
  await agent.signIn();
  const page = await phone({ locale: "ar-EG" });
  await page.route(/\/$/, async (route) => {
    const response = await route.fetch();
    const html = (await response.text()).replace('<html lang="en">', '<html lang="ar" dir="rtl">');
    await route.fulfill({ response, body: html });
  });
  await page.goto(server.url);
  await press(page.getByRole("button", { name: "تحدّث معنا" }));
  const panel = page.getByRole("dialog", { name: /محادثة مع .*Lantern Line/ });
  await expect(panel).toHaveAttribute("dir", "rtl");
  await expect(page.locator("[part=log]")).toContainText("أنت");
  const field = page.getByRole("textbox", { name: "الرسالة" });
  await field.fill("أريد سريرًا سفليًا");
  await press(page.getByRole("button", { name: "إرسال الرسالة" }));
  const row = page.getByRole("article").filter({ hasText: "أريد سريرًا" });
  await expect(row).toContainText("أُرسلت");
  await agent.takeNext();
  expect(await agent.reads()).toContain("أريد سريرًا سفليًا");
  await agent.write("Coach 12, berth 33");
  const answer = page.getByRole("article").filter({ hasText: "Coach 12" });
  await expect(answer).toBeVisible();
  // The guest's own words stand on the left in a mirrored panel, the agent's on the right.
  const [own, theirs] = [
    await row.locator(".pl-b").boundingBox(),
    await answer.locator(".pl-b").boundingBox(),
  ];
  expect(own?.x ?? 0).toBeLessThan(theirs?.x ?? 0);
  await page.screenshot({ path: "test-results/arabic-phone.png" });
  await press(panel.getByRole("button", { name: "خيارات المحادثة" }));
  await press(page.getByRole("menuitem", { name: "إنهاء المحادثة" }));
  await press(page.getByRole("alertdialog").getByRole("button", { name: "إنهاء المحادثة" }));
  await expect(panel).toContainText("أنهيت المحادثة.");
  await panel.locator("label", { has: page.getByRole("radio", { name: "جيدة" }) }).click();
  await press(panel.getByRole("button", { name: "إرسال التقييم" }));
  await expect(panel).toContainText("وصل تقييمك إلى الفريق.");
});

test("by keyboard alone: opened, written, read, rated, minimised", {
  tag: engine("focus"),
}, async ({ server, visitor, agent }) => {
  const { page } = visitor;
  const { keyboard } = page;
  const tabTo = async (name: string): Promise<void> => {
    const seen: unknown[] = [];
    for (let step = 0; step < 30; step++) {
      await keyboard.press("Tab");
      const here = await page.evaluate(() => {
        const active = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
        const label = (active as Partial<HTMLInputElement> | null)?.labels?.[0];
        return active?.getAttribute("aria-label") ?? (label ?? active)?.textContent?.trim() ?? "";
      });
      if (here.startsWith(name)) return;
      seen.push(here);
    }
    throw new Error(`Tab never reached ${name}: ${seen.join("; ")}`);
  };
  await visitor.arrive(server.url);
  await tabTo("Chat with us");
  await keyboard.press("Enter");
  await expect(visitor.composer).toBeFocused();
  await keyboard.type("Where is my berth?");
  await keyboard.press("Enter");
  await expect(visitor.row("my berth")).toContainText("Sent");
  await agent.takeNext();
  await agent.write("See https://lanternline.example/berths");
  await expect(visitor.row("berths")).toBeVisible();
  await keyboard.press("Shift+Tab");
  await expect(page.getByRole("button", { name: "Attach a file" })).toBeFocused();
  await keyboard.press("Shift+Tab");
  await expect(visitor.log).toBeFocused();
  await keyboard.press("ArrowUp");
  await expect(visitor.row("berths")).toBeFocused();
  await keyboard.press("Enter");
  await expect(page.getByRole("link", { name: /lanternline.example/ })).toBeFocused();
  await keyboard.press("Escape");
  await expect(visitor.composer).toBeFocused();
  // The message that was read last is a stop.
  await keyboard.press("Shift+Tab");
  await keyboard.press("Shift+Tab");
  await expect(visitor.row("berths")).toBeFocused();
  await keyboard.press("Shift+Tab");
  await keyboard.press("Shift+Tab");
  await keyboard.press("Shift+Tab");
  await expect(page.getByRole("button", { name: "Chat options" })).toBeFocused();
  await keyboard.press("Enter");
  await expect(page.getByRole("menuitemcheckbox", { name: "Sounds" })).toBeFocused();
  await keyboard.press("End");
  await keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Keep chatting" })).toBeFocused();
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await expect(visitor.panel).toContainText("You ended the chat.");
  // The screen moves the focus to itself once it is drawn.
  await expect(page.getByRole("radio", { name: "Very poor" })).toBeVisible();
  await expect(visitor.panel.locator(":focus")).toHaveCount(1);
  await tabTo("Very poor");
  await keyboard.press("ArrowRight");
  await keyboard.press("ArrowRight");
  await keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: "Good" })).toBeChecked();
  await tabTo("Send rating");
  await keyboard.press("Enter");
  await expect(visitor.panel).toContainText("Your rating is with the team.");
  await keyboard.press("Escape");
  await expect(visitor.launcher).toBeFocused();
});

test("at 400 % zoom: opened, written, read and ended, with nothing out of reach", {
  tag: engine("layout"),
}, async ({ server, browser, agent }) => {
  // 1280 x 1024 at 400 %.
  const context = await browser.newContext({
    viewport: { width: 320, height: 256 },
    deviceScaleFactor: 4,
  });
  const page = await context.newPage();
  const visitor = new Visitor(page);
  await agent.signIn();
  await visitor.begin(server.url, "I see four times as large");
  await agent.takeNext();
  await agent.write("We write as large as you like");
  await expect(visitor.row("as large as you like")).toBeInViewport();
  await expect(visitor.composer).toBeInViewport();
  const place = visitor.panel.getByText("Lantern Line · Bookings", { exact: true });
  await expect(place).toBeVisible();
  // The line would end in an ellipsis.
  expect(await place.evaluate((line) => line.scrollWidth - line.clientWidth)).toBe(0);
  await visitor.panel.getByRole("button", { name: "Chat options" }).click();
  const end = page.getByRole("menuitem", { name: "End chat" });
  await end.scrollIntoViewIfNeeded();
  await expect(end).toBeInViewport();
  await end.click();
  const leave = page.getByRole("alertdialog").getByRole("button", { name: "End chat" });
  await leave.scrollIntoViewIfNeeded();
  await leave.click();
  await expect(visitor.panel).toContainText("You ended the chat.");
  const again = visitor.panel.getByRole("button", { name: "Start a new chat" });
  await expect(again).toBeInViewport();
  await context.close();
});
