/** @module-tag engine-builtins */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makePanel, type DrawnPanel } from "../../../test/draw-panel.ts";
import { en } from "../i18n/en.ts";
import { enConversation } from "../i18n/en-conversation.ts";
import { enHello } from "../i18n/en-hello.ts";
import { enPreChat } from "../i18n/en-pre-chat.ts";
import { enSecondary } from "../i18n/en-secondary.ts";
import type { WordsPart } from "../i18n/fetch-words.ts";
import { words as german } from "../i18n/locales/de.ts";
import { SecondarySlot } from "../model/chunk-slots.tsx";

/* A component waits for its messages: none is drawn in English while they are on their way. */

/** The English messages of the parts. */
const parts: Readonly<Record<string, object>> = {
  open: { ...en, ...enConversation },
  secondary: enSecondary,
  "pre-chat": { ...enHello, ...enPreChat },
};
const translated = (part: string): object =>
  Object.fromEntries(Object.entries(german).filter(([key]) => key in (parts[part] ?? {})));

const held = vi.hoisted(() => new Map<string, (isFound: boolean) => void>());
vi.mock("../i18n/fetch-words.ts", () => ({
  fetchWords: (_: string, given: WordsPart) =>
    new Promise((resolve, reject) => {
      const part = given ?? "open";
      held.set(part, (isFound) => (isFound ? resolve({ words: translated(part) }) : reject()));
    }),
  unpack: (packed: object) => packed,
}));

let panel: DrawnPanel;
// A draft of another test would ask for the messages of its counter.
beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});
afterEach(() => {
  panel.handle.destroy();
  held.clear();
});

/** Answers the request for a part, as soon as it has come. */
async function answer(part: string, isFound = true): Promise<void> {
  await expect.poll(() => [...held.keys()]).toContain(part);
  held.get(part)?.(isFound);
}

/** All texts of an element that have been in the page, without those in between. */
function watch(selector: string): readonly string[] {
  const seen: string[] = [];
  const { root } = panel;
  new MutationObserver(() => {
    const text = root.querySelector(selector)?.textContent ?? "";
    if (text !== "" && text !== seen.at(-1)) seen.push(text);
  }).observe(root, { childList: true, subtree: true, characterData: true });
  return seen;
}

test("the launcher keeps its name until the language has come", async () => {
  panel = makePanel({}, { locale: "de", startOn: "open", launcher: "default" });
  const launcher = panel.root.querySelector("[part=launcher]");
  expect(launcher?.ariaLabel).toBe(german["launcher.open"]);
  const names: (string | null | undefined)[] = [];
  new MutationObserver(() => names.push(launcher?.ariaLabel)).observe(panel.root, {
    attributeFilter: ["aria-label"],
    subtree: true,
  });
  void panel.handle.open();
  await answer("open");
  await expect.poll(() => launcher?.ariaExpanded).toBe("true");
  expect(new Set(names)).toEqual(new Set([german["launcher.open"]]));
});

test("the greeting is drawn in the visitor's language only", async () => {
  const greeting = { text: "Guten Tag" };
  panel = makePanel({}, { locale: "de", startOn: "open", greeting }, { kind: "none" });
  const seen = watch(".pl-chip");
  panel.answer("greet");
  await answer("open");
  await answer("pre-chat");
  await expect.poll(() => seen).toEqual([german["greeting.start"]]);
});

async function openMenu(): Promise<readonly string[]> {
  panel = makePanel({}, { locale: "de", startOn: "open" });
  const seen = watch("[role=menu] [role=menuitem]");
  await answer("open");
  void panel.handle.open();
  await expect.poll(() => panel.root.querySelector("[aria-haspopup=menu]")).not.toBeNull();
  // Before the language is there, the press would make it wait for the messages of the menu, too.
  await expect.poll(() => panel.root.querySelector<HTMLElement>(".pl-panel")?.lang).toBe("de");
  const opener = panel.root.querySelector<HTMLElement>("[aria-haspopup=menu]");
  opener?.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
  // The press asks for the messages, before the click shows the menu.
  await expect.poll(() => [...held.keys()]).toContain("secondary");
  await SecondarySlot.fetch();
  opener?.click();
  await expect.poll(() => opener?.ariaExpanded).toBe("true");
  expect(panel.root.querySelector("[role=menu]")).toBeNull();
  return seen;
}

test("the menu is drawn when its messages have come", async () => {
  const seen = await openMenu();
  await answer("secondary");
  await expect.poll(() => seen[0]).toContain(german["menu.language"]);
});

test("the menu is drawn in English when its messages cannot be fetched", async () => {
  const seen = await openMenu();
  await answer("secondary", false);
  await expect.poll(() => seen[0]).toContain("Language");
});
