import type { Page } from "@playwright/test";
import { expect, test } from "./emulated-service.ts";
import { parlor } from "./parlor-call.ts";

/* Signed-in visitors of Web Messaging, and sessions that end when nobody writes. */

const ACCOUNT = "parlor:account:5c1e0b52-7f0e-4b1f-9c3c-8f2f5d7a1e10";

/** Calls `identify()` as a page does whose visitor has signed in. */
const identify = (page: Page): Promise<unknown> =>
  page.evaluate(() => {
    const { Parlor, codeOfPage } = window as unknown as {
      Parlor: (...args: unknown[]) => Promise<unknown>;
      codeOfPage: () => Promise<unknown>;
    };
    return Parlor("identify", { getAuthCode: () => codeOfPage() });
  });

test.describe("with visitors who can sign in", () => {
  test.use({ settings: { auth: true, allowSessionUpgrade: true } });

  test.beforeEach(async ({ page, emulator }) => {
    const ada = { id: "ada", nickname: "Ada" };
    await page.exposeFunction("codeOfPage", () => ({
      code: emulator.issueCode(ada),
      redirectUri: "https://shop.example.test/cb",
    }));
  });

  test("a guest signs in, comes back on the next page, and signs out", async ({
    page,
    emulator,
    visitor,
    begin,
  }) => {
    const conversation = await begin(visitor, "As a guest");
    await identify(page);
    await visitor.write("It is me");
    await expect(visitor.row("It is me")).toContainText("Sent");
    await expect(visitor.row("As a guest")).toHaveCount(1);
    const jwts = emulator.frames.flatMap(({ frame }) => {
      const code: unknown = Reflect.get(Object(frame["data"]), "code");
      return typeof code === "string" ? code : [];
    });
    expect(jwts).toHaveLength(1);
    const [jwt = ""] = jwts;
    const kept = await page.evaluate(() =>
      JSON.stringify([localStorage, sessionStorage].map(Object.entries)),
    );
    expect(kept).toContain("refreshToken");
    expect(kept).not.toContain(jwt);
    expect(await page.content()).not.toContain(jwt);
    expect(emulator.calls.map(({ path }) => path).join()).not.toContain(jwt);

    await visitor.reload();
    await visitor.write("On the next page");
    await expect(visitor.row("On the next page")).toContainText("Sent");
    expect(conversation.guestTexts).toEqual(["As a guest", "It is me", "On the next page"]);

    await parlor(page, "logout");
    await emulator.until(() => conversation.ending === "signedOut");
    await expect(visitor.panel).toBeHidden();
    expect(await page.evaluate((key) => localStorage.getItem(key), ACCOUNT)).toBeNull();
    await visitor.openChat();
    await expect(visitor.log).not.toContainText("It is me");
  });

  test("a page whose visitor is signed in begins as that person", async ({
    page,
    put,
    emulator,
    visitor,
  }) => {
    await page.goto(put());
    await identify(page);
    await visitor.openChat();
    await visitor.write("Hello");
    await expect(visitor.row("Hello")).toContainText("Sent");
    const [first] = emulator.frames.filter(({ from }) => from === "guest");
    expect(first?.frame["action"]).toBe("configureAuthenticatedSession");
  });
});

test.describe("with sessions of five minutes", () => {
  test.use({ settings: { sessionSeconds: 299, variants: { echoExtendsSession: true } } });

  test("the visitor is warned before the end, and can stay", async ({
    emulator,
    visitor,
    begin,
  }) => {
    const conversation = await begin(visitor, "Hello");
    const warning = visitor.log.getByText("This chat closes in about 5 minutes");
    await expect(warning).toBeVisible();
    // Staying asks the service, which tells a later end.
    emulator.deployment().change({ sessionSeconds: 3_600 });
    const echoes = () => emulator.frames.filter(({ frame }) => frame["action"] === "echo").length;
    const before = echoes();
    await visitor.log.getByRole("button", { name: "I’m still here" }).click();
    await emulator.until(() => echoes() > before);
    await expect(warning).toBeHidden();
    expect(conversation.ending).toBeNull();
  });
});

test("the count of a long text is that of its bytes, too", async ({ page, put, visitor }) => {
  await page.goto(put());
  await visitor.openChat();
  await visitor.composer.fill("ж".repeat(2_048));
  const count = visitor.panel.locator(".pl-count");
  await expect(count).toContainText("2,048 / 2,048");
  await visitor.composer.fill("ж".repeat(2_049));
  await expect(count).toContainText("2,049 / 2,048");
  await visitor.composer.press("Enter");
  await expect(visitor.log.getByRole("article")).toHaveCount(0);
  await visitor.composer.fill("ж".repeat(2_048));
  await visitor.composer.press("Enter");
  await expect(visitor.row("жжж")).toContainText("Sent");
});
