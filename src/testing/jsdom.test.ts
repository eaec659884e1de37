// @vitest-environment jsdom
import { expect, test, vi } from "vitest";
import { mount } from "../widget/index.ts";
import { createFakeServer, parlorPage } from "./index.ts";

/** Without a layout nothing is ever seen to change its size, or to come into view. */
class NothingSeen {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
vi.stubGlobal("ResizeObserver", NothingSeen);
vi.stubGlobal("IntersectionObserver", NothingSeen);
vi.stubGlobal("CSS", { supports: () => false });
vi.stubGlobal("matchMedia", () => Object.assign(new EventTarget(), { matches: false }));

test("in jsdom, with what it lacks put in, a visitor chats as in a browser", async () => {
  const added = vi.spyOn(document, "addEventListener");
  const removed = vi.spyOn(document, "removeEventListener");
  const server = createFakeServer();
  const restore = server.install();
  const chat = mount({
    api: "https://chat.example.com",
    organizationId: "o",
    deploymentId: "d",
    routing: { queue: "Bookings" },
    storage: "memory",
  });
  const visitor = parlorPage();
  await visitor.open();
  await visitor.write("Is there a night train?");
  await server.waitForMessage(/night train/);
  server.agentJoins({ name: "Noor Haddad" });
  server.agentSays("There is.");
  await visitor.shows("There is.");
  expect((await visitor.look()).messages).toEqual([
    { from: "visitor", text: "Is there a night train?", delivery: "sent" },
    { from: "agent", text: "There is.", delivery: "sent" },
  ]);
  await visitor.close();
  server.agentSays("Still there?");
  await expect.poll(async () => (await visitor.look()).unreadCount).toBe(1);
  server.goOffline();
  await visitor.open();
  await visitor.shows("You’re offline");
  chat.destroy();
  restore();
  // Checked synchronously: anything deferred would run after jsdom has been torn down.
  const typesOf = (calls: readonly (readonly unknown[])[]): string[] =>
    calls.map(([type]) => String(type)).toSorted();
  expect(typesOf(removed.mock.calls)).toEqual(typesOf(added.mock.calls));
});
