/** @module-tag engine-layout */

import "../../../src/widget/theme/tokens.css";
import "../../../src/widget/conversation/chunk.css";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { select, send } from "../model/writing.ts";
import { clearDesk, drawDesk } from "../testing/draw-desk.tsx";
import { chatOf, FakeAgentApi, leg } from "../testing/fake-agent-api.ts";
import type { TestDesk } from "../testing/test-desk.ts";

/* The place of the reader in a log that grows at both ends. */

let it: TestDesk;
const log = (): HTMLElement => {
  const found = document.querySelector<HTMLElement>(".pl-log");
  if (found === null) throw new Error("There is no log.");
  return found;
};
const rowOf = (text: string): HTMLElement | undefined =>
  [...log().querySelectorAll<HTMLElement>("li")].find(
    (row) => row.querySelector(".pl-b")?.textContent === text,
  );
/** How far a row stands below the upper edge of the log. */
const offsetOf = (text: string): number =>
  Math.round(
    (rowOf(text)?.getBoundingClientRect().top ?? Number.NaN) - log().getBoundingClientRect().top,
  );
const toEnd = (): number => Math.round(log().scrollHeight - log().clientHeight - log().scrollTop);
const twoFrames = (): Promise<unknown> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
async function scrollTo(top: number): Promise<void> {
  log().scrollTop = top;
  await vi.waitFor(() => expect(Math.round(log().scrollTop)).toBe(top));
  await twoFrames();
}

beforeEach(async () => {
  const style = document.createElement("style");
  style.id = "size";
  style.textContent = ".dk-log { block-size: 300px; display: flex } .pl-log { flex: 1 }";
  document.head.append(style);
  const api = new FakeAgentApi();
  api.all.push(chatOf("c", "Mara", leg()));
  for (let n = 1; n <= 120; n++) api.say("c", `Line ${n}`);
  it = await drawDesk(api);
  select(it.desk, "c");
  await vi.waitFor(() => expect(rowOf("Line 120")).toBeDefined());
});
afterEach(() => {
  clearDesk(it);
  document.getElementById("size")?.remove();
});

test("a chat opens at its end, and follows it", async () => {
  await vi.waitFor(() => expect(toEnd()).toBe(0));
  it.tell("c", it.api.say("c", "Line 121"));
  await vi.waitFor(() => expect(rowOf("Line 121")).toBeDefined());
  expect(toEnd()).toBe(0);
});

test("a reader further up is not moved by a new message, and is told of it", async () => {
  await scrollTo(600);
  const before = offsetOf("Line 90");
  it.tell("c", it.api.say("c", "Line 121"));
  await vi.waitFor(() => expect(rowOf("Line 121")).toBeDefined());
  expect(offsetOf("Line 90")).toBe(before);
  const jump = document.querySelector<HTMLElement>(".pl-jump");
  expect(jump?.textContent).toBe("1 new message");
  jump?.click();
  await vi.waitFor(() => expect(toEnd()).toBe(0));
  expect(document.activeElement).toBe(log());
  await vi.waitFor(() => expect(document.querySelector(".pl-jump")).toBeNull());
});

test("older messages come above, and the reader stays where it is", async () => {
  await scrollTo(40);
  const before = offsetOf("Line 72");
  await vi.waitFor(() => expect(rowOf("Line 30")).toBeDefined());
  expect(offsetOf("Line 72")).toBe(before);
});

test("a log that becomes smaller still ends at its end", async () => {
  await vi.waitFor(() => expect(toEnd()).toBe(0));
  const box = document.querySelector<HTMLElement>(".dk-log");
  if (box !== null) box.style.blockSize = "160px";
  await vi.waitFor(() => expect(log().clientHeight).toBeLessThan(170));
  await vi.waitFor(() => expect(toEnd()).toBe(0));
});

test("one's own message is shown, wherever the reader was", async () => {
  await scrollTo(600);
  send(it.desk, "c", "My answer");
  await vi.waitFor(() => expect(rowOf("My answer")).toBeDefined());
  await vi.waitFor(() => expect(toEnd()).toBe(0));
});

test("the reader stays in place while the line above the messages changes, and when older ones cannot be read", async () => {
  let open = (): void => undefined;
  it.api.gate = new Promise((resolve) => (open = resolve));
  await scrollTo(40);
  const before = offsetOf("Line 72");
  await vi.waitFor(() => expect(log().querySelector("[role=status]")).not.toBeNull());
  await twoFrames();
  expect(offsetOf("Line 72")).toBe(before);
  it.api.failure = new TypeError("Failed to fetch");
  open();
  await vi.waitFor(() => expect(log().querySelector("[role=status]")).toBeNull());
  await twoFrames();
  expect(offsetOf("Line 72")).toBe(before);
});

test("each message, each of its links and its wide code are reached by key", async () => {
  const body = `See https://example.com/1 and https://example.com/2\n\`\`\`\n${"wide ".repeat(200)}\n\`\`\``;
  it.tell("c", it.api.say("c", body));
  await vi.waitFor(() => expect(log().querySelectorAll("a")).toHaveLength(2));
  const code = log().querySelector<HTMLElement>("pre");
  await vi.waitFor(() => expect(code?.tabIndex).toBe(0));
  const press = (key: string): Element | null => {
    document.activeElement?.dispatchEvent(
      new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }),
    );
    return document.activeElement;
  };
  log().focus();
  const row = press("ArrowUp");
  expect(row?.getAttribute("role")).toBe("article");
  expect(row?.getAttribute("aria-label")).toContain("Guest");
  const [first, second] = log().querySelectorAll("a");
  expect(press("Enter")).toBe(first);
  expect(press("ArrowDown")).toBe(second);
  expect(press("Tab")).toBe(code);
  expect(press("ArrowUp")).toBe(second);
  press("ArrowUp");
  expect(press("ArrowUp")).toBe(row);
  expect(press("ArrowUp")?.textContent).toContain("Line 120");
});
