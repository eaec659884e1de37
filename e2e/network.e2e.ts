import { expect, KILLS_TAG, test } from "./fixtures.ts";
import { engine } from "./engine-subjects.ts";

/* A bad network as the visitor sees it. */

test("offline: the banner counts what waits, focus stays in the field, and all goes out when the network is back", {
  tag: [KILLS_TAG, engine("network")],
}, async ({ server, visitor }) => {
  await visitor.begin(server.url, "my first words");
  await visitor.page.context().setOffline(true);
  await server.stop("SIGKILL");
  await visitor.write("one in the tunnel");
  await visitor.write("two in the tunnel");
  await expect(visitor.panel).toContainText("You’re offline.");
  await expect(visitor.panel).toContainText("2 messages will send when you’re back.");
  await expect(visitor.row("two in the tunnel")).toContainText("Sends when you’re back online");
  await expect(visitor.composer).toBeFocused();
  await server.start();
  await visitor.page.context().setOffline(false);
  await expect(visitor.panel).toContainText("Back online. 2 messages sent.");
  await expect(visitor.composer).toBeFocused();
  await expect(visitor.log.getByRole("article").last()).toContainText("Sent");
  await expect(visitor.row("one in the tunnel")).toHaveCount(1);
});

test("a message that three tries did not bring through says so, and Retry sends it without moving focus from the field", async ({
  server,
  visitor,
}) => {
  await visitor.begin(server.url, "my first words");
  await server.switch("operations", {
    operationId: "postWebchatGuestConversationMemberMessages",
    count: 3,
    failWithStatus: 503,
  });
  await visitor.write("unlucky");
  await expect(visitor.row("unlucky")).toContainText("Not sent.", { timeout: 20_000 });
  await visitor.row("unlucky").getByRole("button", { name: "Retry" }).click();
  await expect(visitor.composer).toBeFocused();
  await expect(visitor.row("unlucky")).toContainText("Sent ·");
});

test("the session is revoked: the end says so, and the new chat is offered what was not sent", async ({
  server,
  visitor,
}) => {
  const created = visitor.page.waitForResponse(/guest\/conversations$/);
  await visitor.begin(server.url, "my first words");
  const { id } = (await (await created).json()) as { id: string };
  // The server closes the stream of a revoked token at once: the message is written before that.
  await visitor.page.context().setOffline(true);
  await visitor.write("too late");
  await expect(visitor.row("too late")).toBeVisible();
  await server.switch("revoke", { conversationId: id });
  await visitor.page.context().setOffline(false);
  await expect(visitor.panel).toContainText("This chat can’t go on");
  await expect(visitor.panel).toContainText("1 message was not sent.");
  await visitor.panel.getByRole("button", { name: "Start a new chat" }).click();
  await expect(visitor.row("too late")).toContainText("Not sent.");
  await visitor.row("too late").getByRole("button", { name: "Retry" }).click();
  await expect(visitor.row("too late")).toContainText("Sent ·");
});
