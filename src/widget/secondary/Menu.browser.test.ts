/** @module-tag engine-focus */

import { expect, test, vi } from "vitest";
import { drawPanel, saidByNoor, type DrawnPanel } from "../../../test/draw-panel.ts";

/* The pages of the menu say what they are. */

async function openMenu(): Promise<DrawnPanel & { readonly menu: () => Element | null }> {
  const panel = drawPanel();
  const { root } = panel;
  const menu = (): Element | null => root.querySelector("[role=menu]");
  await vi.waitFor(() => expect(root.querySelector(".pl-log")).not.toBeNull());
  panel.dispatch({ type: "received", messages: [saidByNoor(1)] });
  root.querySelector<HTMLElement>("[aria-haspopup=menu]")?.click();
  await vi.waitFor(() => expect(menu()).not.toBeNull());
  return { ...panel, menu };
}

test.each([
  ["languages", "Language"],
  ["transcript", "Download transcript"],
])("the page %s is titled %j, by name and in view", async (page, title) => {
  const { root, menu } = await openMenu();
  expect(menu()?.ariaLabel).toBe("Chat options");
  root.querySelector<HTMLElement>(`[data-page=${page}]`)?.click();
  await vi.waitFor(() => expect(menu()?.ariaLabel).toBe(title));
  const back = menu()?.querySelector<HTMLElement>("[role=menuitem]");
  expect(back?.textContent).toBe(`Back: ${title}`);
  expect(back?.querySelector("b")?.textContent).toBe(title);
  back?.click();
  await vi.waitFor(() => expect(menu()?.ariaLabel).toBe("Chat options"));
});

test("ArrowDown on the button opens the menu, with focus on its first item", async () => {
  const { root } = drawPanel();
  const opener = (): HTMLElement | null => root.querySelector("[aria-haspopup=menu]");
  await vi.waitFor(() => expect(opener()).not.toBeNull());
  opener()?.focus();
  const key = new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true, cancelable: true });
  opener()?.dispatchEvent(key);
  await vi.waitFor(() =>
    expect(root.activeElement).toBe(root.querySelector("[role=menu] [role^=menuitem]")),
  );
  expect(key.defaultPrevented).toBe(true);
});

test("to print has another icon than to download", async () => {
  const { root, menu } = await openMenu();
  root.querySelector<HTMLElement>("[data-page=transcript]")?.click();
  const icons = (): string[] =>
    [...(menu()?.querySelectorAll(".pl-mi > .pl-i") ?? [])].map(({ innerHTML }) => innerHTML);
  await vi.waitFor(() => expect(icons()).toHaveLength(4));
  const [, file, page, print] = icons();
  expect(file).toBe(page);
  expect(print).not.toBe(file);
  expect(print).toContain("<path");
});

test("the largest text has the largest icons and portraits", async () => {
  const { root } = await openMenu();
  // The opening animation is no part of the computed size.
  const sizes = (): number[] =>
    [".pl-send .pl-i", ".pl-smile .pl-i", ".pl-group .pl-av"].map((part) =>
      Number.parseFloat(getComputedStyle(root.querySelector(part)!).inlineSize),
    );
  expect(sizes()).toEqual([20, 20, 28]);
  root.querySelector<HTMLElement>("[aria-label=Largest]")?.click();
  await vi.waitFor(() => {
    const [send = 0, smile = 0, portrait = 0] = sizes();
    expect([send, smile]).toEqual([26, 26]);
    expect(portrait).toBeCloseTo(36.4, 1);
  });
});
