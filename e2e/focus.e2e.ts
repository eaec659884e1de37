import type { Page } from "@playwright/test";
import { expect, test, type ShowState } from "../test/gallery/gallery-test.ts";
import type { IncomingMessage } from "../src/transport/conversation/message.ts";
import { engine } from "./engine-subjects.ts";

/* Focus is never lost, and never moved by other people's actions. */

/** Returns the label or tag name of the focused element; null when the page's body has focus. */
const focused = (page: Page): Promise<string | null> =>
  page.evaluate(() => {
    const active = document.activeElement;
    const inside = active?.shadowRoot?.activeElement;
    if (inside != null) return inside.getAttribute("aria-label") ?? inside.tagName;
    return active === document.body ? null : (active?.tagName ?? null);
  });

/** Tells the conversation something, as the server would. */
const tell = (page: Page, event: object): Promise<void> =>
  page.evaluate((what) => {
    const { gallery } = globalThis as unknown as { gallery: { dispatch: (event: object) => void } };
    gallery.dispatch(what);
  }, event);

let count = 0;
const said = (body: string, kind: IncomingMessage["kind"] = "text"): object => ({
  type: "received",
  messages: [
    {
      id: `late${count++}`,
      senderId: "noor",
      kind,
      body,
      content: [],
      at: Date.parse("2025-10-21T13:00:00Z") + count,
    },
  ],
});
const away = { kind: "waiting", retryAt: 0, since: 0, isOffline: true };
/** Events that may arrive at any time. */
const happenings: readonly object[] = [
  said("hello"),
  said("x".repeat(900)),
  said("", "left"),
  said("", "joined"),
  { type: "typing", id: "noor", isTyping: true },
  { type: "typing", id: "noor", isTyping: false },
  { type: "stream", status: away },
  { type: "stream", status: { kind: "live", since: 0 } },
  { type: "queue", place: null },
];

test("nothing that other people do moves focus", { tag: engine("focus") }, async ({
  page,
  show,
}) => {
  await show(page, "conversation");
  const stops = ["Message", "Chat options", "Conversation", "Insert emoji"];
  for (const stop of stops) {
    await page.getByLabel(stop, { exact: true }).first().focus();
    for (const event of happenings) {
      await tell(page, event);
      expect(await focused(page), `${stop}: ${JSON.stringify(event).slice(0, 60)}`).toBe(stop);
    }
  }
});

const keys = [
  "Tab",
  "Tab",
  "Tab",
  "Shift+Tab",
  "Enter",
  "Escape",
  "ArrowDown",
  "ArrowUp",
  "Home",
  "End",
  "a",
  " ",
];

const walk = async (page: Page, show: ShowState, seed: number): Promise<void> => {
  test.setTimeout(60_000);
  await show(page, seed % 2 === 0 ? "conversation-status" : "conversation");
  await page.getByRole("textbox", { name: "Message" }).focus();
  let state = seed;
  const random = (below: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  const walked: string[] = [];
  for (let step = 0; step < 120; step++) {
    const key = keys[random(keys.length)] ?? "Tab";
    if (random(3) === 0) await tell(page, happenings[random(happenings.length)] ?? {});
    else {
      // Tab moves focus to the page after the panel's last tab stop; the walk then returns to the
      // message field.
      await page.keyboard.press(key);
      walked.push(key);
    }
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    const isOpen = await page.getByRole("dialog", { name: "Chat with Lantern Line" }).isVisible();
    const where = await focused(page);
    const hasLeft = where === null && walked.at(-1)?.endsWith("Tab") === true;
    if (isOpen && !hasLeft) expect(where, walked.slice(-6).join(" ")).not.toBeNull();
    if (!isOpen) {
      if (!hasLeft) expect(where, walked.slice(-6).join(" ")).not.toBeNull();
      await page.getByRole("button", { name: /^Chat with us/ }).press("Enter");
    } else if (hasLeft) await page.getByRole("textbox", { name: "Message" }).focus();
  }
};

for (const seed of [1, 2])
  test(
    `a walk of 120 keys and happenings, seed ${seed}: focus is never on the page's body while the panel is open`,
    {
      tag: engine("focus"),
    },
    async ({ page, show }) => walk(page, show, seed),
  );

for (const seed of [3, 4])
  test(`a walk of 120 other keys and happenings, seed ${seed}: focus is never on the page's body while the panel is open`, async ({
    page,
    show,
  }) => walk(page, show, seed));
