/** @module-tag engine-layout */

import { expect, test, vi } from "vitest";
import { drawPanel, noor } from "../../../../test/draw-panel.ts";
import { incomingMessage } from "../../../../test/incoming.ts";

/** Draws messages of an agent, and returns their bubbles. */
async function draw(...bodies: readonly string[]): Promise<readonly HTMLElement[]> {
  const { dispatch, root } = drawPanel();
  dispatch({ type: "members", members: [noor], at: 1 });
  const messages = bodies.map((body, index) =>
    incomingMessage(`m${index}`, { senderId: noor.id, body, at: index + 2 }),
  );
  dispatch({ type: "received", messages });
  const bubbles = (): HTMLElement[] => [...root.querySelectorAll<HTMLElement>(".pl-b")];
  await vi.waitFor(() => {
    expect(bubbles()).toHaveLength(bodies.length);
    const [first] = bubbles();
    expect(first && getComputedStyle(first).paddingLeft).toBe("12px");
  });
  return bubbles();
}

/** The rectangle of a text in a bubble. */
function rectOf(bubble: Element, text: string): DOMRect {
  const walker = document.createTreeWalker(bubble, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const at = node.textContent?.indexOf(text) ?? -1;
    if (at === -1) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + text.length);
    return range.getBoundingClientRect();
  }
  throw new Error(`The bubble has no text ${text}.`);
}

test("a message is copied as it was written", async () => {
  const body =
    "Pay at https://example.com/pay?id=7 today,\n\nor at https://m\u00fcnchen.example.\nBye";
  const [bubble] = await draw(body);
  if (bubble === undefined) throw new Error("There is no bubble.");
  // Engines differ in what a selection of a shadow root is.
  const copy = document.body.appendChild(bubble.cloneNode(true));
  getSelection()?.selectAllChildren(copy);
  expect(getSelection()?.toString()).toBe(body);
  (copy as Element).remove();
  const [first, second] = bubble.querySelectorAll("a");
  expect(first && getComputedStyle(first, "::after").content).toContain("opens in a new tab");
  expect(second && getComputedStyle(second, "::before").content).toContain(
    "xn--mnchen-3ya.example",
  );
});

test("hidden words are not part of a selection", async () => {
  const { dispatch, root } = drawPanel();
  dispatch({
    type: "received",
    messages: ["one", "two"].map((body, index) =>
      incomingMessage(body, { senderId: "me", body, at: index + 2 }),
    ),
  });
  await vi.waitFor(() => expect(root.querySelectorAll(".pl-b")).toHaveLength(2));
  const hidden = root.querySelector("[role=article] .pl-vh");
  expect(hidden?.textContent).toBe("You:");
  await vi.waitFor(() => {
    const style = hidden && getComputedStyle(hidden);
    expect(style?.userSelect || style?.webkitUserSelect).toBe("none");
  });
  // Chromium has a selection for each shadow root.
  const own: unknown = Reflect.get(root, "getSelection");
  const selection = typeof own === "function" ? (own.call(root) as Selection) : getSelection();
  const items = root.querySelector(".pl-items");
  if (items !== null) selection?.selectAllChildren(items);
  expect(selection?.toString()).toMatch(/one\s+two/);
  expect(selection?.toString()).not.toContain("You:");
});

test("each line of a message has its own direction", async () => {
  const wide = "A line that is longer than the others, so that they have room";
  const [mixed, arabic] = await draw(
    `Hello\n\u05e9\u05dc\u05d5\u05dd\n${wide}`,
    `\u0645\u0631\u062d\u0628\u0627\nHello\n${wide}`,
  );
  for (const bubble of [mixed, arabic]) {
    const box = bubble?.querySelector("div")?.getBoundingClientRect();
    if (bubble === undefined || box === undefined) throw new Error("A bubble is missing.");
    expect(rectOf(bubble, "Hello").left).toBeCloseTo(box.left, 0);
    const other = bubble === mixed ? "\u05e9\u05dc\u05d5\u05dd" : "\u0645\u0631\u062d\u0628\u0627";
    expect(rectOf(bubble, other).right).toBeCloseTo(box.right, 0);
    expect(rectOf(bubble, other).left).toBeGreaterThan(box.left + 20);
  }
});

