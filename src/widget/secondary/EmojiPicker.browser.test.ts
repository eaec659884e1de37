/** @module-tag engine-focus */

import { afterEach, expect, test, vi } from "vitest";
import { drawPanel, type DrawnPanel } from "../../../test/draw-panel.ts";

/* The emoji picker: the visitor's own choices come first. */

afterEach(() => localStorage.clear());

async function drawComposer(): Promise<DrawnPanel> {
  const panel = drawPanel({ forget: () => undefined });
  await vi.waitFor(() => expect(panel.root.querySelector(".pl-smile")).not.toBeNull());
  return panel;
}
const smile = ({ root }: DrawnPanel): HTMLElement => root.querySelector<HTMLElement>(".pl-smile")!;
const cells = ({ root }: DrawnPanel, group = 0): HTMLElement[] => [
  ...(root.querySelectorAll(".pl-emoji__g")[group]?.querySelectorAll("button") ?? []),
];
const titles = ({ root }: DrawnPanel): (string | null)[] =>
  [...root.querySelectorAll(".pl-emoji h3")].map(({ textContent }) => textContent);

async function openPicker(panel: DrawnPanel): Promise<void> {
  smile(panel).click();
  await vi.waitFor(() => expect(panel.root.querySelector(".pl-emoji")).not.toBeNull());
}
async function choose(panel: DrawnPanel, ...chosen: readonly string[]): Promise<void> {
  for (const one of chosen) {
    await openPicker(panel);
    const all = [...panel.root.querySelectorAll<HTMLElement>(".pl-emoji button")];
    all.find(({ textContent }) => textContent === one)?.click();
    await vi.waitFor(() => expect(panel.root.querySelector(".pl-emoji")).toBeNull());
  }
}
const key = (panel: DrawnPanel, name: string): string => {
  panel.root.activeElement?.dispatchEvent(
    new KeyboardEvent("keydown", { key: name, bubbles: true, composed: true, cancelable: true }),
  );
  return panel.root.activeElement?.textContent ?? "";
};

test("nothing is called often used before the visitor has used it", async () => {
  const panel = await drawComposer();
  await openPicker(panel);
  expect(titles(panel)).toEqual(["Emoji"]);
});

test("often used are the visitor's own, the most used first, also on the next page", async () => {
  await choose(await drawComposer(), "🎉", "👍", "🙏", "👍");
  const next = await drawComposer();
  await openPicker(next);
  expect(titles(next)).toEqual(["Often used", "Emoji"]);
  expect(cells(next).map(({ textContent }) => textContent)).toEqual(["👍", "🙏", "🎉"]);
  expect(next.root.activeElement).toBe(cells(next)[0]);
});

test("nothing but known emoji is drawn from storage", async () => {
  localStorage.setItem("parlor:emoji:d", "<b>x</b> 👍 somebody");
  const panel = await drawComposer();
  await openPicker(panel);
  expect(cells(panel).map(({ textContent }) => textContent)).toEqual(["👍"]);
});

test("forget() forgets them", async () => {
  const panel = await drawComposer();
  await choose(panel, "👍");
  await panel.handle.forget();
  await openPicker(panel);
  expect(titles(panel)).toEqual(["Emoji"]);
});

test("arrows go from row to row, whatever their lengths", async () => {
  localStorage.setItem("parlor:emoji:d", "👍 🎉");
  const panel = await drawComposer();
  await openPicker(panel);
  const [first, second] = cells(panel, 1);
  expect(key(panel, "ArrowRight")).toBe("🎉");
  expect(key(panel, "ArrowDown")).toBe(second?.textContent);
  expect(key(panel, "ArrowLeft")).toBe(first?.textContent);
  expect(key(panel, "End")).toBe(cells(panel, 1).at(-1)?.textContent);
  expect(key(panel, "Home")).toBe("👍");
  for (let row = 0; row < 4; row++) key(panel, "ArrowDown");
  for (let row = 0; row < 4; row++) key(panel, "ArrowUp");
  expect(panel.root.activeElement?.textContent).toBe("👍");
});

test("after Escape the button has the focus and the only ring", async () => {
  const panel = await drawComposer();
  const box = panel.root.querySelector(".pl-composer__box")!;
  const ringed = getComputedStyle(box);
  panel.root.querySelector("textarea")?.focus();
  // A window without the system's focus draws no ring.
  if (document.hasFocus()) expect(ringed.outlineStyle).toBe("solid");
  await openPicker(panel);
  key(panel, "Escape");
  await vi.waitFor(() => expect(panel.root.activeElement).toBe(smile(panel)));
  expect(ringed.outlineStyle).toBe("none");
});
