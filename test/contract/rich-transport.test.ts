import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { createGuestChat, type GuestChat, type Message } from "../../src/transport/index.ts";
import { memoryStorage } from "../../src/transport/ports/storage.ts";
import { lanternLine } from "../../server/src/testing/tenant-fixture.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

// The machine may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/* Choices of the flow and their answers, between our own client and the real server. */

const [open] = lanternLine.deployments;
if (open === undefined) throw new Error("The tenant has no deployment.");
const question = {
  text: "What is it about?",
  choices: [
    { text: "Change a booking", payload: "booking" },
    { text: "Lost property", payload: "Lost property", queue: "Lost property" },
  ],
};
const tenant = {
  ...lanternLine,
  deployments: [{ ...open, flow: { name: "Bell", greeting: [question] } }],
};

let server: TestServer;
let chat: GuestChat;
beforeEach(async () => {
  server = await startTestServer({}, { organizations: [tenant] });
  chat = createGuestChat({
    api: server.url,
    organizationId: tenant.id,
    deploymentId: open.id,
    routing: { queue: "Bookings" },
    ports: { storage: memoryStorage(), socket: () => WebSocket },
  });
});
afterEach(async () => {
  chat.destroy();
  await server.close();
});

const until = (check: () => void): Promise<void> =>
  vi.waitFor(check, { timeout: 20_000, interval: 10 });
const rows = (): readonly Message[] =>
  [...chat.get().messages.values()].filter(({ kind }) => kind === "text");
const asked = async (): Promise<Message> => {
  await until(() => expect(rows().some(({ body }) => body === question.text)).toBe(true));
  return rows().find(({ body }) => body === question.text) ?? expect.unreachable();
};

test("a choice is answered once, and leads to its queue", async () => {
  await chat.start();
  const message = await asked();
  const [part] = message.content;
  if (part?.kind !== "choices") throw new Error("There are no choices.");
  const [, lost] = part.choices;
  const key = chat.answer(message.key, lost ?? expect.unreachable());
  expect(chat.answer(message.key, part.choices[0] ?? expect.unreachable())).toBe(key);
  await until(() => expect(chat.get().messages.get(key)?.delivery.kind).toBe("sent"));
  await until(() => expect(chat.get().queue?.name).toBe("Lost property"));
  expect(rows().filter(({ isOwn }) => isOwn)).toHaveLength(1);
  expect(chat.get().messages.get(key)).toMatchObject({
    body: "Lost property",
    content: [{ kind: "answer", of: "choices", payloads: ["Lost property"] }],
  });
});

test("a first message that is one of the choices has answered them", async () => {
  const key = chat.send("Lost property");
  await chat.start();
  await until(() => expect(chat.get().messages.get(key)?.delivery.kind).toBe("sent"));
  const message = await asked();
  const id = message.delivery.kind === "sent" ? message.delivery.id : "";
  expect(chat.get().messages.get(key)?.content).toEqual([
    { kind: "answer", to: id, of: "choices", payloads: ["Lost property"] },
  ]);
  await until(() => expect(chat.get().queue?.name).toBe("Lost property"));
});
