import type { Page, WebSocketRoute } from "@playwright/test";
import { AgentDesk } from "./agent-desk.ts";
import { expect, test as base } from "./fixtures.ts";
import { NamedGuest } from "./named-guest.ts";

/*
 * An agent's work with several guests on a slow or broken network, and every action that cannot be
 * undone.
 */

const MESSAGES = "postConversationsChatCommunicationMessages";

interface Fixtures {
  /** Lets a guest with this name wait in the queue. */
  readonly arrive: (name: string, text?: string) => Promise<NamedGuest>;
}

const test = base.extend<Fixtures>({
  arrive: async ({ server }, use) => {
    const guests: NamedGuest[] = [];
    await use(async (name, text = `Hello from ${name}`) => {
      const guest = await NamedGuest.begin(server, name, text);
      guests.push(guest);
      return guest;
    });
    for (const guest of guests) guest.leave();
  },
});

const unsent = (desk: AgentDesk, text: string) =>
  desk.log.getByRole("listitem").filter({ hasText: text });

/** Requests of the page by method and path, from now on. */
function watch(page: Page): string[] {
  const seen: string[] = [];
  page.on("request", (request) =>
    seen.push(`${request.method()} ${new URL(request.url()).pathname}`),
  );
  return seen;
}

async function talkTo(desk: AgentDesk, ...names: readonly string[]): Promise<void> {
  // In Firefox only one window has the focus, and these tests ask where it is.
  await desk.page.bringToFront();
  await desk.signIn("Noor Haddad");
  for (const name of names) await desk.take(name);
}

test("a message that was not sent stands in its own chat only, and Retry sends it to that guest", async ({
  desk,
  arrive,
}) => {
  const [mara, oskar] = [await arrive("Mara"), await arrive("Oskar")];
  await talkTo(desk, "Oskar", "Mara");
  await desk.page.context().setOffline(true);
  await desk.write("SECRET for Mara");
  await expect(unsent(desk, "SECRET for Mara")).toContainText("Not sent.");
  await desk.page.context().setOffline(false);
  await desk.choose("Oskar");
  await expect(desk.log).toContainText("Hello from Oskar");
  await expect(desk.log.getByText("SECRET for Mara")).toHaveCount(0);
  await expect(desk.page.getByRole("button", { name: "Retry" })).toHaveCount(0);
  await expect(desk.row("Mara")).toContainText("Not sent");
  await desk.choose("Mara");
  await desk.page.getByRole("button", { name: "Retry" }).click();
  await expect.poll(() => mara.heard).toEqual(["SECRET for Mara"]);
  await expect(desk.log.getByText("SECRET for Mara")).toHaveCount(1);
  await expect(desk.log).not.toContainText("Not sent");
  expect(oskar.heard).toEqual([]);
});

test("Enter, and at once another chat, on a slow network: the message goes to the guest for whom it was written", async ({
  server,
  desk,
  arrive,
}) => {
  const [ama, oskar] = [await arrive("Ama"), await arrive("Oskar")];
  await server.switch("operations", {
    operationId: "getConversation",
    delayMs: 600,
    count: 20,
  });
  await talkTo(desk, "Oskar", "Ama");
  const requests = watch(desk.page);
  await server.switch("operations", { operationId: MESSAGES, delayMs: 600, count: 20 });
  await desk.write("For Ama");
  await desk.choose("Oskar");
  await desk.write("For Oskar");
  await expect.poll(() => [ama.heard, oskar.heard]).toEqual([["For Ama"], ["For Oskar"]]);
  await expect(desk.log).not.toContainText("Not sent");
  const posts = requests.filter((one) => /^POST .*\/messages$/.test(one));
  expect(posts).toHaveLength(2);
  expect(posts.filter((one) => one.includes("//"))).toEqual([]);
});

test("the address of a chat's messages is asked for once, not before each message", async ({
  desk,
  arrive,
}) => {
  const mara = await arrive("Mara");
  await talkTo(desk, "Mara");
  await desk.write("one");
  await expect.poll(() => mara.heard).toEqual(["one"]);
  const requests = watch(desk.page);
  await desk.write("two");
  await desk.write("three");
  await expect.poll(() => mara.heard).toEqual(["one", "two", "three"]);
  expect(requests.filter((one) => /^GET \/api\/v2\/conversations\/[^/]+$/.test(one))).toEqual([]);
});

