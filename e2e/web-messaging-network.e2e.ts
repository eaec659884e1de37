import { expect, test } from "./emulated-service.ts";
import { engine } from "./engine-subjects.ts";
import { Visitor } from "./visitor.ts";

/* A bad network, and sessions that end, with a service that the browser talks to itself. */

test("offline: the banner counts what waits, and all goes out once when the network is back", {
  tag: engine("network"),
}, async ({ page, emulator, visitor, begin }) => {
  test.slow(); // It waits for a connection.
  const conversation = await begin(visitor, "my first words");
  await page.context().setOffline(true);
  emulator.setMaintenance(true);
  await visitor.write("one in the tunnel");
  await visitor.write("two in the tunnel");
  await expect(visitor.panel).toContainText("You’re offline.");
  await expect(visitor.panel).toContainText("2 messages will send when you’re back.");
  await expect(visitor.composer).toBeFocused();
  conversation.agent({ nickname: "Robin" }).says("Are you there?");
  emulator.setMaintenance(false);
  await page.context().setOffline(false);
  await expect(visitor.panel).toContainText("Back online. 2 messages sent.");
  await expect(visitor.row("Are you there?")).toHaveCount(1);
  await expect(visitor.row("one in the tunnel")).toHaveCount(1);
  await expect(visitor.row("two in the tunnel")).toContainText("Sent");
  await expect(visitor.composer).toBeFocused();
  expect(conversation.guestTexts).toEqual([
    "my first words",
    "one in the tunnel",
    "two in the tunnel",
  ]);
});

test("a connection that breaks with a message on its way: it arrives once, and is shown once", async ({
  emulator,
  visitor,
  begin,
}) => {
  test.slow(); // It waits for a connection.
  const conversation = await begin(visitor, "my first words");
  // The service has the message, and its echo is lost with the connection.
  emulator.fault({ on: "frame", direction: "Inbound", does: "drop", times: 1 });
  await visitor.write("once only");
  await emulator.until(() => conversation.guestTexts.includes("once only"));
  conversation.dropsSockets();
  await expect(visitor.row("once only")).toContainText("Sent", { timeout: 20_000 });
  await expect(visitor.row("once only")).toHaveCount(1);
  expect(conversation.guestTexts).toEqual(["my first words", "once only"]);
});

test("a message that three tries did not bring through says so, and Retry sends it", async ({
  emulator,
  visitor,
  begin,
}) => {
  test.slow(); // Three tries.
  const conversation = await begin(visitor, "my first words");
  const mend = emulator.fault({ on: "request", action: "onMessage", code: 5000 });
  await visitor.write("unlucky");
  await expect(visitor.row("unlucky")).toContainText("Not sent.", { timeout: 30_000 });
  mend();
  await visitor.row("unlucky").getByRole("button", { name: "Retry" }).click();
  await expect(visitor.row("unlucky")).toContainText("Sent ·");
  expect(conversation.guestTexts).toEqual(["my first words", "unlucky"]);
});

test("the session expires: the end says so, and the new chat is offered what was not sent", async ({
  page,
  emulator,
  visitor,
  begin,
}) => {
  test.slow(); // It waits for a connection.
  const conversation = await begin(visitor, "my first words");
  emulator.setMaintenance(true);
  await page.context().setOffline(true);
  await visitor.write("too late");
  await expect(visitor.row("too late")).toBeVisible();
  conversation.expires();
  emulator.setMaintenance(false);
  await page.context().setOffline(false);
  await expect(visitor.panel).toContainText("This chat can’t go on");
  await expect(visitor.panel).toContainText("1 message was not sent.");
  await visitor.panel.getByRole("button", { name: "Start a new chat" }).click();
  await expect(visitor.row("too late")).toContainText("Not sent.");
  await visitor.row("too late").getByRole("button", { name: "Retry" }).click();
  await expect(visitor.row("too late")).toContainText("Sent ·");
  await emulator.until(() =>
    emulator.conversations.some(({ guestTexts }) => guestTexts.includes("too late")),
  );
});

test("two tabs show one conversation over one connection, and each message once", async ({
  page,
  site,
  visitor,
  begin,
}) => {
  const conversation = await begin(visitor, "from the first tab");
  const second = new Visitor(await page.context().newPage());
  await second.arrive(site.url);
  await second.launcher.click();
  await expect(second.row("from the first tab")).toBeVisible();
  await second.write("from the second tab");
  conversation.agent({ nickname: "Robin" }).says("Hello both");
  for (const tab of [visitor, second]) {
    await expect(tab.row("from the second tab")).toContainText("Sent");
    await expect(tab.row("Hello both")).toHaveCount(1);
  }
  expect(conversation.connectionCount).toBe(1);
  await page.close();
  await second.write("alone");
  await expect(second.row("alone")).toContainText("Sent", { timeout: 15_000 });
  expect(conversation.guestTexts).toEqual(["from the first tab", "from the second tab", "alone"]);
});
