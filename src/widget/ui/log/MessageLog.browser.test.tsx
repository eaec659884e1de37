import { expect, test, vi } from "vitest";
import { drawWindow, saidByNoor } from "../../../../test/draw-window.ts";

async function drawLong(count: number) {
  const { dispatch, root } = drawWindow();
  await vi.waitFor(() => expect(root.querySelector("[role=log]")).not.toBeNull());
  dispatch({ type: "received", messages: Array.from({ length: count }, (_, n) => saidByNoor(n)) });
  const log = root.querySelector<HTMLElement>("[role=log]")!;
  // The window has risen.
  await Promise.all(
    log
      .closest(".pl-window")!
      .getAnimations()
      .map((animation) => animation.finished),
  );
  const shown = (): HTMLElement[] => [...log.querySelectorAll<HTMLElement>("[role=article]")];
  const bodies = (): string[] =>
    shown().map((row) => row.querySelector(".pl-b")?.textContent ?? "");
  await vi.waitFor(() => expect(bodies().at(-1)).toBe(`line ${count - 1}`));
  return { dispatch, root, log, shown, bodies };
}

test("however long the conversation is, 250 rows stand in the page at most, from the first to the last", async () => {
  const { log, shown, bodies } = await drawLong(2_000);
  expect(shown().length).toBeLessThanOrEqual(250);
  for (let round = 0; round < 60 && bodies()[0] !== "line 0"; round++) {
    log.scrollTop = 0;
    const before = bodies()[0];
    await vi.waitFor(() => expect(bodies()[0]).not.toBe(before));
    expect(shown().length).toBeLessThanOrEqual(250);
  }
  expect(bodies()[0]).toBe("line 0");
  for (let round = 0; round < 60 && bodies().at(-1) !== "line 1999"; round++) {
    log.scrollTop = log.scrollHeight;
    const before = bodies().at(-1);
    await vi.waitFor(() => expect(bodies().at(-1)).not.toBe(before));
    expect(shown().length).toBeLessThanOrEqual(250);
  }
  expect(bodies().at(-1)).toBe("line 1999");
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