test("an answer that gets lost on its way back: Retry sends with the same key, and the guest has it once", async ({
  desk,
  arrive,
}) => {
  const mara = await arrive("Mara");
  // The notification would tell that it has arrived.
  await desk.page.routeWebSocket(/.*/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((frame) => {
      if (!String(frame).includes("Berth 33")) socket.send(frame);
    });
  });
  await talkTo(desk, "Mara");
  await desk.page.evaluate(() => {
    const real = window.fetch;
    const keys: (string | null)[] = [];
    Object.assign(window, { keys });
    window.fetch = async (path, init) => {
      const address = path instanceof Request ? path.url : path.toString();
      const isPost = init?.method === "POST" && address.endsWith("/messages");
      // The history would tell that it has arrived.
      if (!isPost && /\/messages\b/.test(address)) throw new TypeError("offline");
      if (isPost) keys.push(new Headers(init.headers).get("idempotency-key"));
      const answer = await real(path, init);
      if (isPost && keys.length === 1) throw new TypeError("offline");
      return answer;
    };
  });
  await desk.write("Berth 33");
  await expect(unsent(desk, "Berth 33")).toContainText("It may have arrived all the same");
  await desk.page.getByRole("button", { name: "Retry" }).click();
  await expect(desk.page.getByRole("button", { name: "Retry" })).toHaveCount(0);
  const keys = await desk.page.evaluate(() => (window as unknown as { keys: string[] }).keys);
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
  expect(mara.heard).toEqual(["Berth 33"]);
});

test("a message being sent during a reload arrives once, in its chat; a failed one waits there, and Delete removes it", async ({
  server,
  desk,
  arrive,
}) => {
  const [mara, oskar] = [await arrive("Mara"), await arrive("Oskar")];
  await talkTo(desk, "Oskar", "Mara");
  await server.switch("operations", { operationId: MESSAGES, failWithStatus: 500, count: 1 });
  await desk.write("It failed");
  await expect(unsent(desk, "It failed")).toContainText("Not sent.");
  await server.switch("operations", { operationId: MESSAGES, delayMs: 1_000, count: 2 });
  await desk.write("On its way");
  await desk.page.reload();
  await desk.choose("Oskar");
  await expect.poll(() => mara.heard).toEqual(["On its way"]);
  await desk.choose("Mara");
  await expect(unsent(desk, "It failed")).toContainText("Not sent.");
  await unsent(desk, "It failed").getByRole("button", { name: "Delete" }).click();
  await expect(desk.log).not.toContainText("It failed");
  await desk.page.reload();
  await desk.choose("Mara");
  await expect(desk.log).toContainText("On its way");
  await expect(desk.log).not.toContainText("It failed");
  expect(oskar.heard).toEqual([]);
});

test("the chat ends while a message is on its way: it stays there as not sent, with the reason", async ({
  server,
  desk,
  arrive,
}) => {
  const mara = await arrive("Mara");
  await talkTo(desk, "Mara");
  await server.switch("operations", { operationId: MESSAGES, delayMs: 800, count: 1 });
  await desk.write("One more thing");
  await desk.field.fill("And another");
  await mara.end();
  await expect(unsent(desk, "One more thing")).toContainText("Not sent.");
  await expect(unsent(desk, "One more thing")).toContainText("The chat has ended.");
  await expect(unsent(desk, "And another")).toContainText("You were still writing it.");
  await expect(desk.page.getByRole("button", { name: "Retry" })).toHaveCount(0);
  await expect(desk.page.getByText("2 texts were not sent")).toBeVisible();
  // Focus was in the field, which has gone.
  await expect(desk.page.getByRole("heading", { name: "Wrap up" })).toBeFocused();
});

test("drafts, the note of a wrap-up and the note of a transfer stay with their chat, and survive a reload", async ({
  desk,
  arrive,
}) => {
  const yusuf = await arrive("Yusuf");
  await arrive("Mara");
  await arrive("Oskar");
  await talkTo(desk, "Oskar", "Mara", "Yusuf");
  await yusuf.end();
  await desk.page.getByRole("radio", { name: "Follow-up needed" }).check();
  await desk.page.getByRole("textbox", { name: /^Note/ }).fill("Call back");
  await desk.choose("Oskar");
  await desk.page.getByRole("button", { name: "Transfer" }).click();
  await desk.page.getByRole("textbox", { name: /^Note/ }).fill("In a hurry");
  await desk.page.keyboard.press("Escape");
  await desk.field.fill("Half for Oskar");
  await desk.choose("Mara");
  await expect(desk.field).toHaveValue("");
  await desk.field.fill("Half for Mara");
  for (const look of ["first", "after a reload"]) {
    await test.step(look, async () => {
      await desk.choose("Oskar");
      await expect(desk.field).toHaveValue("Half for Oskar");
      await desk.page.getByRole("button", { name: "Transfer" }).click();
      await expect(desk.page.getByRole("textbox", { name: /^Note/ })).toHaveValue("In a hurry");
      await desk.page.keyboard.press("Escape");
      await expect(desk.row("Mara")).toContainText("Draft: Half for Mara");
      await desk.choose("Mara");
      await expect(desk.field).toHaveValue("Half for Mara");
      await desk.choose("Yusuf");
      await expect(desk.page.getByRole("radio", { name: "Follow-up needed" })).toBeChecked();
      await expect(desk.page.getByRole("textbox", { name: /^Note/ })).toHaveValue("Call back");
    });
    if (look === "first") await desk.page.reload();
  }
});

