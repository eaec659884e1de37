import { expect, test } from "./fixtures.ts";
import { watchBodies } from "./request-bodies.ts";
import { signFacts } from "./sign-facts.ts";

/*
 * A visitor who is logged in on the site: its back end vouches for them, the agent sees it, and no
 * later visitor is taken for them.
 */

declare global {
  interface Window {
    tokenFor: (signedIn: boolean) => Promise<string>;
    asked: number;
  }
}

test("a page says who is logged in; the desk says Verified; after the log-out the next guest is nobody in particular", async ({
  server,
  visitor,
  desk,
}) => {
  const { page } = visitor;
  const token = await signFacts(server, {
    sub: "customer-4711",
    firstName: "Ada",
    lastName: "Byron",
    email: "ada@example.test",
  });
  const addresses: string[] = [];
  page.on("request", (request) => addresses.push(request.url()));
  const sent = await watchBodies(page);
  const pathsWithToken = async (): Promise<string[]> =>
    (await sent()).filter(({ body }) => body.includes(token)).map(({ path }) => path);
  const logged: string[] = [];
  page.on("console", (message) => logged.push(message.text()));
  await page.exposeFunction("tokenFor", () => token);
  await visitor.arrive(server.url);
  await page.evaluate(async () => {
    window.asked = 0;
    const told: unknown[] = [];
    Object.assign(window, { told });
    await window.Parlor("on", "*", (event: unknown) => told.push(event));
    await window.Parlor("identify", {
      getToken: () => {
        window.asked++;
        return window.tokenFor(true);
      },
      profile: { displayName: "Whoever" },
    });
  });
  expect(await page.evaluate(() => window.asked)).toBe(0);
  await visitor.openChat();
  await visitor.write("About my booking");
  await expect(visitor.row("About my booking")).toContainText("Sent");
  expect(await page.evaluate(() => window.asked)).toBe(1);

  await desk.signIn("Noor Haddad");
  await desk.takeNext();
  await expect(desk.page.getByRole("heading", { name: /Ada Byron/ })).toBeVisible();
  const facts = desk.page.locator(".dk-facts");
  await expect(facts.locator("div").filter({ hasText: "ada@example.test" })).toContainText(
    "Verified",
  );

  // The token has gone with the create call, and nowhere else.
  expect(await pathsWithToken()).toEqual(["/api/v2/webchat/guest/conversations"]);
  const stored = await page.evaluate(() => [
    ...Object.entries(localStorage),
    ...Object.entries(sessionStorage),
  ]);
  expect(JSON.stringify(stored)).not.toContain(token);
  const session = stored.find(([key]) => key.startsWith("parlor:session:"))?.[1] as string;
  const { jwt, eventStreamUri } = JSON.parse(session) as Record<string, string>;
  // Firefox counts the event stream among the requests.
  const stream = eventStreamUri?.replace(/^ws/, "http");
  const told = await page.evaluate(() =>
    JSON.stringify([
      (window as unknown as { told: unknown[] }).told,
      document.documentElement.outerHTML,
      document.querySelector("[data-parlor]")?.shadowRoot?.innerHTML,
    ]),
  );
  expect(told).toContain("agent:joined");
  for (const secret of [token, jwt!, eventStreamUri!])
    for (const text of [told, ...logged, ...addresses.filter((one) => one !== stream)])
      expect(text.includes(secret), text.slice(0, 80)).toBe(false);

  await page.evaluate(() => window.Parlor("reset"));
  await expect(visitor.panel).toBeHidden();
  await visitor.openChat();
  await visitor.write("Somebody else");
  await expect(visitor.row("Somebody else")).toContainText("Sent");
  await expect(visitor.row("About my booking")).toHaveCount(0);
  expect(await page.evaluate(() => window.asked)).toBe(1);
  expect(await pathsWithToken()).toHaveLength(1);
});

test("a token that the server does not believe: the panel says that the chat did not open, and another try asks for another token", async ({
  server,
  visitor,
}) => {
  const { page } = visitor;
  const token = await signFacts(server, { sub: "customer-4711", firstName: "Ada" });
  const tokens = [`${token.slice(0, -6)}AAAAAA`, token];
  await page.exposeFunction("tokenFor", () => tokens.shift());
  await visitor.arrive(server.url);
  await page.evaluate(() => window.Parlor("identify", { getToken: () => window.tokenFor(true) }));
  await page.getByRole("button", { name: /^Chat with us/ }).click();
  await expect(visitor.panel.getByRole("group", { name: "The chat didn’t open" })).toBeVisible();
  await visitor.panel.getByRole("button", { name: "Try again" }).click();
  await visitor.write("now it is me");
  await expect(visitor.row("now it is me")).toContainText("Sent");
  expect(tokens).toEqual([]);
});
