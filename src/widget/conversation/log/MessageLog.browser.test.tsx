/** @module-tag engine-layout */

import { expect, test, vi } from "vitest";
import { ParlorError, type MessageKey } from "../../../transport/index.ts";
import { drawPanel, saidByNoor } from "../../../../test/draw-panel.ts";

/** Resolves when the panel's opening animation has ended. */
const risen = (log: HTMLElement): Promise<unknown> =>
  Promise.all(
    log
      .closest(".pl-panel")!
      .getAnimations()
      .map((animation) => animation.finished),
  );

/** Scrolls to `top` and fires `scroll` even if the position does not change. */
function scroll(log: HTMLElement, top: number): void {
  log.scrollTop = top;
  log.dispatchEvent(new Event("scroll"));
}

async function drawLong(count: number) {
  const { dispatch, root } = drawPanel();
  await vi.waitFor(() => expect(root.querySelector(".pl-log")).not.toBeNull());
  dispatch({ type: "received", messages: Array.from({ length: count }, (_, n) => saidByNoor(n)) });
  const log = root.querySelector<HTMLElement>(".pl-log")!;
  await risen(log);
  const shown = (): HTMLElement[] => [...log.querySelectorAll<HTMLElement>("[role=article]")];
  const bodies = (): string[] =>
    shown().map((row) => row.querySelector(".pl-b")?.textContent ?? "");
  await vi.waitFor(() => expect(bodies().at(-1)).toBe(`line ${count - 1}`));
  return { dispatch, root, log, shown, bodies };
}

test("however long the conversation is, 100 rows stand in the page at most, from the first to the last", async () => {
  const { log, shown, bodies } = await drawLong(600);
  expect(shown().length).toBeLessThanOrEqual(100);
  for (let round = 0; round < 60 && bodies()[0] !== "line 0"; round++) {
    const before = bodies()[0];
    await vi.waitFor(() => {
      scroll(log, 0);
      expect(bodies()[0]).not.toBe(before);
    });
    expect(shown().length).toBeLessThanOrEqual(100);
  }
  expect(bodies()[0]).toBe("line 0");
  for (let round = 0; round < 60 && bodies().at(-1) !== "line 599"; round++) {
    const before = bodies().at(-1);
    await vi.waitFor(() => {
      scroll(log, log.scrollHeight);
      expect(bodies().at(-1)).not.toBe(before);
    });
    expect(shown().length).toBeLessThanOrEqual(100);
  }
  expect(bodies().at(-1)).toBe("line 599");
});

test("incoming messages leave the existing rows alone, and the oldest rows are removed many at once", async () => {
  const { dispatch, log, shown, bodies } = await drawLong(2_000);
  const changes: Node[] = [];
  const observer = new MutationObserver((records) => {
    for (const { target, removedNodes } of records) changes.push(target, ...removedNodes);
  });
  observer.observe(log, { subtree: true, childList: true, attributes: true, characterData: true });
  const untouched = shown().slice(0, -1);
  for (let n = 2_000; n < 2_010; n++) dispatch({ type: "received", messages: [saidByNoor(n)] });
  await vi.waitFor(() => expect(bodies().at(-1)).toBe("line 2009"));
  observer.disconnect();
  expect(changes.filter((node) => untouched.some((row) => row.contains(node)))).toEqual([]);
  expect(shown().slice(0, untouched.length)).toEqual(untouched);
});

test("a message that comes alone is drawn at once, and so is the visitor's own; what follows within a twentieth of a second is drawn together", async () => {
  const { dispatch, bodies } = await drawLong(3);
  const say = (n: number): void => dispatch({ type: "received", messages: [saidByNoor(n)] });
  const write = (body: string, at: number): void =>
    dispatch({ type: "composed", key: body as MessageKey, body, at });
  /** The rows that are rendered without waiting for a timer. */
  const drawn = async (): Promise<string[]> => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    return bodies().slice(3);
  };
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  try {
    write("hello", 3_000);
    expect(await drawn()).toEqual(["hello"]);
    vi.advanceTimersByTime(50);
    say(4);
    expect(await drawn()).toEqual(["line 4", "hello"]);
    say(5);
    vi.advanceTimersByTime(20);
    say(6);
    vi.advanceTimersByTime(29);
    expect(await drawn()).toEqual(["line 4", "hello"]);
    vi.advanceTimersByTime(1);
    expect(await drawn()).toEqual(["line 4", "line 5", "line 6", "hello"]);
    say(7);
    write("again", 8_000);
    expect(await drawn()).toEqual(["line 4", "line 5", "line 6", "line 7", "hello", "again"]);
    vi.advanceTimersByTime(1_000);
    expect(await drawn()).toHaveLength(6);
  } finally {
    vi.useRealTimers();
  }
});

