/** @module-tag engine-focus */

import { afterEach, expect, test, vi } from "vitest";
import { drawPanel, noor, saidByNoor } from "../../../test/draw-panel.ts";

const place = document.createElement("main");
afterEach(() => place.remove());

const open = (html: string, change = {}): ReturnType<typeof drawPanel> => {
  place.innerHTML = html;
  document.body.append(place);
  return drawPanel({}, { launcher: "[data-chat]", ...change });
};

/** Whether the page would have acted on a click, too. */
function click(element: Element): boolean {
  const event = new MouseEvent("click", { bubbles: true, cancelable: true, composed: true });
  element.dispatchEvent(event);
  return !event.defaultPrevented;
}

const isOpen = (root: ShadowRoot): boolean =>
  root.querySelector<HTMLElement>(".pl-frame")?.hidden === false;

test("a link of the page opens and closes the panel, and never leaves the page", () => {
  const { root } = open(`<a data-chat href="#elsewhere"><b>Chat</b></a>`);
  const words = place.querySelector("b")!;
  for (const expected of [false, true, false, true]) {
    expect(click(words)).toBe(false);
    expect(isOpen(root)).toBe(expected);
  }
});

test("a button in a menu that stops its clicks, and one in a shadow root, open and close the panel", () => {
  const { root } = open(`<nav><button data-chat>Chat</button></nav><x-shop></x-shop>`);
  place.querySelector("nav")!.addEventListener("click", (event) => event.stopPropagation());
  const shop = place.querySelector("x-shop")!.attachShadow({ mode: "open" });
  shop.innerHTML = "<button data-chat>Chat</button>";
  click(place.querySelector("button")!);
  expect(isOpen(root)).toBe(false);
  click(shop.querySelector("button")!);
  expect(isOpen(root)).toBe(true);
});

test("a closed panel gives focus back to the button, in a shadow root too", async () => {
  const { root, handle } = open(`<x-shop></x-shop>`);
  await handle.close();
  const shop = place.querySelector("x-shop")!.attachShadow({ mode: "open" });
  shop.innerHTML = "<button data-chat>Chat</button>";
  click(shop.querySelector("button")!);
  root.querySelector("textarea")?.focus();
  await handle.close();
  expect(shop.activeElement).toBe(shop.querySelector("button"));
});

test("the buttons tell whether the panel is open and how much is unread, those added later from the first use on", async () => {
  const { dispatch, handle } = open(`<button data-chat>Chat</button>`);
  const button = place.querySelector("button")!;
  const states = (of: Element): Record<string, string | null> =>
    Object.fromEntries(
      ["aria-haspopup", "aria-expanded", "aria-description", "data-parlor-unread"].map((name) => [
        name,
        of.getAttribute(name),
      ]),
    );
  const opened = { "aria-haspopup": "dialog", "aria-expanded": "true" };
  const none = { "aria-description": null, "data-parlor-unread": null };
  await vi.waitFor(() => expect(states(button)).toEqual({ ...opened, ...none }));
  await handle.close();
  expect(states(button)).toEqual({ ...opened, ...none, "aria-expanded": "false" });

  dispatch({ type: "members", members: [noor], at: 0 });
  dispatch({ type: "stream", status: { kind: "live", since: 0 } });
  dispatch({ type: "received", messages: [saidByNoor(1)] });
  dispatch({ type: "received", messages: [saidByNoor(1), saidByNoor(2)] });
  const unread = {
    "aria-haspopup": "dialog",
    "aria-expanded": "false",
    "aria-description": "2 new messages",
    "data-parlor-unread": "2",
  };
  await vi.waitFor(() => expect(states(button)).toEqual(unread));
  const later = Object.assign(document.createElement("button"), { textContent: "Later" });
  later.dataset["chat"] = "";
  place.append(later);
  later.focus();
  expect(states(later)).toEqual(unread);
  await handle.open();
  for (const one of [button, later]) expect(states(one)).toEqual({ ...opened, ...none });
});

test("a destroyed widget leaves the buttons as the page made them", async () => {
  const html = `<button data-chat="" aria-expanded="false" aria-description="By day">Chat</button>`;
  const { handle } = open(html);
  const button = place.querySelector("button")!;
  await vi.waitFor(() => expect(button.getAttribute("aria-expanded")).toBe("true"));
  handle.destroy();
  expect(place.innerHTML).toBe(html);
  expect(click(button)).toBe(true);
});
