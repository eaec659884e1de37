import { expect, test } from "vitest";
import { createChat, withLife } from "./chat.ts";

const chat = createChat(
  { api: "", organizationId: "", deploymentId: "d", routing: { queue: "" }, storage: "memory" },
  () => null,
);

/** Counts the listeners that a signal has. */
function counted(signal: AbortSignal): { count: number } {
  const listeners = { count: 0 };
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = function add(this: AbortSignal, ...args: unknown[]) {
    listeners.count++;
    return Reflect.apply(addEventListener, this, args);
  };
  signal.removeEventListener = function remove(this: AbortSignal, ...args: unknown[]) {
    listeners.count--;
    return Reflect.apply(removeEventListener, this, args);
  };
  return listeners;
}

test("a call leaves no listener on the chat's signal or on the caller's, also when it fails", async () => {
  const { signal } = new AbortController();
  const both = [counted(chat.run.life.signal), counted(signal)];
  await withLife(chat, signal, async () => {
    expect(both).toEqual([{ count: 1 }, { count: 1 }]);
  });
  await expect(withLife(chat, signal, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(both).toEqual([{ count: 0 }, { count: 0 }]);
});

test("a call is aborted with the chat's life, and with the caller's signal", async () => {
  const abort = new AbortController();
  await withLife(chat, abort.signal, async (signal) => {
    abort.abort();
    expect(signal.aborted).toBe(true);
  });
  await withLife(chat, undefined, async (signal) => {
    chat.run.life.abort();
    expect(signal.aborted).toBe(true);
  });
  await withLife(chat, undefined, async (signal) => expect(signal.aborted).toBe(true));
});