test("a sign-in that ends keeps what was written for the same agent; another agent in that tab sees nothing of it", async ({
  desk,
  arrive,
}) => {
  await arrive("Mara");
  await talkTo(desk, "Mara");
  const expire = async (): Promise<void> => {
    const api = /\/api\/v2\//;
    await desk.page.route(api, (route) =>
      route.fulfill({ status: 401, json: { status: 401, code: "bad.credentials", message: "" } }),
    );
    // Looking at a guest makes the desk call the server.
    await arrive("Oskar");
    await desk.page.getByRole("button", { name: /Oskar/ }).first().click();
    await desk.page.getByText("Your sign-in has ended.").waitFor();
    await desk.page.unroute(api);
  };
  await desk.field.fill("Half an answer");
  await expire();
  await desk.page.getByRole("button", { name: "Noor Haddad" }).click();
  await desk.choose("Mara");
  await expect(desk.field).toHaveValue("Half an answer");
  await expire();
  await desk.page.getByRole("button", { name: "Tomás Brandt" }).click();
  await desk.page.getByRole("heading", { name: /Waiting/ }).waitFor();
  await expect(desk.page.getByText("You’re free.")).toBeVisible();
  await expect
    .poll(() => desk.page.evaluate(() => JSON.stringify(Object.entries(sessionStorage))))
    .not.toContain("Half an answer");
});

test("signing out asks while guests wait for an answer, and erases what was not sent", async ({
  server,
  desk,
  arrive,
}) => {
  await arrive("Mara");
  await talkTo(desk, "Mara");
  await server.switch("operations", { operationId: MESSAGES, failWithStatus: 500, count: 1 });
  await desk.write("Not sent yet");
  await expect(unsent(desk, "Not sent yet")).toContainText("Not sent.");
  await desk.page.getByRole("button", { name: "Sign out" }).click();
  const question = desk.page.getByRole("alertdialog", { name: "Sign out?" });
  await expect(question).toContainText("1 guest is in a chat with you");
  await expect(question).toContainText("1 unsent message in this browser is deleted.");
  await expect(question.getByRole("button", { name: "Stay" })).toBeFocused();
  await question.getByRole("button", { name: "Sign out" }).click();
  await desk.page.getByRole("heading", { name: "Sign in to the desk" }).waitFor();
  const kept = await desk.page.evaluate(() => JSON.stringify(Object.entries(sessionStorage)));
  expect(kept).not.toContain("Not sent yet");
  expect(kept).not.toContain("token");
  await desk.page.getByRole("button", { name: "Noor Haddad" }).click();
  await desk.choose("Mara");
  await expect(desk.log).toContainText("Hello from Mara");
  await expect(desk.log).not.toContainText("Not sent yet");
});

test("no key with Alt, Ctrl or Shift ends, takes, hands on or asks for anything, wherever focus is", async ({
  desk,
  arrive,
}) => {
  const mara = await arrive("Mara");
  await arrive("Oskar");
  await talkTo(desk, "Mara");
  const press = async (): Promise<string[]> =>
    desk.page.evaluate(() => {
      const opened: string[] = [];
      const modifiers = [
        { altKey: true },
        { altKey: true, shiftKey: true },
        { altKey: true, ctrlKey: true },
        { ctrlKey: true, shiftKey: true },
        { metaKey: true, shiftKey: true },
        {},
      ];
      for (const held of modifiers)
        for (const letter of "ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
          const event = new KeyboardEvent("keydown", {
            ...held,
            key: letter.toLowerCase(),
            code: `Key${letter}`,
            bubbles: true,
            cancelable: true,
          });
          document.activeElement?.dispatchEvent(event);
          if (event.defaultPrevented || document.querySelector("dialog[open]") !== null)
            opened.push(letter);
        }
      return opened;
    });
  const requests = watch(desk.page);
  await desk.field.focus();
  expect(await press()).toEqual([]);
  await desk.page.keyboard.press("Alt+e");
  await desk.page.getByRole("button", { name: "Transfer" }).focus();
  expect(await press()).toEqual([]);
  await desk.page.keyboard.press("Alt+e");
  await desk.write("Still here");
  await expect.poll(() => mara.heard).toEqual(["Still here"]);
  expect(mara.hasEnded).toBe(false);
  const acts = requests.filter((one) =>
    /^(PATCH|POST) .*(chats\/[^/]+|take|replace|mediarequests)$/.test(one),
  );
  expect(acts).toEqual([]);
  await expect(desk.page.locator("[aria-keyshortcuts], [accesskey]")).toHaveCount(0);
});

test("ending a chat asks: the safe answer has focus, Escape gives it, and focus has a place afterwards", async ({
  server,
  desk,
  arrive,
}) => {
  const mara = await arrive("Mara");
  await talkTo(desk, "Mara");
  const opener = desk.page.getByRole("button", { name: "End chat" });
  const question = desk.page.getByRole("alertdialog", { name: "End the chat with Mara?" });
  await opener.click();
  await expect(question.getByRole("button", { name: "Keep the chat" })).toBeFocused();
  await desk.page.keyboard.press("Tab");
  await expect(question.getByRole("button", { name: "End chat" })).toBeFocused();
  await desk.page.keyboard.press("Escape");
  await expect(question).toHaveCount(0);
  await expect(opener).toBeFocused();
  await opener.click();
  await desk.page.keyboard.press("Enter");
  await expect(question).toHaveCount(0);
  await expect(opener).toBeFocused();
  expect(mara.hasEnded).toBe(false);

  await server.switch("operations", {
    operationId: "patchConversationsChat",
    failWithStatus: 500,
    count: 1,
  });
  await opener.click();
  await question.getByRole("button", { name: "End chat" }).click();
  await expect(question.getByRole("alert")).toContainText("The chat was not ended.");
  await question.getByRole("button", { name: "End chat" }).click();
  await expect.poll(() => mara.hasEnded).toBe(true);
  await expect(question).toHaveCount(0);
  await expect(desk.page.getByRole("heading", { name: "Wrap up" })).toBeFocused();
});

