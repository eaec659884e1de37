/** @module-tag engine-layout */

import { afterEach, expect, test, vi } from "vitest";
import { drawPanel, noor, saidByNoor, type DrawnPanel } from "../../../test/draw-panel.ts";

/* The theme `auto` is that of the page, not of the visitor's system. */

const { documentElement: root, body } = document;
const styled = [root, body];
afterEach(() => {
  for (const element of styled) element.removeAttribute("style");
  vi.restoreAllMocks();
});

/** A panel of a visitor whose system is light, or dark. */
function drawAuto(isSystemDark: boolean): DrawnPanel {
  const real = window.matchMedia.bind(window);
  vi.spyOn(window, "matchMedia").mockImplementation((query) =>
    query.includes("prefers-color-scheme")
      ? ({ matches: isSystemDark, addEventListener() {}, removeEventListener() {} } as never)
      : real(query),
  );
  return drawPanel({}, { theme: "auto" });
}
const themeOf = (panel: DrawnPanel): string | undefined =>
  panel.root.querySelector<HTMLElement>(".parlor")?.dataset["theme"];

test.each([
  // The system's wish counts for nothing on a page that has decided.
  ["color-scheme: light", "", true, "light"],
  ["color-scheme: dark", "", false, "dark"],
  ["color-scheme: only light", "", true, "light"],
  ["color-scheme: dark", "background: #fff", false, "dark"],
  ["", "", true, "light"],
  ["", "background: #fff", true, "light"],
  ["", "background: #111", false, "dark"],
  ["background: rgb(12 34 56)", "", false, "dark"],
  ["background: #fff", "background: #111", false, "dark"],
  ["background: #111", "background: rgb(255 255 255 / 0.5)", false, "dark"],
  ["background: oklch(0.2 0.05 260)", "", false, "dark"],
  ["background: oklch(0.95 0.02 260)", "", true, "light"],
  ["background: lab(10 0 0)", "", false, "dark"],
  ["background: color(display-p3 0.1 0.1 0.1)", "", false, "dark"],
  ["background: color(srgb 0.9 0.9 0.9)", "", true, "light"],
  // The page can be both, and says nothing else: the browser paints what the system wants.
  ["color-scheme: light dark", "", true, "dark"],
  ["color-scheme: light dark", "", false, "light"],
  ["color-scheme: light dark", "background: #fff", true, "light"],
])("html { %s } body { %s }, dark system: %s, makes a %s panel", (html, ofBody, isDark, theme) => {
  root.style.cssText = html;
  body.style.cssText = ofBody;
  expect(themeOf(drawAuto(isDark))).toBe(theme);
});

test("a page that turns dark takes the open panel along", async () => {
  root.style.cssText = "color-scheme: light";
  const panel = drawAuto(false);
  await vi.waitFor(() => expect(themeOf(panel)).toBe("light"));
  root.style.cssText = "color-scheme: dark";
  await vi.waitFor(() => expect(themeOf(panel)).toBe("dark"));
});

test("a closed panel looks at the page when it is opened again", async () => {
  root.style.cssText = "color-scheme: light";
  const panel = drawAuto(false);
  await panel.handle.close();
  root.style.cssText = "color-scheme: dark";
  await panel.handle.open();
  await vi.waitFor(() => expect(themeOf(panel)).toBe("dark"));
});

test("the preview beside a closed panel has the theme of the page as it is then", async () => {
  root.style.cssText = "color-scheme: light";
  const panel = drawAuto(false);
  panel.dispatch({ type: "members", members: [noor], at: 0 });
  panel.dispatch({ type: "stream", status: { kind: "live", since: 0 } });
  await vi.waitFor(() => expect(panel.root.querySelector("[part=log]")).not.toBeNull());
  await panel.handle.close();
  root.style.cssText = "color-scheme: dark";
  expect(themeOf(panel)).toBe("light");
  panel.dispatch({ type: "received", messages: [saidByNoor(1)] });
  await vi.waitFor(() => expect(panel.root.querySelector(".pl-news")).not.toBeNull());
  expect(themeOf(panel)).toBe("dark");
});
