import { afterEach, expect, test, vi } from "vitest";
import { makePanel, type DrawnPanel } from "../../../../test/draw-panel.ts";

/* A panel that was open is open on the next page. */

const panels: DrawnPanel[] = [];
afterEach(() => {
  for (const { handle } of panels.splice(0)) handle.destroy();
  vi.restoreAllMocks();
  localStorage.clear();
  sessionStorage.clear();
});

/** The widget of the next page; a destroyed widget stores nothing, as a page that goes away. */
async function nextPage(change = {}, hasStoredSession = true): Promise<DrawnPanel> {
  for (const { handle } of panels.splice(0)) handle.destroy();
  const panel = makePanel(
    { hasStoredSession: () => hasStoredSession },
    { storage: "local", ...change },
  );
  panels.push(panel);
  panel.dispatch({ type: "stream", status: { kind: "live", since: 0 } });
  await vi.waitFor(() => expect(panel.root.querySelector(".pl-log")).not.toBeNull());
  return panel;
}
const isOpen = ({ handle }: DrawnPanel): boolean => handle.get("state").isOpen;
const pointer = (isFine: boolean): void => {
  vi.restoreAllMocks();
  const real = globalThis.matchMedia.bind(globalThis);
  vi.spyOn(globalThis, "matchMedia").mockImplementation((query) =>
    query === "(pointer: fine)" ? ({ matches: isFine } as MediaQueryList) : real(query),
  );
};

test("with a fine pointer an open panel is open on the next page, and a closed one closed", async () => {
  pointer(true);
  const first = await nextPage();
  expect(isOpen(first)).toBe(false);
  await first.handle.open();
  const second = await nextPage();
  await vi.waitFor(() => expect(isOpen(second)).toBe(true));
  expect(document.activeElement).toBe(document.body);
  await second.handle.close();
  expect(isOpen(await nextPage())).toBe(false);
});

test("a panel without a conversation is open again, unless its opening would start one", async () => {
  pointer(true);
  await (await nextPage()).handle.open();
  const next = await nextPage({}, false);
  await vi.waitFor(() => expect(isOpen(next)).toBe(true));
  expect(isOpen(await nextPage({ startOn: "open" }, false))).toBe(false);
});

test("without a fine pointer, with `never`, and where nothing may be stored, it stays closed", async () => {
  pointer(false);
  await (await nextPage()).handle.open();
  expect(isOpen(await nextPage())).toBe(false);
  expect(sessionStorage.getItem("parlor:open:d")).toBeNull();
  pointer(true);
  await (await nextPage({ reopen: "never" })).handle.open();
  expect(isOpen(await nextPage({ reopen: "never" }))).toBe(false);
  await (await nextPage({ storage: "memory" })).handle.open();
  expect(sessionStorage.getItem("parlor:open:d")).toBeNull();
});
