import { expect, test } from "./fixtures.ts";
import { createFakeServer, parlorPage } from "../src/testing/index.ts";

test("a traveller asks, and an agent answers", { tag: "@needs-post-data" }, async ({ page }) => {
  const server = createFakeServer();
  await server.serve(page);
  await page.goto("/");

  const visitor = parlorPage(page);
  await visitor.open();
  await visitor.write("Is there a night train to Verona?");
  await server.waitForMessage(/night train/);
  server.agentJoins({ name: "Noor Haddad" });
  server.agentSays("There is, at 21:40.");
  await visitor.shows("There is, at 21:40.");

  await visitor.close();
  server.agentSays("Shall I book it?");
  await expect.poll(async () => (await visitor.look()).unreadCount).toBe(1);
});

test("a page that is refused, and loses its streams and its network, recovers", {
  tag: "@needs-post-data",
}, async ({ page }) => {
  const server = createFakeServer();
  await server.serve(page);
  await page.goto("/");
  const visitor = parlorPage(page);

  server.failNext({ on: "create", status: 503, code: "service.unavailable" });
  await visitor.open();
  await page.getByRole("button", { name: "Try again" }).click();
  await server.waitForConversation();
  server.agentJoins({ name: "Noor Haddad" });
  await visitor.shows("Noor Haddad");

  server.dropSockets();
  server.agentSays("Still here?");
  await visitor.shows("Still here?");

  server.goOffline();
  await visitor.write("I am");
  await visitor.shows("You’re offline");
  server.comeBack();
  await server.waitForMessage("I am");
});
