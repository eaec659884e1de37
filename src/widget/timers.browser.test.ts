import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { drawPanel, makePanel, noor } from "../../test/draw-panel.ts";

/* Timers of the widget: a framework that watches all timers of its page counts each tick. */

let ticking: Set<unknown>;

beforeEach(() => {
  ticking = new Set();
  const { setInterval: set, clearInterval: clear } = globalThis;
  vi.spyOn(globalThis, "setInterval").mockImplementation(((...args: Parameters<typeof set>) => {
    const timer = set(...args);
    // Only the clock for display ticks every half second.
    if (args[1] === 500) ticking.add(timer);
    return timer;
  }) as typeof set);
  vi.spyOn(globalThis, "clearInterval").mockImplementation((timer) => {
    ticking.delete(timer);
    clear(timer);
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** Signals leave the clock after the next task at the earliest. */
const ticks = (count: number): Promise<void> =>
  vi.waitFor(() => expect(ticking.size).toBe(count), { timeout: 8_000 });

test("no timer ticks in a panel that was never opened, nor in one that waits or talks", async () => {
  const closed = makePanel({}, { deploymentId: "closed" }, { kind: "none" });
  await vi.waitFor(() => expect(closed.root.querySelector(".pl-composer")).not.toBeNull());
  await ticks(0);
  closed.handle.destroy();
  const { dispatch, root } = drawPanel();
  dispatch({ type: "stream", status: { kind: "live", since: Date.now() } });
  await vi.waitFor(() => expect(root.querySelector(".pl-log")).not.toBeNull());
  await ticks(0);
  const at = Date.now();
  dispatch({ type: "members", members: [noor], at });
  dispatch({ type: "phase", phase: { kind: "talking" } });
  await vi.waitFor(() => expect(root.querySelector(".pl-header")?.textContent).toContain("Noor"));
  await ticks(0);
});

test("the clock ticks while the connection is lost, and stops once it has been back for a while", async () => {
  const { dispatch, root } = drawPanel();
  dispatch({ type: "stream", status: { kind: "live", since: Date.now() } });
  await vi.waitFor(() => expect(root.querySelector(".pl-log")).not.toBeNull());
  dispatch({
    type: "stream",
    status: { kind: "connecting", attempt: 1, since: Date.now() - 3_000 },
  });
  await ticks(1);
  await vi.waitFor(() => expect(root.querySelector(".pl-banner")).not.toBeNull());
  dispatch({ type: "stream", status: { kind: "live", since: Date.now() } });
  await vi.waitFor(() =>
    expect(root.querySelector(".pl-banner")?.textContent).toContain("Back online"),
  );
  await ticks(1);
  await vi.waitFor(() => expect(root.querySelector(".pl-banner")).toBeNull(), { timeout: 8_000 });
  await ticks(0);
});
