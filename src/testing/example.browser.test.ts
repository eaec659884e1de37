import { afterEach, beforeEach, expect, test } from "vitest";
import { mount, type ParlorHandle } from "../widget/index.ts";
import { createFakeServer, parlorPage, type FakeServer } from "./index.ts";

let server: FakeServer;
let restore: () => void;
let chat: ParlorHandle;

beforeEach(() => {
  server = createFakeServer();
  restore = server.install();
  chat = mount({
    api: "https://chat.example.com",
    organizationId: "2d9f7c31-4be8-4a06-b1f3-8c5e6d7a9012",
    deploymentId: "71c0e5d2-3a9b-4f18-96e7-d4b5a2c8f035",
    routing: { queue: "Bookings" },
    storage: "memory",
  });
});
afterEach(() => {
  chat.destroy();
  restore();
});

test("a traveller asks, and an agent answers", async () => {
  const visitor = parlorPage();
  await visitor.open();
  await visitor.write("Is there a night train to Verona?");

  const { text } = await server.waitForMessage(/night train/);
  server.agentJoins({ name: "Noor Haddad" });
  server.agentSays(text.includes("Verona") ? "There is, at 21:40." : "Where to?");
  await visitor.shows("Noor Haddad");
  await visitor.shows("There is, at 21:40.");

  expect((await visitor.look()).messages).toEqual([
    { from: "visitor", text: "Is there a night train to Verona?", delivery: "sent" },
    { from: "agent", text: "There is, at 21:40.", delivery: "sent" },
  ]);
  expect(chat.get("state")).toEqual({ isOpen: true, phase: "talking" });
});

test("a message that is written without a network goes out when it is back", async () => {
  const visitor = parlorPage();
  await visitor.open();
  await visitor.write("Good evening");
  await server.waitForMessage("Good evening");

  server.goOffline();
  await visitor.shows("offline");
  await visitor.write("Are you there?");
  expect(server.messages).toHaveLength(1);

  server.comeBack();
  await server.waitForMessage("Are you there?");
});
