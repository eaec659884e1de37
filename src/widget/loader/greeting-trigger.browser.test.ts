/** @module-tag engine-storage */

import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import type { GreetingOptions } from "../options/options.ts";
import { greetingKey } from "../model/greeting-key.ts";
import { waitForGreeting } from "./greeting-trigger.ts";

/* The rule of a greeting in an app, which changes its address without a new page. */

const home = location.href;
const button = document.createElement("button");
const show = vi.fn<() => void>();
let stop: () => void;

/** Waits with a rule, as the loader does on arrival. */
function begin(options: Partial<GreetingOptions>): void {
  stop = waitForGreeting({ text: "Hello", ...options }, "d", button, show);
}
function goTo(path: string): void {
  history.pushState(null, "", path);
  // Without the Navigation API, a page calls `update()`, which sends this.
  if (window.navigation === undefined) button.dispatchEvent(new Event("popstate"));
}

// No greeting comes on a small screen. The page learns of its new size with its next frame.
beforeAll(async () => {
  await page.viewport(1000, 700);
  const small = "(max-width: 480px), (max-height: 520px)";
  await vi.waitFor(() => expect(matchMedia(small).matches).toBe(false));
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  show.mockClear();
  // Other tests of this origin may have had a greeting.
  sessionStorage.clear();
  localStorage.clear();
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  history.replaceState(null, "", home);
});

test("a visit that begins elsewhere gets the greeting on the page of its path", () => {
  goTo("/checkout");
  begin({ path: "^/pricing", afterSeconds: 5 });
  vi.advanceTimersByTime(60_000);
  expect(show).not.toHaveBeenCalled();
  goTo("/pricing");
  vi.advanceTimersByTime(4_999);
  expect(show).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(show).toHaveBeenCalledOnce();
});

test("a visit that leaves the page of the path gets no greeting elsewhere, and the seconds begin again there", () => {
  goTo("/pricing");
  begin({ path: "^/pricing", afterSeconds: 5 });
  vi.advanceTimersByTime(4_000);
  goTo("/checkout");
  vi.advanceTimersByTime(60_000);
  expect(show).not.toHaveBeenCalled();
  goTo("/pricing");
  vi.advanceTimersByTime(4_000);
  expect(show).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1_000);
  expect(show).toHaveBeenCalledOnce();
});

test("an app that writes its state into the same address does not put the greeting off", () => {
  goTo("/pricing");
  begin({ path: "^/pricing", afterSeconds: 5 });
  for (let second = 1; second <= 4; second++) {
    vi.advanceTimersByTime(1_000);
    history.replaceState({ second }, "");
    goTo(`/pricing?second=${second}`);
  }
  vi.advanceTimersByTime(1_000);
  expect(show).toHaveBeenCalledOnce();
});

test("scrolling brings no greeting where the path does not match", () => {
  goTo("/checkout");
  begin({ path: "^/pricing", afterScroll: 0 });
  dispatchEvent(new Event("scroll"));
  expect(show).not.toHaveBeenCalled();
  goTo("/pricing");
  dispatchEvent(new Event("scroll"));
  expect(show).toHaveBeenCalledOnce();
});

test("a visit that has had its greeting gets no other", () => {
  sessionStorage.setItem(greetingKey("d"), "1");
  begin({ afterSeconds: 5 });
  vi.advanceTimersByTime(5_000);
  expect(show).not.toHaveBeenCalled();
});
