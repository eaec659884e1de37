/** @module-tag engine-network */

import { expect, test } from "vitest";
import { browserReachability } from "./reachability.ts";

test.each([
  ["the browser is online again", () => window.dispatchEvent(new Event("online"))],
  ["the browser goes offline", () => window.dispatchEvent(new Event("offline"))],
  [
    "the page comes back from the back/forward cache",
    () => window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })),
  ],
  ["the page becomes visible", () => document.dispatchEvent(new Event("visibilitychange"))],
])("wakes when %s, and not after the undo", (_, happen) => {
  let woken = 0;
  const undo = browserReachability.onChange(() => woken++);
  happen();
  expect(woken).toBe(1);
  undo();
  happen();
  expect(woken).toBe(1);
});
