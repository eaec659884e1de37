/** @module-tag engine-focus */

import { expect, test, vi } from "vitest";
import { drawPanel } from "../../../test/draw-panel.ts";

const press = (field: HTMLElement, key: string, change: KeyboardEventInit = {}): boolean =>
  field.dispatchEvent(
    new KeyboardEvent("keydown", {
      key,
      bubbles: true,
      cancelable: true,
      composed: true,
      ...change,
    }),
  );

function open(): { field: HTMLTextAreaElement; sent: string[]; root: ShadowRoot } {
  const sent: string[] = [];
  const { root } = drawPanel({ send: (body: string) => sent.push(body) });
  const field = root.querySelector("textarea")!;
  return { field, sent, root };
}
function write(field: HTMLTextAreaElement, text: string): void {
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
}

test("Enter sends, Shift+Enter does not, and the field is empty and still focused", async () => {
  const { field, sent } = open();
  field.focus();
  write(field, "Hello");
  press(field, "Enter", { shiftKey: true });
  expect(sent).toEqual([]);
  press(field, "Enter");
  expect(sent).toEqual(["Hello"]);
  await vi.waitFor(() => expect(field.value).toBe(""));
  expect((field.getRootNode() as ShadowRoot).activeElement).toBe(field);
});

test("the send button returns the focus to the field", () => {
  const { field, sent, root } = open();
  write(field, "Hello");
  const button = root.querySelector<HTMLElement>("[part=send]")!;
  button.focus();
  button.click();
  expect(sent).toEqual(["Hello"]);
  expect(root.activeElement).toBe(field);
});

test("Enter that ends an input method's composition sends nothing", () => {
  const { field, sent } = open();
  write(field, "にほん");
  press(field, "Enter", { isComposing: true });
  press(field, "Enter", { keyCode: 229 });
  expect(sent).toEqual([]);
});

test("nothing but space is not sent, and the field says what it wants", async () => {
  const { field, sent, root } = open();
  write(field, "   ");
  press(field, "Enter");
  expect(sent).toEqual([]);
  await vi.waitFor(() => expect(field.getAttribute("aria-invalid")).toBe("true"));
  await vi.waitFor(() =>
    expect(root.getElementById("pl-count")?.textContent).toContain("Write a message first"),
  );
});

test("over the limit the count says so, and Enter sends nothing", async () => {
  const { field, sent, root } = open();
  write(field, "x".repeat(4_001));
  press(field, "Enter");
  expect(sent).toEqual([]);
  await vi.waitFor(() =>
    expect(root.getElementById("pl-count")?.textContent).toContain("4,001 / 4,000"),
  );
});

test("the count is of the characters that people see, and promises no more than can be sent", async () => {
  const { field, sent, root } = open();
  const family = "👩‍👩‍👧‍👦";
  const count = (): string | null | undefined => root.getElementById("pl-count")?.textContent;
  write(field, family.repeat(364));
  await vi.waitFor(() => expect(count()).toBe("Too long to send364 / 363"));
  press(field, "Enter");
  expect(sent).toEqual([]);
  write(field, family.repeat(363));
  await vi.waitFor(() => expect(count()).toBe("363 / 363"));
  press(field, "Enter");
  expect(sent).toEqual([family.repeat(363)]);
});

test("a long text that is pasted first is counted, and its count is announced", async () => {
  const { field, root } = open();
  write(field, "x".repeat(3_850));
  await vi.waitFor(() => expect(root.getElementById("pl-count")?.textContent).toContain("3,850"));
  const said = root.querySelector("[aria-live=polite]")!;
  await vi.waitFor(() => expect(said.textContent).toContain("150 characters left"));
});

test("text that cannot be stored is not counted and not sent, and the field stays as it was written", async () => {
  const { field, sent, root } = open();
  write(field, `${"x".repeat(3_999)}y\0\0`);
  await vi.waitFor(() =>
    expect(root.getElementById("pl-count")?.textContent).toContain("4,000 / 4,000"),
  );
  // An input method may be about to write the second half of a surrogate pair.
  write(field, "a\0b\ud83d");
  expect(field.value).toBe("a\0b\ud83d");
  write(field, "a\0b\ud83d\ude00");
  press(field, "Enter");
  expect(sent).toEqual(["ab😀"]);
  write(field, "\0 \0");
  press(field, "Enter");
  expect(sent).toHaveLength(1);
  await vi.waitFor(() => expect(field.getAttribute("aria-invalid")).toBe("true"));
});

test("a long text that is pasted first is counted, and its count is announced", async () => {
  const { field, root } = open();
  write(field, "x".repeat(3_850));
  await vi.waitFor(() => expect(root.getElementById("pl-count")?.textContent).toContain("3,850"));
  const said = root.querySelector("[aria-live=polite]")!;
  await vi.waitFor(() => expect(said.textContent).toContain("150 characters left"));
});
