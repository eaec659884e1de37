import { expect, test, vi } from "vitest";
import { drawPanel } from "../../../test/draw-panel.ts";

/* The page of these tests is as narrow as a phone, so the panel covers it. */

test("opened and closed faster than the browser goes back, the page is never left", async () => {
  const back = vi.spyOn(history, "back");
  const push = vi.spyOn(history, "pushState");
  const { root, handle } = drawPanel();
  await vi.waitFor(() => expect(root.querySelector("[aria-modal]")).not.toBeNull());
  for (let round = 0; round < 12; round++) {
    await handle.close();
    await handle.open();
  }
  await handle.close();
  await vi.waitFor(() => expect(history.state?.parlor).not.toBe(true));
  expect(push).toHaveBeenCalled();
  expect(back).toHaveBeenCalledTimes(push.mock.calls.length);
  vi.restoreAllMocks();
});

test("the back button closes the window; opened again, it closes again", async () => {
  const { root, handle } = drawPanel();
  await vi.waitFor(() => expect(root.querySelector("[aria-modal]")).not.toBeNull());
  const frame = root.querySelector<HTMLElement>(".pl-frame");
  for (let round = 0; round < 2; round++) {
    await handle.open();
    await vi.waitFor(() => expect(history.state?.parlor).toBe(true));
    history.back();
    await vi.waitFor(() => expect(frame?.hidden).toBe(true));
  }
});
