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

test("the page's root has its own style attribute back, or none, and the head is left alone", async () => {
  const page = document.documentElement;
  const { root, handle } = drawPanel();
  await vi.waitFor(() => expect(root.querySelector("[aria-modal]")).not.toBeNull());
  for (const style of [null, "", "overflow-y: scroll;", "overflow: clip visible; color: red;"]) {
    await handle.close();
    if (style === null) page.removeAttribute("style");
    else page.setAttribute("style", style);
    await handle.open();
    expect(getComputedStyle(page).overflowY).toBe("hidden");
    expect(document.head.inert).toBe(false);
    await handle.close();
    expect(page.getAttribute("style")).toBe(style);
  }
  page.removeAttribute("style");
});

test("the page stays inert behind the panel when a framework has replaced the body", async () => {
  const { body } = document;
  const { root, handle } = drawPanel();
  await vi.waitFor(() => expect(root.querySelector("[aria-modal]")).not.toBeNull());
  const next = document.createElement("body");
  next.innerHTML = "<main></main>";
  const main = next.querySelector("main");
  body.replaceWith(next);
  await vi.waitFor(() => expect(main?.inert).toBe(true));
  const later = document.createElement("aside");
  next.append(later);
  await vi.waitFor(() => expect(later.inert).toBe(true));
  expect(root.host.matches("[inert], [inert] *")).toBe(false);
  await handle.close();
  expect([main?.inert, later.inert]).toEqual([false, false]);
  next.replaceWith(body);
});
