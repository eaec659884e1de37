/** @module-tag engine-layout */

import { server } from "vitest/browser";
import { afterEach, expect, test, vi } from "vitest";
import type { Launcher } from "../model/launcher.ts";
import { createLauncher } from "./launcher.ts";
import { placeHost, removeCopies } from "./place-host.ts";

/** WebKit positions the top layer in a transformed ancestor, too. */
const isWebKit = server.browser === "safari";
const body = document.body;
const placed: Launcher[] = [];

function place(deploymentId = "d"): Launcher {
  const launcher = createLauncher({ deploymentId });
  placeHost(launcher);
  placed.push(launcher);
  return launcher;
}

/** Mutation observers of the page have been told when this resolves. */
const observersTold = (): Promise<void> => Promise.resolve().then(() => undefined);

afterEach(() => {
  for (const { host, observer } of placed.splice(0)) {
    observer?.disconnect();
    host.remove();
  }
  if (document.body !== body) document.body.replaceWith(body);
  document.documentElement.removeAttribute("style");
});

test("a host that the page takes out, alone or with the whole body, is back before anything is drawn", async () => {
  const { host } = place();
  host.remove();
  await observersTold();
  expect(host.parentNode).toBe(body);
  document.body.replaceWith(document.createElement("body"));
  await observersTold();
  expect(document.body).not.toBe(body);
  expect(host.parentNode).toBe(document.body);
  document.body.replaceChildren(document.createElement("main"));
  await observersTold();
  expect(host.parentNode).toBe(document.body);
});

test("a host is not moved while it is in the page, whatever the page adds or wraps around it", async () => {
  const { host } = place();
  const last = document.createElement("p");
  body.append(last);
  await observersTold();
  expect(host.nextElementSibling).toBe(last);
  const wrap = document.createElement("div");
  body.append(wrap);
  wrap.append(host);
  await observersTold();
  expect(host.parentNode).toBe(wrap);
  for (const element of [last, wrap]) element.remove();
});

test("between two bodies the host waits", async () => {
  const { host } = place();
  document.body.remove();
  await observersTold();
  expect(host.isConnected).toBe(false);
  document.documentElement.append(document.createElement("body"));
  await observersTold();
  expect(host.parentNode).toBe(document.body);
});

test("a page that takes the host out each time it is added goes on, and wins", async () => {
  const { host } = place();
  const observer = new MutationObserver(() => host.remove());
  observer.observe(body, { childList: true });
  host.remove();
  await new Promise((resolve) => setTimeout(resolve));
  expect(host.isConnected).toBe(false);
  observer.disconnect();
});

test("copies of a host that a router kept are removed, and no live host", async () => {
  const { host } = place();
  const other = place("other").host;
  const copy = host.cloneNode() as HTMLElement;
  body.append(copy);
  // The page shows none of it, whatever its styles say about a section.
  expect(getComputedStyle(copy).display).toBe("none");
  removeCopies();
  expect(document.querySelectorAll("[data-parlor]")).toHaveLength(2);
  expect([host.isConnected, other.isConnected, copy.isConnected]).toEqual([true, true, false]);
});

test.skipIf(isWebKit)(
  "a host in a page whose root element holds fixed elements is shown in the top layer, and returns to it",
  async () => {
    document.documentElement.style.transform = "translateX(0)";
    const tall = document.createElement("div");
    tall.style.blockSize = "3000px";
    body.append(tall);
    const { host } = place();
    const isOnScreen = (): boolean => {
      const { top, bottom, height } = host.getBoundingClientRect();
      return height > 0 && top >= 0 && bottom <= innerHeight;
    };
    await vi.waitFor(() => expect(isOnScreen()).toBe(true));
    host.remove();
    await vi.waitFor(() => expect(host.matches(":popover-open")).toBe(true));
    expect(isOnScreen()).toBe(true);
    tall.remove();
  },
);

test("on an ordinary page the host is not in the top layer", () => {
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  const { host } = place();
  vi.runAllTimers();
  vi.useRealTimers();
  expect(host.offsetParent).toBeNull();
  expect(host.hasAttribute("popover")).toBe(false);
});