test("the row that is being read stays where it is when older ones come in", async () => {
  const { log, shown, bodies } = await drawLong(600);
  log.scrollTop = 390;
  const top = log.getBoundingClientRect().top;
  const row = shown().find((one) => one.getBoundingClientRect().bottom > top)!;
  const stood = row.getBoundingClientRect().top;
  const first = bodies()[0];
  log.dispatchEvent(new Event("scroll"));
  await vi.waitFor(() => expect(bodies()[0]).not.toBe(first));
  await vi.waitFor(() =>
    expect(Math.abs(row.getBoundingClientRect().top - stood)).toBeLessThanOrEqual(2),
  );
});

test("the log keeps its place when a message arrives before the browser has reported the scroll", async () => {
  const { dispatch, root, log } = await drawLong(60);
  log.scrollTop = 100;
  dispatch({ type: "received", messages: [saidByNoor(60)] });
  await vi.waitFor(() => expect(root.querySelector(".pl-jump")?.textContent).toContain("1"));
  expect(log.scrollTop).toBe(100);
});

test("the way back from far up leads to the newest row", async () => {
  const { log, root, bodies } = await drawLong(600);
  log.scrollTop = 0;
  await vi.waitFor(() => expect(bodies().at(-1)).not.toBe("line 599"));
  root.querySelector<HTMLElement>(".pl-jump")?.click();
  await vi.waitFor(() => {
    expect(bodies().at(-1)).toBe("line 599");
    expect(log.scrollHeight - log.scrollTop - log.clientHeight).toBeLessThanOrEqual(8);
  });
});

test("older messages that cannot be loaded are offered again by a button, and scrolling asks for none", async () => {
  let attempts = 0;
  const { dispatch, root, handle } = drawPanel({
    async loadOlder() {
      if (++attempts === 1) throw new ParlorError("offline", "No connection");
      const messages = Array.from({ length: 20 }, (_, n) => saidByNoor(n));
      dispatch({ type: "received", messages, hasOlder: false });
    },
  });
  await vi.waitFor(() => expect(root.querySelector(".pl-log")).not.toBeNull());
  const newer = Array.from({ length: 60 }, (_, n) => saidByNoor(100 + n));
  dispatch({ type: "received", messages: newer, hasOlder: true });
  const log = root.querySelector<HTMLElement>(".pl-log")!;
  await vi.waitFor(() => expect(log.textContent).toContain("line 159"));
  await risen(log);
  log.scrollTop = 0;
  const words = "Earlier messages couldn’t be loaded.";
  await vi.waitFor(() => expect(log.querySelector(".pl-note")?.textContent).toContain(words));
  await vi.waitFor(() =>
    expect(root.querySelector("[aria-live=polite]")?.textContent).toContain(words),
  );
  log.scrollTop = 100;
  log.dispatchEvent(new Event("scroll"));
  expect(attempts).toBe(1);
  const button = log.querySelector<HTMLButtonElement>(".pl-note button")!;
  expect(button.textContent).toBe("Try again");
  button.focus();
  button.click();
  await vi.waitFor(() => expect(log.textContent).toContain("line 0"));
  expect(log.textContent).not.toContain(words);
  expect(root.activeElement).toBe(log);
  expect(attempts).toBe(2);
  handle.destroy();
});

