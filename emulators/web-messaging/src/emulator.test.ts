import { afterEach, expect, test } from "vitest";
import { startEmulator, type Emulator, type EmulatorOptions } from "./emulator.ts";
import { createManualClock } from "./clock.ts";
import { configured, configureFrame, connect, textFrame, TOKEN } from "./testing/guest.ts";

const clock = createManualClock();
const open: Emulator[] = [];
const start = async (options: EmulatorOptions = {}): Promise<Emulator> => {
  const emulator = await startEmulator({ clock, ...options });
  open.push(emulator);
  return emulator;
};
afterEach(async () => {
  for (const emulator of open.splice(0)) await emulator.close();
});

test("a new session is answered with its limits and its time", async () => {
  const guest = await connect(await start());
  expect(await guest.ask(configureFrame())).toMatchObject({
    type: "response",
    class: "SessionResponse",
    code: 200,
    body: { connected: true, newSession: true, readOnly: false, durationSeconds: 259_200 },
  });
});

test("a text comes back with its tracingId, and an agent answers it", async () => {
  const emulator = await start();
  const guest = await configured(emulator);
  const echo = await guest.ask(textFrame("Where is my parcel?"));
  expect(echo).toMatchObject({
    type: "message",
    class: "StructuredMessage",
    code: 200,
    body: { type: "Text", direction: "Inbound", text: "Where is my parcel?" },
  });
  emulator.conversation(TOKEN).agent({ nickname: "Robin" }).says("Let me check.");
  expect(await guest.next("StructuredMessage")).toMatchObject({
    body: { direction: "Outbound", originatingEntity: "Human", text: "Let me check." },
  });
});