test("a mark before an address does not turn it", async () => {
  const [bubble] = await draw("\u202ehttps://a.example/b");
  const scheme = bubble && rectOf(bubble, "https");
  const path = bubble && rectOf(bubble, "/b");
  expect(scheme?.left).toBeLessThan(path?.left ?? 0);
});

test("a pile of combining marks stays in its bubble, and large emoji are not cut", async () => {
  const [pile, emoji] = await draw(`a${"\u0301\u0316".repeat(200)}`, "\u{1f1f8}\u{1f1ea}");
  expect(pile && getComputedStyle(pile).clipPath).toBe("inset(0px)");
  // A clip by `overflow` costs a paint of every bubble in each frame that scrolls the log.
  expect(pile && getComputedStyle(pile).overflowY).toBe("visible");
  expect(emoji?.classList).toContain("pl-b--emoji");
  expect(emoji && getComputedStyle(emoji).clipPath).toBe("none");
});

const key = (target: Element | null, name: string, more: KeyboardEventInit = {}): boolean =>
  target?.dispatchEvent(
    new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...more }),
  ) ?? false;

const WIDE = "Two: https://example.com/one and https://example.com/two, then\n```\n";

test("each link of a message and its wide code is reached by key, one after the other, and left again", async () => {
  const [bubble] = await draw(
    `${WIDE}${"wide ".repeat(40)}\n\`\`\`\nand https://example.com/three`,
    "the last",
  );
  const root = bubble?.getRootNode() as ShadowRoot;
  const [row, last] = root.querySelectorAll<HTMLElement>("[role=article]");
  const code = bubble?.querySelector<HTMLElement>("pre") ?? null;
  await vi.waitFor(() => expect(code?.tabIndex).toBe(0));
  const links = [...(bubble?.querySelectorAll("a") ?? [])];
  const stops = [links[0], links[1], code, links[2]];
  row?.focus();
  key(row ?? null, "Enter");
  const walked = [root.activeElement];
  for (let n = 0; n < 3; n++) {
    key(root.activeElement, "ArrowDown");
    walked.push(root.activeElement);
  }
  expect(walked).toEqual(stops);
  key(root.activeElement, "ArrowDown");
  expect(root.activeElement).toBe(last);
  links[1]?.focus();
  key(root.activeElement, "ArrowUp");
  expect(root.activeElement).toBe(links[0]);
  key(root.activeElement, "ArrowUp");
  expect(root.activeElement).toBe(row);
  // Tab takes the same way, which a sighted person tries first.
  const tabbed = stops.map(() => {
    expect(key(root.activeElement, "Tab")).toBe(false);
    return root.activeElement;
  });
  expect(tabbed).toEqual(stops);
  expect(key(root.activeElement, "Tab")).toBe(true);
  expect(key(root.activeElement, "Tab", { shiftKey: true })).toBe(false);
  expect(root.activeElement).toBe(code);
});

test("code that fits is no tab stop, and wide code has a role and a name", async () => {
  const [narrow, wide] = await draw("```\nfits\n```", `\`\`\`\n${"wide ".repeat(40)}\n\`\`\``);
  const codeOf = (bubble: Element | undefined): HTMLElement | null =>
    bubble?.querySelector<HTMLElement>("pre") ?? null;
  await vi.waitFor(() => expect(codeOf(wide)?.tabIndex).toBe(0));
  expect(codeOf(narrow)?.hasAttribute("tabindex")).toBe(false);
  expect(codeOf(wide)?.getAttribute("role")).toBe("group");
  expect(codeOf(wide)?.getAttribute("aria-label")).toBe("Code");
});
