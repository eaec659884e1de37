import { afterEach, expect, test, vi } from "vitest";
import { mount, type ParlorHandle, type WidgetOptions } from "../widget/index.ts";
import { createFakeServer, parlorPage, type FakeServer, type FakeServerOptions } from "./index.ts";

const undo: (() => void)[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const step of undo.splice(0).toReversed()) step();
});

function serve(options?: FakeServerOptions): FakeServer {
  const server = createFakeServer(options);
  undo.push(server.install());
  return server;
}

function mountChat(more: Partial<WidgetOptions> = {}, target?: Element): ParlorHandle {
  const options = {
    api: "https://chat.example.com",
    organizationId: "o",
    deploymentId: "d",
    routing: { queue: "Bookings" },
    storage: "memory",
    startOn: "open",
    ...more,
  } as const;
  const chat = mount(options, target);
  undo.push(() => chat.destroy());
  return chat;
}

test("it waits for a chat that comes to the page later", async () => {
  serve();
  const visitor = parlorPage();
  const opening = visitor.open();
  mountChat();
  await opening;
  expect(await visitor.look()).toEqual({ isOpen: true, unreadCount: 0, messages: [] });
});

test("a bot, a visitor and an agent are told apart, and what stands where", async () => {
  const server = serve({ greeting: { name: "Bell", lines: ["Hello, I’m Bell."] } });
  mountChat();
  const visitor = parlorPage();
  await visitor.open();
  await visitor.shows("I’m Bell");
  server.agentJoins({ name: "Noor Haddad" });
  await visitor.write("Two lines,\n\nboth mine");
  server.agentSays("See https://lantern.example: **now**");
  await visitor.shows(/See https:\/\/lantern\.example/);
  server.failNext({ on: "send", status: 400, code: "constraint.validation" });
  await visitor.write("What the server will not have");
  await visitor.shows("Not sent");
  server.goOffline();
  await visitor.write("Later");
  expect((await visitor.look()).messages).toEqual([
    { from: "bot", text: "Hello, I’m Bell.", delivery: "sent" },
    { from: "visitor", text: "Two lines,\n\nboth mine", delivery: "sent" },
    { from: "agent", text: "See https://lantern.example: now", delivery: "sent" },
    { from: "visitor", text: "What the server will not have", delivery: "failed" },
    { from: "visitor", text: "Later", delivery: "pending" },
  ]);
});

test("a closed panel shows nothing, and the launcher counts what came meanwhile", async () => {
  const server = serve();
  const chat = mountChat();
  const visitor = parlorPage();
  await visitor.open();
  await server.waitForConversation();
  server.agentJoins({ name: "Noor Haddad" });
  await visitor.shows("Noor Haddad");
  await visitor.close();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const unread = new Promise((resolve) => {
    chat.on("unread", ({ data }) => data.count === 1 && resolve(null));
  });
  server.agentSays("Are you still there?");
  await unread;
  expect(await visitor.look()).toMatchObject({ isOpen: false, unreadCount: 1 });
  const missing = expect(visitor.shows("still there")).rejects.toThrow(
    'Not there: "still there". The chat shows: no window',
  );
  await vi.advanceTimersByTimeAsync(4_000);
  await missing;
});

test("an inline panel is open from the beginning", async () => {
  const server = serve();
  const place = document.body.appendChild(document.createElement("div"));
  undo.push(() => place.remove());
  mountChat({}, place);
  const visitor = parlorPage();
  await visitor.open();
  await visitor.write("Hello");
  await server.waitForMessage("Hello");
});

test("a chat that is refused says so, and can be tried again", async () => {
  const server = serve();
  const chat = mountChat();
  const visitor = parlorPage();
  server.failNext({ on: "create", status: 503, code: "service.unavailable" });
  await visitor.open();
  await visitor.shows("Try again");
  await chat.start();
  await server.waitForConversation();
});

test("a timeout names the missing text and the text that is there instead", async () => {
  const server = serve();
  const visitor = parlorPage();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const missing = [
    expect(visitor.open()).rejects.toThrow("Not there: the launcher. The chat shows: no window"),
    expect(server.waitForConversation()).rejects.toThrow("No visitor has come in."),
    expect(server.waitForMessage("Hello")).rejects.toThrow(
      "No message Hello has come. Visitors wrote: nothing",
    ),
  ];
  await vi.advanceTimersByTimeAsync(4_000);
  await Promise.all(missing);
});

test("a guest who waits reads that nobody is there any more, and that somebody is again", async () => {
  const server = serve();
  mountChat();
  const visitor = parlorPage();
  await visitor.open();
  await visitor.write("Is there a bed?");
  await server.waitForMessage();
  await visitor.shows("You’re next");
  server.setPresence({ isStaffed: false });
  await visitor.shows("Nobody is here right now");
  server.setPresence({ isStaffed: true });
  await visitor.shows("You’re next");
});
