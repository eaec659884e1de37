import automatic from "../bench/automatic-chunks.json" with { type: "json" };
import { expect, test } from "./fixtures.ts";
import { page as htmlPage, snippet } from "./host-page.ts";
import { engine } from "./engine-subjects.ts";

test.describe("as a site embeds it", () => {
  test.use({ beginning: "as given" });

  test("before intent the page has loaded one script and drawn one button: no cookie, no storage, no request, no other global", async ({
    agent,
    server,
    visitor,
  }) => {
    await agent.signIn();
    const { page } = visitor;
    const requests: string[] = [];
    page.on("request", (request) => requests.push(new URL(request.url()).pathname));
    await page.addInitScript(() => {
      const writes: string[] = [];
      Object.assign(window, { writes });
      const { setItem } = Storage.prototype;
      Storage.prototype.setItem = function (key, value) {
        writes.push(key);
        setItem.call(this, key, value);
      };
    });
    await visitor.arrive(server.url);
    await expect(visitor.launcher).toBeVisible();
    await page.waitForLoadState("networkidle");
    expect(
      requests.filter((path) => path.startsWith("/parlor") || path.startsWith("/api")),
    ).toEqual(["/parlor.js"]);
    expect(await page.evaluate(() => (window as unknown as { writes: string[] }).writes)).toEqual(
      [],
    );
    expect(await page.context().cookies()).toEqual([]);
    await visitor.openChat();
    // The size gate counts these chunks. The one with menu, dialogs and cards loads with the first
    // action of the visitor in the panel.
    const chunks = (): string[] =>
      [...new Set(requests)].flatMap(
        (path) => /parlor\/[^/]+\/([a-z-]+)-[^/]*$/.exec(path)?.[1] ?? [],
      );
    await expect.poll(() => chunks().toSorted()).toEqual(automatic.toSorted());
    await visitor.composer.press("a");
    await expect.poll(chunks).toHaveLength(automatic.length + 1);
    expect(chunks().at(-1)).toBe("secondary");
  });
});

test("keyboard: the launcher opens with focus in the composer, Escape gives it back, the log is one stop with arrows", {
  tag: engine("focus"),
}, async ({ server, visitor }) => {
  const { page } = visitor;
  await visitor.arrive(server.url);
  await visitor.launcher.focus();
  await page.keyboard.press("Enter");
  await expect(visitor.composer).toBeFocused();
  await page.keyboard.type("one");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("two");
  await expect(visitor.composer).toHaveValue("one\ntwo");
  await page.keyboard.press("Enter");
  await expect(visitor.row("two")).toContainText("Sent");
  await expect(visitor.composer).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await expect(page.getByRole("button", { name: "Attach a file" })).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await expect(page.getByRole("button", { name: "Leave the queue" })).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await expect(visitor.log).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(visitor.row("two")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(visitor.composer).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(visitor.launcher).toBeFocused();
  await expect(visitor.launcher).toHaveAttribute("aria-expanded", "false");
});

test("a message that arrives while the panel is closed lights the launcher and counts", async ({
  server,
  visitor,
  agent,
}) => {
  await visitor.arrive(server.url);
  await visitor.openChat();
  await visitor.write("Hello");
  await agent.takeNext();
  await expect(visitor.log).toContainText("joined");
  await visitor.page.getByRole("dialog").getByRole("button", { name: "Minimise chat" }).click();
  await agent.write("Are you there?");
  await expect(
    visitor.page.getByRole("button", { name: "Chat with us, 1 unread message" }),
  ).toBeVisible();
  await visitor.openChat();
  await expect(visitor.log).toContainText("New");
});

test("forget leaves nothing in storage: no session, no unsent message, no draft, no choice", {
  tag: engine("storage"),
}, async ({ server, visitor }) => {
  const { page } = visitor;
  await visitor.arrive(server.url);
  await visitor.openChat();
  await visitor.write("a message");
  await expect(visitor.row("a message")).toContainText("Sent");
  await visitor.composer.fill("a draft");
  await visitor.panel.getByRole("button", { name: "Chat options" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Sounds" }).click();
  const stored = (): Promise<string[]> =>
    page.evaluate(() =>
      [localStorage, sessionStorage].flatMap((storage) =>
        Object.keys(storage).map((key) => key.split(":").slice(0, 2).join(":")),
      ),
    );
  await expect
    .poll(async () => (await stored()).toSorted((a, b) => a.localeCompare(b)))
    .toEqual([
      "parlor:draft",
      "parlor:open",
      "parlor:seen",
      "parlor:session",
      "parlor:sound",
      "parlor:visitor",
      "parlor:visitor",
    ]);
  await page.evaluate(() =>
    (window as unknown as { Parlor: (method: string) => Promise<void> }).Parlor("forget"),
  );
  expect(await stored()).toEqual([]);
});

for (const words of ["null", "{ company:", ""]) {
  test(`a JSON block that says ${JSON.stringify(words)} does no harm: what the tag says counts, and a conversation goes`, async ({
    server,
    site,
    visitor,
  }) => {
    const block = `<script type="application/json" data-parlor-config>${words}</script>`;
    site.put("/", htmlPage({ head: block + (await snippet(server)) }));
    await visitor.begin(site.url, "Good evening");
  });
}
