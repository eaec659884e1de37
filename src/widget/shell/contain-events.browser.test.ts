/** @module-tag engine-focus */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { drawPanel } from "../../../test/draw-panel.ts";

let end = new AbortController();
/** The events that have bubbled to the page. */
let heard: string[] = [];

beforeEach(() => {
  end = new AbortController();
  heard = [];
  for (const type of ["keydown", "keypress", "keyup"] as const)
    document.addEventListener(type, ({ key }) => heard.push(`${type} ${key}`), end);
  for (const type of ["focusin", "wheel", "touchmove", "pointerdown", "click"])
    document.addEventListener(type, () => heard.push(type), end);
});
afterEach(() => end.abort());

type KeyType = "keydown" | "keypress" | "keyup";

/** Returns whether the browser's own effect of the key was left to it. */
function send(target: HTMLElement, type: KeyType, key: string, change: KeyboardEventInit = {}) {
  target.focus();
  const given = { key, code: key, bubbles: true, cancelable: true, composed: true, ...change };
  return target.dispatchEvent(new KeyboardEvent(type, given));
}
function press(target: HTMLElement, key: string): void {
  for (const type of ["keydown", "keypress", "keyup"] as const) send(target, type, key);
}

async function open() {
  const sent: string[] = [];
  const panel = drawPanel({ send: (body: string) => sent.push(body) });
  const { root } = panel;
  const field = root.querySelector("textarea")!;
  const frame = root.querySelector<HTMLElement>(".pl-frame")!;
  await vi.waitFor(() => expect(root.querySelector(".pl-log")).not.toBeNull());
  heard = [];
  return { ...panel, field, frame, sent };
}
const byName = (root: ShadowRoot, name: string): HTMLElement =>
  root.querySelector<HTMLElement>(`[aria-label="${name}"]`)!;

test("the page hears of no key that is written in a field, and of no key that presses a button", async () => {
  const { root, field } = await open();
  for (const key of ["s", "/", " ", "Enter", "ArrowUp", "Tab"]) press(field, key);
  press(byName(root, "Chat options"), " ");
  press(byName(root, "Chat options"), "Enter");
  expect(heard).toEqual([]);
});

test("the page hears of keys that have no effect in the chat", async () => {
  const { root } = await open();
  send(byName(root, "Chat options"), "keydown", "s");
  send(byName(root, "Chat options"), "keydown", "k", { ctrlKey: true });
  expect(heard).toEqual(["keydown s", "keydown k"]);
});

test("Escape while an input method composes is the input method's", async () => {
  const { field, frame } = await open();
  send(field, "keydown", "Escape", { isComposing: true });
  send(field, "keydown", "Escape", { keyCode: 229 });
  expect(frame.hidden).toBe(false);
  send(field, "keydown", "Escape");
  expect(frame.hidden).toBe(true);
  expect(heard).toEqual([]);
});

test("Escape closes the chat though a dialog of the page has prevented its default before", async () => {
  const { field, frame } = await open();
  const prevent = (event: Event): void => event.preventDefault();
  document.addEventListener("keydown", prevent, { signal: end.signal, capture: true });
  send(field, "keydown", "Escape");
  expect(frame.hidden).toBe(true);
});

test("a key that closed the chat is the chat's until it is released, though the page has focus", async () => {
  const { field, frame } = await open();
  send(field, "keydown", "Escape");
  expect(frame.hidden).toBe(true);
  expect(send(document.body, "keydown", "Escape", { repeat: true })).toBe(false);
  expect(send(document.body, "keyup", "Escape")).toBe(false);
  expect(heard).toEqual([]);
  expect(send(document.body, "keydown", "Escape")).toBe(true);
  expect(send(document.body, "keyup", "Escape")).toBe(true);
  expect(heard).toEqual(["keydown Escape", "keyup Escape"]);
});

test("one Escape that is held closes the question or the menu, and not the chat behind it", async () => {
  const { root, frame } = await open();
  byName(root, "Chat options").click();
  await vi.waitFor(() => expect(root.querySelector("[role=menu]")).not.toBeNull());
  const item = root.querySelector<HTMLElement>("[role=menuitem]")!;
  send(item, "keydown", "Escape");
  await vi.waitFor(() => expect(root.querySelector("[role=menu]")).toBeNull());
  send(byName(root, "Chat options"), "keydown", "Escape", { repeat: true });
  send(byName(root, "Chat options"), "keyup", "Escape");
  expect(frame.hidden).toBe(false);
  expect(heard).toEqual(["click"]);
});

test("Escape dismisses the greeting alone", async () => {
  const greeting = { text: "May I help?" };
  const { root, handle, answer } = drawPanel({}, { greeting }, { kind: "none" });
  await handle.close();
  answer("greet");
  await vi.waitFor(() => expect(root.querySelector(".pl-greeting button")).not.toBeNull());
  heard = [];
  send(root.querySelector<HTMLElement>(".pl-greeting button")!, "keydown", "Escape");
  await vi.waitFor(() => expect(root.querySelector(".pl-greeting")).toBeNull());
  send(document.body, "keyup", "Escape");
  expect(heard).toEqual([]);
});

test("the repeats of Enter press no button, send nothing and add no line", async () => {
  const { root, field, sent } = await open();
  const repeat = { repeat: true };
  expect(send(byName(root, "Chat options"), "keydown", "Enter")).toBe(true);
  expect(send(byName(root, "Chat options"), "keydown", "Enter", repeat)).toBe(false);
  field.value = "Hello";
  field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
  send(field, "keydown", "Enter", repeat);
  expect(sent).toEqual([]);
  expect(send(field, "keydown", "Enter", { shiftKey: true })).toBe(true);
  expect(send(field, "keydown", "Enter", { repeat: true, shiftKey: true })).toBe(false);
  send(field, "keydown", "Enter");
  send(field, "keydown", "Enter", repeat);
  expect(sent).toEqual(["Hello"]);
  await vi.waitFor(() => expect(field.value).toBe(""));
  expect(field.getAttribute("aria-invalid")).toBe("false");
});

test("events by which a focus trap notices the visitor elsewhere end at the host, and clicks do not", async () => {
  const { root, field } = await open();
  field.focus();
  for (const type of ["focusin", "wheel", "touchmove", "pointerdown"])
    field.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
  expect(heard).toEqual([]);
  byName(root, "Send message").click();
  expect(heard).toEqual(["click"]);
});

test("destroyed, the chat takes no key of the page", async () => {
  const { field, handle } = await open();
  send(field, "keydown", "Escape");
  handle.destroy();
  expect(send(document.body, "keyup", "Escape")).toBe(true);
  expect(heard).toEqual(["keyup Escape"]);
});
