/** @module-tag engine-storage */

import { afterEach, expect, test, vi } from "vitest";
import type { MemberId } from "../../transport/conversation/message.ts";
import { makePanel, noor, saidByNoor, type DrawnPanel } from "../../../test/draw-panel.ts";

/* Unread messages over the pages of a site: each page has a widget of its own. */

const panels: DrawnPanel[] = [];
afterEach(() => {
  for (const { handle } of panels.splice(0)) handle.destroy();
  localStorage.clear();
  sessionStorage.clear();
});

/** The widget of the next page, whose server has these messages of the agent. */
async function nextPage(messages: readonly number[], conversationId = "c"): Promise<DrawnPanel> {
  for (const { handle } of panels.splice(0)) handle.destroy();
  const panel = makePanel({}, { storage: "local", reopen: "never" }, { kind: "none" });
  panels.push(panel);
  panel.dispatch({
    type: "session",
    conversationId,
    ownId: "me" as MemberId,
    isResumed: true,
  });
  panel.dispatch({ type: "phase", phase: { kind: "talking" } });
  panel.dispatch({ type: "members", members: [noor], at: 0 });
  // The effects run once their chunk has loaded.
  await vi.waitFor(() => expect(panel.root.querySelector(".pl-log")).not.toBeNull());
  panel.dispatch({ type: "received", messages: messages.map(saidByNoor) });
  panel.dispatch({ type: "stream", status: { kind: "live", since: 0 } });
  return panel;
}
const unread = ({ handle }: DrawnPanel, count: number): Promise<void> =>
  vi.waitFor(() => expect(handle.get("unread")).toBe(count));
const news = ({ root }: DrawnPanel): string | null | undefined =>
  root.querySelector(".pl-news__text")?.textContent;

test("messages that were not seen are unread on each following page, and those between pages too", async () => {
  const first = await nextPage([1]);
  await first.handle.open();
  await first.handle.close();
  first.dispatch({ type: "received", messages: [saidByNoor(2)] });
  await unread(first, 1);
  await unread(await nextPage([1, 2, 3]), 2);
  const third = await nextPage([1, 2, 3]);
  await unread(third, 2);
  await third.handle.open();
  await vi.waitFor(() => {
    const divider = third.root.querySelector(".pl-unread");
    expect(divider?.nextElementSibling?.textContent).toContain("line 2");
  });
  await unread(third, 0);
  const fourth = await nextPage([1, 2, 3]);
  fourth.dispatch({ type: "received", messages: [saidByNoor(4)] });
  await unread(fourth, 1);
});

test("each message is told of once, by whichever page is there first", async () => {
  const told: string[] = [];
  const listen = ({ handle }: DrawnPanel): void =>
    void handle.on("message:received", ({ data }) => told.push(data.key));
  const first = await nextPage([1]);
  listen(first);
  first.dispatch({ type: "received", messages: [saidByNoor(2)] });
  const second = makeListening(await nextPage([1, 2]), listen);
  second.dispatch({ type: "received", messages: [saidByNoor(3)] });
  await vi.waitFor(() => expect(told).toEqual(["m2", "m3"]));
});
function makeListening(panel: DrawnPanel, listen: (panel: DrawnPanel) => void): DrawnPanel {
  listen(panel);
  return panel;
}

test("a preview that was dismissed does not come back on the next page", async () => {
  const first = await nextPage([]);
  first.dispatch({ type: "received", messages: [saidByNoor(1)] });
  await vi.waitFor(() => expect(news(first)).toBe("line 1"));
  first.root.querySelector<HTMLButtonElement>("[aria-label='Dismiss preview']")?.click();
  const second = await nextPage([1]);
  await unread(second, 1);
  expect(news(second)).toBeUndefined();
  second.dispatch({ type: "received", messages: [saidByNoor(2)] });
  await vi.waitFor(() => expect(news(second)).toBe("line 2"));
});

test("messages that another tab has shown are unread here no more", async () => {
  const panel = await nextPage([]);
  panel.dispatch({ type: "received", messages: [saidByNoor(1)] });
  await unread(panel, 1);
  const marks = JSON.stringify({ conversationId: "c", seen: 1_000, told: 1_000, dismissed: 0 });
  localStorage.setItem("parlor:seen:d", marks);
  dispatchEvent(new StorageEvent("storage", { key: "parlor:seen:d", newValue: marks }));
  await unread(panel, 0);
});

test.each(["{", "5", '{"conversationId":"other","seen":9}', '{"conversationId":"c","seen":"x"}'])(
  "marks that are unreadable or another conversation's make no message unread that is history: %s",
  async (text) => {
    localStorage.setItem("parlor:seen:d", text);
    const panel = await nextPage([1, 2]);
    panel.dispatch({ type: "received", messages: [saidByNoor(3)] });
    await vi.waitFor(() => expect(panel.handle.get("unread")).toBeGreaterThan(0));
    if (!text.includes('"c"')) expect(panel.handle.get("unread")).toBe(1);
  },
);

test("nothing of a message is stored but its time, and nothing at all of a forgotten conversation", async () => {
  const panel = await nextPage([1]);
  await vi.waitFor(() => expect(localStorage.getItem("parlor:seen:d")).not.toBeNull());
  expect(localStorage.getItem("parlor:seen:d")).not.toMatch(/line|Noor/);
  panel.dispatch({ type: "cleared" });
  expect(localStorage.getItem("parlor:seen:d")).toBeNull();
});
