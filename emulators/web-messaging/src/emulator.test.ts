import { afterEach, expect, test, vi } from "vitest";
import { createShiftedClock, systemClock } from "./clock.ts";
import { DEFAULT_DEPLOYMENT } from "./options.ts";
import { createEmulators } from "./testing/emulators.ts";
import { configured, connect, textFrame, TOKEN } from "./testing/guest.ts";

const emulators = createEmulators();
afterEach(async () => {
  vi.useRealTimers();
  await emulators.closeAll();
});
const OTHER = "9d2f8a52-0000-4b1f-9c3c-8f2f5d7a1e10";

test("every wrong option is named", async () => {
  await expect(
    emulators.start({
      port: 70_000,
      limits: { textBytes: 0 },
      deployments: {
        a: { sessionSeconds: Number.NaN, media: { fileTypes: [], maxFileSizeKB: -1 } },
      },
    }),
  ).rejects.toMatchObject({
    name: "EmulatorError",
    code: "invalid-options",
    message: [
      "a: sessionSeconds is NaN, not a number above 0",
      "a: media.maxFileSizeKB is -1, not a number above 0",
      "port is 70000",
      "limits.textBytes is 0",
    ].join("; "),
  });
  await expect(emulators.start({ deployments: {} })).rejects.toThrow("deployments is empty");
});

test("a wrong change of a deployment is refused, and changes nothing", async () => {
  const deployment = (await emulators.start()).deployment();
  expect(() => deployment.change({ sessionSeconds: 0 })).toThrow("sessionSeconds is 0");
  expect(deployment.settings.sessionSeconds).toBe(259_200);
});

test("a port that is in use is an error of the system", async () => {
  const { url } = await emulators.start();
  await expect(emulators.start({ port: Number(new URL(url).port) })).rejects.toMatchObject({
    code: "EADDRINUSE",
  });
});

test("unknown deployments and tokens are errors with a code", async () => {
  const emulator = await emulators.start();
  expect(() => emulator.deployment("other")).toThrow(
    expect.objectContaining({ code: "unknown-deployment" }),
  );
  expect(() => emulator.conversation("other")).toThrow(
    expect.objectContaining({ code: "unknown-token" }),
  );
});

test("deployments have settings of their own over the common ones", async () => {
  const emulator = await emulators.start({
    defaults: { clear: false, variants: { typingField: "durationMs" } },
    deployments: { [DEFAULT_DEPLOYMENT]: {}, [OTHER]: { clear: true } },
  });
  expect(emulator.deployment().id).toBe(DEFAULT_DEPLOYMENT);
  expect(emulator.deployment().settings.clear).toBe(false);
  expect(emulator.deployment(OTHER).settings).toMatchObject({
    clear: true,
    variants: { typingField: "durationMs", closedField: "reason" },
  });
});

test("conversations are listed for all deployments and for each", async () => {
  const emulator = await emulators.start({
    deployments: { [DEFAULT_DEPLOYMENT]: {}, [OTHER]: {} },
  });
  await configured(emulator);
  expect(emulator.conversations.map(({ token }) => token)).toEqual([TOKEN]);
  expect(emulator.deployment().conversations).toHaveLength(1);
  expect(emulator.deployment(OTHER).conversations).toEqual([]);
});

test("each conversation is the next one once", async () => {
  const emulator = await emulators.start();
  await configured(emulator, "first");
  await configured(emulator, "second");
  expect((await emulator.nextConversation()).token).toBe("first");
  expect((await emulator.nextConversation()).token).toBe("second");
  const third = emulator.nextConversation();
  await configured(emulator, "third");
  expect((await third).token).toBe("third");
});

test("until resolves with the value after the change that brings it", async () => {
  const emulator = await emulators.start();
  const guest = await configured(emulator);
  const text = emulator.until(() => emulator.conversation(TOKEN).guestTexts[1]);
  await guest.ask(textFrame("One"));
  await guest.ask(textFrame("Two"));
  expect(await text).toBe("Two");
});

test("until ends with an error after its time", async () => {
  const emulator = await emulators.start();
  await expect(emulator.until(() => null, 1)).rejects.toMatchObject({ code: "timed-out" });
});

test("a look that throws rejects until, and hurts no session", async () => {
  const emulator = await emulators.start();
  const guest = await configured(emulator);
  const broken = emulator.until(() => {
    if (emulator.conversation(TOKEN).messages.length > 0) throw new Error("broken look");
    return null;
  });
  const expected = expect(broken).rejects.toThrow("broken look");
  expect(await guest.ask(textFrame("One"))).toMatchObject({ code: 200 });
  await expected;
});

test("frames of both directions are recorded with the number of their socket", async () => {
  const emulator = await emulators.start();
  await configured(emulator);
  const second = await connect(emulator);
  second.send("no JSON");
  await second.next("string");
  expect(emulator.frames).toMatchObject([
    { from: "guest", socket: 1, frame: { action: "configureSession" } },
    { from: "service", socket: 1, frame: { class: "SessionResponse" } },
    { from: "guest", socket: 2, frame: { text: "no JSON" } },
    { from: "service", socket: 2, frame: { class: "string" } },
  ]);
});

test("the newest frames are kept up to the emulator's own limit", async () => {
  const emulator = await emulators.start({ limits: { recordedFrames: 2 } });
  const guest = await configured(emulator);
  await guest.ask(textFrame("One"));
  expect(emulator.frames).toMatchObject([
    { frame: { action: "onMessage" } },
    { frame: { class: "StructuredMessage" } },
  ]);
});

test("a shifted clock runs ahead of the system's, and its timers with it", () => {
  const clock = createShiftedClock();
  const fired: string[] = [];
  clock.after(60_000, () => fired.push("minute"));
  clock.after(30_000, () => fired.push("half"));
  const undo = clock.after(10_000, () => fired.push("never"));
  undo();
  clock.advance(45_000);
  expect(fired).toEqual(["half"]);
  clock.advance(15_000);
  expect(fired).toEqual(["half", "minute"]);
  expect(clock.now() - systemClock.now()).toBeGreaterThanOrEqual(59_900);
});

test("a timer that is longer than Node's fires at its time", () => {
  vi.useFakeTimers();
  const day = 86_400_000;
  const fired: string[] = [];
  systemClock.after(50 * day, () => fired.push("late"));
  vi.advanceTimersByTime(49 * day);
  expect(fired).toEqual([]);
  vi.advanceTimersByTime(day);
  expect(fired).toEqual(["late"]);
});