test("the question goes with the chat: when the guest ends meanwhile, nothing is left to confirm", async ({
  desk,
  arrive,
}) => {
  const mara = await arrive("Mara");
  await talkTo(desk, "Mara");
  await desk.page.getByRole("button", { name: "End chat" }).click();
  await mara.end();
  await expect(desk.page.getByRole("alertdialog")).toHaveCount(0);
  await expect(desk.page.getByRole("heading", { name: "Wrap up" })).toBeFocused();
});

test("a wrap-up chooses nothing, never saves by itself, and stays owed until an outcome is saved", async ({
  server,
  desk,
  arrive,
}) => {
  await arrive("Mara");
  await arrive("Oskar");
  await desk.page.clock.install();
  await talkTo(desk, "Oskar", "Mara");
  await desk.endChat();
  const requests = watch(desk.page);
  const saves = (): string[] => requests.filter((one) => /^PATCH .*\/participants\//.test(one));
  await expect(desk.page.getByRole("radio", { name: "Solved" })).toBeVisible();
  await expect(desk.page.getByRole("radio", { checked: true })).toHaveCount(0);
  await expect(desk.page.getByText("New guests can be offered to you meanwhile.")).toBeVisible();
  await expect(desk.page.getByText("Next guest in")).toHaveCount(0);
  await desk.page.getByRole("textbox", { name: /^Note/ }).fill("Berth 33");
  const done = desk.page.getByRole("button", { name: "Done", exact: true });
  await expect(done).toHaveAttribute("aria-disabled", "true");
  await expect(done).toHaveAccessibleDescription("Choose an outcome first.");
  await done.click({ force: true });
  await desk.page.getByRole("button", { name: "Done, go on a break" }).click({ force: true });
  await desk.page.clock.fastForward("10:00");
  await desk.choose("Oskar");
  await desk.page.clock.fastForward("10:00");
  expect(saves()).toEqual([]);
  const list = desk.page.getByRole("region", { name: /Wrap-ups owed/ });
  await expect(list).toContainText("Mara");
  await desk.page.reload();
  await list.getByRole("button", { name: /Mara/ }).focus();
  await desk.page.keyboard.press("Enter");
  await expect(desk.page.getByRole("textbox", { name: /^Note/ })).toHaveValue("Berth 33");
  await expect(desk.page.getByRole("radio", { checked: true })).toHaveCount(0);

  await desk.page.getByRole("radio", { name: "Follow-up needed" }).check();
  // On a slow network the agent is in another chat before it is saved.
  await server.switch("operations", {
    operationId: "patchConversationsChatParticipant",
    delayMs: 600,
    count: 1,
  });
  await done.click();
  await desk.choose("Oskar");
  await desk.field.fill("Half a sent");
  await expect(desk.page.getByText(/Follow-up needed · /)).toBeVisible();
  await expect(list).toHaveCount(0);
  await expect(desk.page.getByRole("heading", { level: 2, name: "Oskar" })).toBeVisible();
  await expect(desk.field).toHaveValue("Half a sent");
  expect(saves()).toHaveLength(1);
});

test("Done, go on a break saves the outcome and changes the status; the words beside a wrap-up say who is offered guests", async ({
  desk,
  arrive,
}) => {
  const [mara, oskar] = [await arrive("Mara"), await arrive("Oskar")];
  await talkTo(desk, "Oskar", "Mara");
  await mara.end();
  await desk.page.getByRole("radio", { name: "Solved" }).check();
  await desk.page.getByRole("button", { name: "Done, go on a break" }).click();
  await expect(desk.page.getByRole("combobox", { name: "Your status" })).toHaveValue("break");
  await expect(desk.page.getByText(/Solved · /)).toBeVisible();
  // Focus was on a button that has gone.
  await expect(desk.page.locator("body")).not.toBeFocused();
  await desk.choose("Oskar");
  await oskar.end();
  await expect(
    desk.page.getByText("Your status is “On a break”: no guests are offered to you."),
  ).toBeVisible();
});

test("a chat that was handed on and came back asks for one outcome, which settles both parts", async ({
  desk,
  arrive,
}) => {
  const mara = await arrive("Mara");
  await talkTo(desk, "Mara");
  await desk.page.getByRole("button", { name: "Transfer" }).click();
  await desk.page.getByRole("dialog").getByText("Lost property").click();
  await desk.page.getByRole("dialog").getByRole("button", { name: "Transfer" }).click();
  await expect(desk.page.getByRole("heading", { name: "Wrap up" })).toBeFocused();
  // It waits in a queue of this agent's own: it can be taken back from where it is owed.
  await desk.page.getByRole("button", { name: "Take this chat" }).click();
  await desk.write("Here again");
  await expect.poll(() => mara.heard).toEqual(["Here again"]);
  await desk.endChat();
  await desk.page.getByRole("radio", { name: "Solved" }).check();
  await desk.page.getByRole("button", { name: "Done", exact: true }).click();
  await expect(desk.page.getByText(/Solved · /)).toBeVisible();
  await expect(desk.page.getByRole("region", { name: /Wrap-ups owed/ })).toHaveCount(0);
  await desk.page.reload();
  await expect(desk.page.getByText(/Solved · /)).toBeVisible();
  await expect(desk.page.getByRole("region", { name: /Wrap-ups owed/ })).toHaveCount(0);
});

test("a transfer goes nowhere before its target is chosen", async ({ desk, arrive }) => {
  await arrive("Mara");
  await talkTo(desk, "Mara");
  await desk.page.getByRole("button", { name: "Transfer" }).click();
  const dialog = desk.page.getByRole("dialog", { name: "Transfer Mara’s chat" });
  await expect(dialog.getByRole("radio").first()).toBeVisible();
  await expect(dialog.getByRole("radio", { checked: true })).toHaveCount(0);
  const confirm = dialog.getByRole("button", { name: "Transfer" });
  await expect(confirm).toHaveAttribute("aria-disabled", "true");
  await expect(confirm).toHaveAccessibleDescription("Choose where the chat goes.");
  await confirm.click({ force: true });
  await expect(dialog).toBeVisible();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(desk.page.getByRole("button", { name: "Transfer" })).toBeFocused();
  await expect(desk.field).toBeVisible();
});

test("with as many chats as it may have, the desk says why no more can be taken", async ({
  desk,
  arrive,
}) => {
  for (const name of ["Mara", "Oskar", "Ama", "Yusuf", "Jonas"]) await arrive(name);
  await talkTo(desk, "Mara", "Oskar", "Ama", "Yusuf");
  const next = desk.page.getByRole("button", { name: "Take next guest" });
  await expect(next).toHaveAttribute("aria-disabled", "true");
  await expect(next).toHaveAccessibleDescription("You have 4 of 4 chats.");
  const requests = watch(desk.page);
  await next.click({ force: true });
  await desk.choose("Jonas");
  const take = desk.page.getByRole("button", { name: "Take this chat" });
  await expect(take).toHaveAttribute("aria-disabled", "true");
  await expect(take).toHaveAccessibleDescription("You have 4 of 4 chats.");
  await expect(desk.page.getByText("You have 4 of 4 chats.").first()).toBeVisible();
  await take.click({ force: true });
  await desk.choose("Mara");
  await desk.endChat();
  await expect(next).not.toHaveAttribute("aria-disabled", "true");
  expect(requests.filter((one) => one.endsWith("/take"))).toEqual([]);
});

test("an agent who has as many chats as it may have still answers a chat that is handed to it", async ({
  desk,
  browser,
  server,
  arrive,
}) => {
  for (const name of ["Mara", "Oskar", "Ama", "Yusuf", "Jonas"]) await arrive(name);
  await talkTo(desk, "Mara", "Oskar", "Ama", "Yusuf");
  const context = await browser.newContext({ baseURL: server.url });
  const other = new AgentDesk(await context.newPage());
  await other.signIn("Tomás Brandt");
  await other.take("Jonas");
  await other.page.getByRole("button", { name: "Transfer" }).click();
  await other.page.getByRole("dialog").getByText("Noor Haddad").click();
  await other.page.getByRole("dialog").getByRole("button", { name: "Transfer" }).click();
  await desk.choose("Jonas");
  const accept = desk.page
    .getByRole("region", { name: "Chat with Jonas" })
    .getByRole("button", { name: "Accept" });
  await expect(accept).not.toHaveAttribute("aria-disabled", "true");
  await expect(desk.page.getByRole("button", { name: "Take next guest" })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await accept.click();
  await expect(desk.field).toBeVisible();
  await expect(desk.page.getByRole("heading", { name: /^Your chats/ })).toContainText("5 of 4");
  await context.close();
});

test("a refusal for having too many chats is not called somebody else's speed", async ({
  server,
  desk,
  arrive,
}) => {
  await arrive("Mara");
  await desk.signIn("Noor Haddad");
  const operationId = "postParlorChatsWaitingNextTake";
  await server.switch("operations", {
    operationId,
    failWithStatus: 409,
    code: "agent.capacity.reached",
  });
  const next = desk.page.getByRole("button", { name: "Take next guest" });
  await next.click();
  await expect(desk.page.getByRole("alert")).toContainText(
    "You have reached your limit of 4 chats.",
  );
  await expect(desk.page.getByRole("alert")).not.toContainText("faster");
  await server.switch("operations", { operationId, failWithStatus: 409, code: "request.conflict" });
  await next.click();
  await expect(desk.page.getByRole("alert")).toContainText("somebody else was faster");
});

test("signing in and signing out leave focus on an element", async ({ desk }) => {
  const { page } = desk;
  await page.goto("/desk");
  await page.getByRole("button", { name: "Noor Haddad" }).press("Enter");
  await page.getByRole("heading", { name: /Waiting/ }).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe("BODY");
  await page.getByRole("button", { name: "Sign out" }).press("Enter");
  await expect(page.getByRole("heading", { name: "Sign in to the desk" })).toBeFocused();
});

test("a double click on Take next guest takes one guest", async ({ desk, arrive }) => {
  await arrive("Mara");
  await arrive("Oskar");
  await desk.signIn("Noor Haddad");
  await desk.page.getByRole("button", { name: "Take next guest" }).dblclick();
  await desk.field.waitFor();
  await expect(desk.page.getByRole("region", { name: "Offer" })).toContainText("Oskar");
  await expect(desk.page.getByRole("heading", { name: /^Your chats/ })).toContainText("1 of 4");
});

test("a guest who is taken slowly does not come under the hands of an agent who writes to another", async ({
  server,
  desk,
  arrive,
}) => {
  const mara = await arrive("Mara");
  const oskar = await arrive("Oskar");
  await talkTo(desk, "Mara");
  await server.switch("operations", {
    operationId: "postParlorChatsWaitingNextTake",
    delayMs: 800,
    count: 1,
  });
  await desk.page.getByRole("button", { name: "Take next guest" }).click();
  await desk.field.click();
  await desk.page.keyboard.type("For Mara");
  await expect(desk.page.getByRole("heading", { name: /^Your chats/ })).toContainText("2 of 4");
  await desk.page.keyboard.type(" only");
  await desk.page.keyboard.press("Enter");
  await expect.poll(() => mara.heard).toEqual(["For Mara only"]);
  expect(oskar.heard).toEqual([]);
});

test("a slash and a word that is no saved reply is not sent before Escape; a path and a sentence are", async ({
  desk,
  arrive,
}) => {
  const mara = await arrive("Mara");
  await talkTo(desk, "Mara");
  await desk.write("/refund");
  await expect(desk.page.getByText("No saved reply")).toBeVisible();
  await desk.page.keyboard.press("Enter");
  await desk.page.getByRole("button", { name: "Send message" }).click({ force: true });
  await expect(desk.field).toHaveValue("/refund");
  await desk.page.keyboard.press("Escape");
  await expect(desk.page.getByText("No saved reply")).toHaveCount(0);
  await expect(desk.field).toHaveValue("/refund");
  await desk.page.keyboard.press("Enter");
  await desk.write("/etc/hosts");
  await desk.write("/ is the root");
  await expect.poll(() => mara.heard).toEqual(["/refund", "/etc/hosts", "/ is the root"]);
  await desk.write("/zzz");
  await desk.page.getByRole("button", { name: "Keep it as text" }).click();
  await expect(desk.field).toHaveValue("/zzz");
});

test("a saved reply takes the place of its slash; by its button it joins what is typed", async ({
  desk,
  arrive,
}) => {
  const mara = await arrive("Mara");
  await talkTo(desk, "Mara");
  await desk.write("/bike");
  const bike = "Bikes travel in the rear van. A bike space costs 12 euros a night.";
  await expect(desk.field).toHaveValue(bike);
  await desk.field.fill("Yes.");
  await desk.page.getByRole("button", { name: "Saved replies" }).click();
  await expect(desk.field).toHaveValue("Yes.");
  await desk.page.keyboard.press("Escape");
  await expect(desk.page.getByRole("listbox")).toHaveCount(0);
  await expect(desk.field).toHaveValue("Yes.");
  await desk.page.getByRole("button", { name: "Saved replies" }).click();
  await desk.page.getByRole("option", { name: /^\/bike/ }).click();
  await expect(desk.field).toHaveValue(`Yes. ${bike}`);
  await desk.page.keyboard.press("Enter");
  await expect.poll(() => mara.heard).toEqual([`Yes. ${bike}`]);
});

test("a guest's name is filled into a reply as it is, once, and turns no sentence around", async ({
  desk,
  arrive,
}) => {
  await arrive("$&$'{agent.name}");
  await arrive("Mara\u202Eevil", "Good evening");
  await talkTo(desk, "Mara");
  await expect(desk.page.locator("bdi", { hasText: "Maraevil" }).first()).toBeVisible();
  await expect(desk.log).toContainText("Good evening");
  expect(await desk.page.locator("body").innerText()).not.toContain("\u202E");
  await desk.take("$&");
  await desk.write("/welcome");
  await expect(desk.field).toHaveValue("Hello $&$'{agent.name}, Noor here. How can I help?");
});

test("messages of guests that arrive while notifications are lost are drawn and counted once they are back", async ({
  desk,
  arrive,
}) => {
  const [mara, oskar] = [await arrive("Mara"), await arrive("Oskar")];
  let open = (): void => undefined;
  let gate = Promise.resolve();
  const sockets: WebSocketRoute[] = [];
  await desk.page.routeWebSocket(/.*/, async (socket) => {
    await gate;
    socket.connectToServer();
    sockets.push(socket);
  });
  await talkTo(desk, "Oskar", "Mara");
  await desk.choose("Oskar");
  await desk.write("My own words");
  await expect.poll(() => oskar.heard).toEqual(["My own words"]);
  await desk.choose("Mara");
  await oskar.write("One");
  await expect(desk.row("Oskar")).toContainText("unread: 1");
  gate = new Promise((resolve) => (open = resolve));
  await sockets.at(-1)?.close();
  await mara.write("Is anybody there?");
  await oskar.write("Two");
  await oskar.write("Three");
  await expect.poll(() => [mara.isSending, oskar.isSending]).toEqual([false, false]);
  await expect(desk.log).not.toContainText("Is anybody there?");
  open();
  await expect(desk.log).toContainText("Is anybody there?");
  await expect(desk.row("Oskar")).toContainText("unread: 3");
  await oskar.write("Four");
  await expect(desk.row("Oskar")).toContainText("unread: 4");
  await desk.choose("Oskar");
  await expect(desk.log).toContainText("Three");
  await expect(desk.row("Oskar")).not.toContainText("unread");
});

test("a chat that is opened while the network is away is loaded and listened to when it is back", async ({
  desk,
  arrive,
}) => {
  const [, oskar] = [await arrive("Mara"), await arrive("Oskar")];
  await talkTo(desk, "Mara");
  await desk.page.context().setOffline(true);
  await desk.choose("Oskar");
  await expect(desk.log).toContainText("The conversation could not be loaded.");
  await desk.page.context().setOffline(false);
  await expect(desk.log).toContainText("Hello from Oskar");
  await expect(desk.page.getByText("could not be loaded")).toHaveCount(0);
  await expect(desk.page.getByRole("alert")).toHaveCount(0);
  await oskar.write("Still waiting");
  await expect(desk.log).toContainText("Still waiting");
});

test("until its history is here a chat says that it is loading; after a failure it can be tried again", async ({
  server,
  desk,
  arrive,
}) => {
  await arrive("Mara");
  await arrive("Oskar");
  const operationId = "getConversationsChatMessages";
  await talkTo(desk, "Mara");
  // Held until the desk has said that it loads, however slow this machine is.
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const history = /\/chats\/[^/]+\/messages/;
  await desk.page.route(history, async (route) => {
    await released;
    await route.continue();
  });
  await desk.choose("Oskar");
  await expect(desk.log.getByRole("status")).toHaveText("Loading…");
  release();
  await expect(desk.log).toContainText("Hello from Oskar");
  await desk.page.unroute(history);
  await expect(desk.log.getByRole("status")).toHaveCount(0);
  await desk.choose("Mara");
  await expect(desk.log).toContainText("Hello from Mara");
  await server.switch("operations", { operationId, failWithStatus: 403, count: 1 });
  // The agent only reads along in this chat, so its history is read each time.
  await desk.choose("Oskar");
  await expect(desk.log.getByRole("alert")).toContainText("The conversation could not be loaded.");
  await desk.log.getByRole("button", { name: "Try again" }).click();
  await expect(desk.log).toContainText("Hello from Oskar");
  await expect(desk.log).toBeFocused();
});

test("a wrap-up that another tab has saved takes this tab's texts with it, and says so once", async ({
  desk,
  arrive,
}) => {
  const mara = await arrive("Mara");
  await talkTo(desk, "Mara");
  const other = new AgentDesk(await desk.page.context().newPage());
  await other.signIn("Noor Haddad");
  await desk.page.bringToFront();
  await desk.field.fill("Half a sentence");
  await mara.end();
  await desk.page.getByRole("textbox", { name: /^Note/ }).fill("Call back");
  await other.choose("Mara");
  await other.page.getByRole("radio", { name: "Solved" }).check();
  await other.page.getByRole("button", { name: "Done", exact: true }).click();
  await expect(desk.page.getByRole("alert")).toContainText(
    "The wrap-up was saved in another tab. Your note was not saved: “Call back”.",
  );
  await expect(desk.page.getByRole("alert")).toContainText("Half a sentence");
  await expect(other.page.getByText(/Solved · /)).toBeVisible();
  await expect(other.page.getByRole("alert")).toHaveCount(0);
  const kept = await desk.page.evaluate(() => JSON.stringify(Object.entries(sessionStorage)));
  expect(kept).not.toContain("Call back");
  expect(kept).not.toContain("Half a sentence");
  await desk.page.getByRole("button", { name: "Sign out" }).click();
  await expect(desk.page.getByRole("heading", { name: "Sign in to the desk" })).toBeVisible();
});

test("a double click on Ask to share screen asks once; when the invitation has run out, it asks again", async ({
  desk,
  server,
  arrive,
}) => {
  await arrive("Mara");
  await talkTo(desk, "Mara");
  const requests = watch(desk.page);
  const asked = (): string[] => requests.filter((one) => /^POST .*\/mediarequests$/.test(one));
  const ask = desk.page.getByRole("button", { name: "Ask to share screen" });
  await ask.dblclick();
  await expect(desk.page.getByText("Invitation open")).toBeVisible();
  expect(asked()).toHaveLength(1);
  // The row can be drawn before the first press is answered; until then a press does nothing.
  await expect(async () => {
    await ask.click();
    await expect(desk.page.getByText("is still open")).toBeAttached({ timeout: 500 });
  }).toPass();
  expect(asked()).toHaveLength(1);
  await server.switch("clock", { advanceMs: 121_000 });
  await expect
    .poll(async () => {
      await ask.click();
      return asked().length;
    })
    .toBe(2);
});

test("a guest whom nobody reached stands in the missed list, is answered by one agent, and is gone after the wrap-up", async ({
  desk,
  otherDesk,
  server,
}) => {
  const text = "My train was cancelled, write me";
  const ama = await NamedGuest.begin(server, "Ama", text, { email: "ama@boateng.example" });
  await expect.poll(() => ama.isSending).toBe(false);
  await ama.end();
  ama.leave();
  // No mail program opens during a test.
  await desk.page.addInitScript(() => {
    const opened: string[] = [];
    Object.assign(window, { opened });
    document.addEventListener("click", (event) => {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (link?.protocol !== "mailto:") return;
      event.preventDefault();
      opened.push(link.href);
    });
  });
  await talkTo(desk);
  await otherDesk.signIn("Tomás Brandt");
  for (const { page } of [desk, otherDesk]) {
    await expect(page).toHaveTitle("Desk · 1 missed · Parlor");
    await page.getByRole("tab", { name: "Missed 1" }).click();
    await page.getByRole("button", { name: "Ama" }).click();
    await expect(page.getByRole("group", { name: "Conversation", exact: true })).toContainText(
      text,
    );
  }
  await desk.page.bringToFront();
  await desk.page.getByRole("button", { name: "Open in your mail program" }).click();
  await expect(desk.page.getByRole("heading", { name: "Wrap up" })).toBeFocused();
  const read = (): Promise<string[]> =>
    desk.page.evaluate(() => (window as unknown as { opened: string[] }).opened);
  await expect.poll(read).toHaveLength(1);
  const opened = await read();
  expect(opened[0]).toMatch(/^mailto:ama@boateng\.example\?/);
  expect(decodeURIComponent(opened[0] ?? "")).toContain(`> ${text}`);
  await expect(otherDesk.page.getByText("Noor Haddad answers Ama.")).toBeVisible();
  await expect(otherDesk.page).toHaveTitle("Desk · Parlor");
  await desk.page.getByRole("radio", { name: "Solved" }).check();
  await desk.page.getByRole("textbox", { name: /^Note/ }).fill("Refunded");
  await desk.page.getByRole("button", { name: "Done", exact: true }).click();
  for (const { page } of [desk, otherDesk]) {
    await expect(page.getByRole("tab", { name: "Missed 0" })).toBeVisible();
    await expect(page.getByText("No guest was missed.")).toBeVisible();
  }
  await expect(desk.page.getByRole("heading", { name: "Nobody is waiting" })).toBeFocused();
});

test("two desks press at once: one agent answers the missed guest, the other is told who does", async ({
  desk,
  otherDesk,
  server,
}) => {
  const ama = await NamedGuest.begin(server, "Ama", "Is anybody there?");
  await expect.poll(() => ama.isSending).toBe(false);
  await ama.end();
  ama.leave();
  await talkTo(desk);
  await otherDesk.signIn("Tomás Brandt");
  for (const one of [desk, otherDesk]) {
    await one.page.getByRole("tab", { name: "Missed 1" }).click();
    await one.page.getByRole("button", { name: "Ama" }).click();
  }
  // The slower one's button goes with the answer to the other: it is held, not looked up again.
  const buttons = await Promise.all(
    [desk, otherDesk].map(({ page }) =>
      page.getByText("Mark as answered", { exact: true }).elementHandle(),
    ),
  );
  await Promise.all(buttons.map((button) => button?.dispatchEvent("click")));
  const wrapUps = [desk, otherDesk].map(({ page }) =>
    page.getByRole("heading", { name: "Wrap up" }),
  );
  await expect
    .poll(async () => {
      const counts = await Promise.all(wrapUps.map((one) => one.count()));
      return counts.reduce((sum, one) => sum + one, 0);
    })
    .toBe(1);
  const isFirst = (await wrapUps[0]?.count()) === 1;
  const [loser, winner] = isFirst ? [otherDesk, "Noor Haddad"] : [desk, "Tomás Brandt"];
  await expect(loser.page.getByText(`${winner} answers Ama.`)).toBeVisible();
});

test("a guest whose page is closed is away at the desk of the agent who talks with it", async ({
  desk,
  server,
  arrive,
}) => {
  const mara = await arrive("Mara");
  await talkTo(desk, "Mara");
  mara.leave();
  await expect(async () => {
    await server.switch("clock", { advanceMs: 31_000 });
    await expect(desk.log).toContainText("Mara’s window is closed.", { timeout: 2_000 });
  }).toPass();
  await expect(desk.page.locator(".dk-head")).toContainText("Away since");
});