test("further up than what is here, older messages are fetched: the row that is being read stays, and their number is spoken", async () => {
  const pages: number[] = [];
  const { dispatch, root, handle } = drawPanel({
    async loadOlder() {
      pages.push(1);
      const messages = Array.from({ length: 20 }, (_, n) => saidByNoor(n));
      dispatch({ type: "received", messages, hasOlder: false });
    },
  });
  await vi.waitFor(() => expect(root.querySelector(".pl-log")).not.toBeNull());
  const newer = Array.from({ length: 60 }, (_, n) => saidByNoor(100 + n));
  dispatch({ type: "received", messages: newer, hasOlder: true });
  const log = root.querySelector<HTMLElement>(".pl-log")!;
  const bodies = (): string[] => [...log.querySelectorAll(".pl-b")].map((one) => one.textContent);
  await vi.waitFor(() => expect(bodies().at(-1)).toBe("line 159"));
  expect(pages).toEqual([]);
  await risen(log);
  log.scrollTop = 200;
  const row = [...log.querySelectorAll<HTMLElement>("[role=article]")].find(
    (one) => one.getBoundingClientRect().bottom > log.getBoundingClientRect().top,
  )!;
  const stood = row.getBoundingClientRect().top;
  await vi.waitFor(() => expect(bodies()[0]).toBe("line 0"));
  await vi.waitFor(() =>
    expect(Math.abs(row.getBoundingClientRect().top - stood)).toBeLessThanOrEqual(2),
  );
  expect(pages).toEqual([1]);
  await vi.waitFor(() =>
    expect(root.querySelector("[aria-live=polite]")?.textContent).toContain(
      "20 earlier messages loaded",
    ),
  );
  handle.destroy();
});

test("older messages that come while the visitor scrolls on leave the row that is then being read where it is", async () => {
  let come = (): void => undefined;
  const { dispatch, root, handle } = drawPanel({
    loadOlder: () =>
      new Promise<void>((resolve) => {
        come = () => {
          const messages = Array.from({ length: 20 }, (_, n) => saidByNoor(n));
          dispatch({ type: "received", messages, hasOlder: false });
          resolve();
        };
      }),
  });
  await vi.waitFor(() => expect(root.querySelector(".pl-log")).not.toBeNull());
  const newer = Array.from({ length: 60 }, (_, n) => saidByNoor(100 + n));
  dispatch({ type: "received", messages: newer, hasOlder: true });
  const log = root.querySelector<HTMLElement>(".pl-log")!;
  const bodies = (): string[] => [...log.querySelectorAll(".pl-b")].map((one) => one.textContent);
  await vi.waitFor(() => expect(bodies().at(-1)).toBe("line 159"));
  await risen(log);
  scroll(log, 300);
  await vi.waitFor(() => expect(log.textContent).toContain("Loading earlier messages"));
  log.scrollTop = 60;
  const row = [...log.querySelectorAll<HTMLElement>("[role=article]")].find(
    (one) => one.getBoundingClientRect().bottom > log.getBoundingClientRect().top,
  )!;
  const stood = row.getBoundingClientRect().top;
  come();
  await vi.waitFor(() => expect(log.textContent).not.toContain("Loading earlier messages"));
  expect(bodies()[0]).toBe("line 0");
  expect(Math.abs(row.getBoundingClientRect().top - stood)).toBeLessThanOrEqual(2);
  handle.destroy();
});

test("the divider goes away once it has been seen for a while", async () => {
  const { dispatch, root, handle } = drawPanel();
  dispatch({ type: "stream", status: { kind: "live", since: 0 } });
  dispatch({ type: "received", messages: [saidByNoor(1)] });
  await vi.waitFor(() => expect(root.querySelector("[role=article]")).not.toBeNull());
  await handle.close();
  dispatch({ type: "received", messages: [saidByNoor(2)] });
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    await handle.open();
    await vi.waitFor(() => expect(root.querySelector(".pl-unread")).not.toBeNull());
    let passedMs = 0;
    // The time counts from when the browser tells that the divider is in view.
    await vi.waitFor(() => {
      passedMs += 500;
      vi.advanceTimersByTime(500);
      expect(root.querySelector(".pl-unread")).toBeNull();
    });
    expect(passedMs).toBeGreaterThanOrEqual(3_000);
  } finally {
    vi.useRealTimers();
  }
});
