/** @module-tag engine-layout */

import { afterEach, expect, test, vi } from "vitest";
import { drawPanel, type DrawnPanel } from "../../../test/draw-panel.ts";

/* The page of these tests is as narrow as a phone, so the panel covers it. */

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** Counts the steps and the entries that are asked of the page's history. */
function watchHistory(): { readonly pushed: () => unknown[]; readonly wentBack: () => number } {
  const push = vi.spyOn(history, "pushState");
  const steps = [vi.spyOn(history, "back"), vi.spyOn(history, "go")];
  return {
    pushed: () => push.mock.calls.map(([state]) => state as unknown),
    wentBack: () => steps.reduce((sum, { mock }) => sum + mock.calls.length, 0),
  };
}

async function drawSheet(...args: Parameters<typeof drawPanel>): Promise<DrawnPanel> {
  const panel = drawPanel(...args);
  await vi.waitFor(() => expect(panel.root.querySelector("[aria-modal]")).not.toBeNull());
  return panel;
}
const frameOf = (root: ShadowRoot): HTMLElement => root.querySelector<HTMLElement>(".pl-frame")!;

test("opened and closed, it leaves the page's history alone", async () => {
  vi.stubGlobal("CloseWatcher", undefined);
  const { pushed, wentBack } = watchHistory();
  const { handle } = await drawSheet();
  for (let round = 0; round < 12; round++) {
    await handle.close();
    await handle.open();
  }
  expect([pushed(), wentBack()]).toEqual([[], 0]);
});

test("with backCloses one entry is added for all openings, and no step back is asked for", async () => {
  vi.stubGlobal("CloseWatcher", undefined);
  history.pushState({ router: "the page's" }, "");
  const { pushed, wentBack } = watchHistory();
  const { handle } = await drawSheet({}, { backCloses: true });
  for (let round = 0; round < 12; round++) {
    await handle.close();
    await handle.open();
  }
  expect([pushed(), wentBack()]).toEqual([[{ parlor: true }], 0]);
});

test("with backCloses the back button closes the panel; opened again, it closes again", async () => {
  vi.stubGlobal("CloseWatcher", undefined);
  history.pushState({ router: "the page's" }, "");
  const { root, handle } = await drawSheet({}, { backCloses: true });
  for (let round = 0; round < 2; round++) {
    await handle.open();
    await vi.waitFor(() => expect(history.state).toEqual({ parlor: true }));
    history.back();
    await vi.waitFor(() => expect(frameOf(root).hidden).toBe(true));
  }
  expect(history.state).toEqual({ router: "the page's" });
});

test("a step of the page's own to a later entry and back leaves the panel open", async () => {
  vi.stubGlobal("CloseWatcher", undefined);
  const { root } = await drawSheet({}, { backCloses: true });
  history.pushState({ router: "a later view" }, "");
  const stepped = new Promise((resolve) => addEventListener("popstate", resolve, { once: true }));
  history.back();
  await stepped;
  expect(history.state).toEqual({ parlor: true });
  expect(frameOf(root).hidden).toBe(false);
});

/** As Chromium's, where the phone's back gesture is a request to close. */
class FakeCloseWatcher extends EventTarget {
  requestClose(): void {
    this.dispatchEvent(new Event("close"));
  }
  destroy(): void {}
}
const own = Reflect.get(globalThis, "CloseWatcher") as typeof FakeCloseWatcher | undefined;

test.each([
  ["a browser", FakeCloseWatcher],
  ["this browser, if it has any", own ?? FakeCloseWatcher],
])(
  "a request to close by %s closes the panel, with backCloses too, and no entry is added",
  async (_, CloseWatcher) => {
    const active: FakeCloseWatcher[] = [];
    class NotedCloseWatcher extends CloseWatcher {
      constructor() {
        super();
        active.push(this);
      }
      override destroy(): void {
        active.splice(active.indexOf(this), 1);
        super.destroy();
      }
    }
    vi.stubGlobal("CloseWatcher", NotedCloseWatcher);
    const { pushed, wentBack } = watchHistory();
    const { root, handle } = await drawSheet({}, { backCloses: true });
    for (let round = 0; round < 2; round++) {
      await handle.open();
      expect(active).toHaveLength(1);
      active[0]?.requestClose();
      await vi.waitFor(() => expect(frameOf(root).hidden).toBe(true));
      expect(active).toEqual([]);
    }
    expect([pushed(), wentBack()]).toEqual([[], 0]);
  },
);

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
