import { expect, test } from "vitest";
import type { ParlorListener } from "../model/events.ts";
import { createListeners } from "./listeners.ts";

const unread = { id: 1, type: "unread", at: 0, conversationId: null, data: { count: 1 } } as const;
const open = {
  id: 2,
  type: "open",
  at: 0,
  conversationId: null,
  data: { rect: { x: 0, y: 0, width: 1, height: 1 } },
} as const;

/** An emitter that replays `replayed` to each new listener. */
function emitter(replayed: readonly (typeof unread)[] = []) {
  const listening = new Set<ParlorListener>();
  return {
    listening,
    emit: (event: typeof unread | typeof open) => {
      for (const listener of listening) listener(event);
    },
    listen: (listener: ParlorListener) => {
      listening.add(listener);
      for (const event of replayed) listener(event);
      return () => void listening.delete(listener);
    },
  };
}

function heardBy(
  method: "on" | "once",
  type: "unread" | "*",
  source: ReturnType<typeof emitter>,
): string[] {
  const heard: string[] = [];
  createListeners({ ...source, emit: () => undefined })[method](type, (event) =>
    heard.push(event.type),
  );
  return heard;
}

test("a listener gets the events of its type, and with * all", () => {
  const source = emitter();
  const own = heardBy("on", "unread", source);
  const all = heardBy("on", "*", source);
  source.emit(unread);
  source.emit(open);
  source.emit(unread);
  expect([own, all]).toEqual([
    ["unread", "unread"],
    ["unread", "open", "unread"],
  ]);
});

test("a listener of once gets a single event, and a replayed one counts", () => {
  for (const source of [emitter(), emitter([unread])]) {
    const heard = heardBy("once", "unread", source);
    source.emit(open);
    source.emit(unread);
    source.emit(unread);
    expect(heard).toEqual(["unread"]);
    expect(source.listening.size).toBe(0);
  }
});

test("off removes the listener of that type only, and the undo does the same", () => {
  const source = emitter();
  const { on, off } = createListeners({ ...source, emit: () => undefined });
  const heard: string[] = [];
  const listener = (event: { readonly type: string }): void => void heard.push(event.type);
  on("unread", listener);
  const undo = on("*", listener);
  off("unread", listener);
  source.emit(unread);
  expect(heard).toEqual(["unread"]);
  undo();
  source.emit(unread);
  expect(heard).toEqual(["unread"]);
  expect(source.listening.size).toBe(0);
});
