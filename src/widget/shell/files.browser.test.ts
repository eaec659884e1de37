/** @module-tag engine-document */

import { expect, test, vi } from "vitest";
import { drawPanel } from "../../../test/draw-panel.ts";

/** The data of a drag or a copy: a file, a text, or both. */
function dataOf({ file = false, text = "" }): DataTransfer {
  const data = new DataTransfer();
  if (file) data.items.add(new File(["x"], "ticket.png", { type: "image/png" }));
  if (text !== "") data.setData("text/plain", text);
  return data;
}
const settings = { bubbles: true, cancelable: true, composed: true } as const;
const dragOf = (type: string, dataTransfer: DataTransfer): DragEvent =>
  new DragEvent(type, { ...settings, dataTransfer });
const pasteOf = (clipboardData: DataTransfer): ClipboardEvent =>
  new ClipboardEvent("paste", { ...settings, clipboardData });

const WORDS = "Files and pictures can’t be sent in this chat.";

function open() {
  const { root } = drawPanel();
  const field = root.querySelector("textarea");
  if (field === null) throw new Error("There is no field.");
  const spoken: string[] = [];
  const region = root.querySelector("[aria-live=polite]");
  const observer = new MutationObserver((records) => {
    for (const { addedNodes } of records)
      for (const node of addedNodes) spoken.push(node.textContent ?? "");
  });
  if (region !== null) observer.observe(region, { childList: true });
  const shown = (): string | undefined => root.querySelector(".pl-banner p")?.textContent;
  /** @returns whether the browser does what it does by itself */
  const isLeft = (event: Event): boolean => field.dispatchEvent(event);
  return { root, field, spoken, shown, isLeft };
}

test("a dropped file does not open, and is said to be impossible, until the next key", async () => {
  const { field, spoken, shown, isLeft } = open();
  expect(isLeft(dragOf("dragover", dataOf({ file: true })))).toBe(false);
  expect(shown()).toBeUndefined();
  expect(isLeft(dragOf("drop", dataOf({ file: true })))).toBe(false);
  await vi.waitFor(() => expect(shown()).toBe(WORDS));
  await vi.waitFor(() => expect(spoken).toContain(WORDS), { timeout: 4_000 });
  field.dispatchEvent(new KeyboardEvent("keydown", { key: "a", ...settings }));
  await vi.waitFor(() => expect(shown()).toBeUndefined());
});

test("a file that is dropped beside the field does not open either", async () => {
  const { root, shown } = open();
  const header = root.querySelector(".pl-header");
  expect(header?.dispatchEvent(dragOf("drop", dataOf({ file: true })))).toBe(false);
  await vi.waitFor(() => expect(shown()).toBe(WORDS));
});

test("a pasted picture is said to be impossible", async () => {
  const { shown, isLeft } = open();
  expect(isLeft(pasteOf(dataOf({ file: true })))).toBe(false);
  await vi.waitFor(() => expect(shown()).toBe(WORDS));
});

test("text is dropped and pasted as ever, with a picture of it too", () => {
  const { shown, isLeft } = open();
  expect(isLeft(dragOf("dragover", dataOf({ text: "Hello" })))).toBe(true);
  expect(isLeft(dragOf("drop", dataOf({ text: "Hello" })))).toBe(true);
  expect(isLeft(pasteOf(dataOf({ text: "Hello" })))).toBe(true);
  expect(isLeft(pasteOf(dataOf({ text: "Hello", file: true })))).toBe(true);
  expect(shown()).toBeUndefined();
});
