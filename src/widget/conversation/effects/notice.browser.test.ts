import { act, createElement } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, expect, test, vi } from "vitest";
import { drawPanel, noor, saidByNoor } from "../../../../test/draw-panel.ts";

/* Notices for a visitor who looks elsewhere: the page's icon, and browser notifications. */

const hide = (isHidden: boolean): void => {
  vi.spyOn(document, "hidden", "get").mockReturnValue(isHidden);
  document.dispatchEvent(new Event("visibilitychange"));
};
class FakeNotification extends EventTarget {
  static permission = "default";
  static shown: { readonly title: string; readonly options: object }[] = [];
  static async requestPermission(): Promise<string> {
    FakeNotification.permission = "granted";
    return "granted";
  }
  constructor(title: string, options: object) {
    super();
    FakeNotification.shown.push({ title, options });
  }
  close(): void {}
}
afterEach(() => {
  hide(false);
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  localStorage.clear();
  FakeNotification.permission = "default";
  FakeNotification.shown = [];
});

async function draw(change = {}) {
  const window = drawPanel({}, change);
  window.dispatch({ type: "members", members: [noor], at: 0 });
  window.dispatch({ type: "stream", status: { kind: "live", since: 0 } });
  window.dispatch({ type: "received", messages: [saidByNoor(1)] });
  await vi.waitFor(() => expect(window.root.querySelector("[role=article]")).not.toBeNull());
  return window;
}

const LIT = "https://chat.example/parlor/unread.svg";

test("the page's icons are lit while it is hidden and something is unread; the elements stay the page's own, in their places", async () => {
  const head = document.createElement("template");
  head.innerHTML = `<link rel="icon" href="data:,"><meta name="x"><link rel="shortcut icon" type="image/png" href="/b.png">`;
  const nodes = [...head.content.childNodes] as HTMLElement[];
  document.head.append(...nodes);
  const page = (): string => nodes.map((node) => node.outerHTML).join("");
  const before = page();
  const { dispatch } = await draw();
  hide(true);
  expect(page()).toBe(before);
  dispatch({ type: "received", messages: [saidByNoor(2)] });
  await vi.waitFor(() => expect(nodes[0]?.getAttribute("href")).toBe(LIT));
  expect(nodes[2]?.getAttribute("href")).toBe(LIT);
  expect([...document.head.childNodes].slice(-3)).toEqual(nodes);
  // A framework that removes what it has rendered finds it where it was.
  document.head.removeChild(nodes[1]!);
  hide(false);
  await vi.waitFor(() => expect(page()).toBe(before));
  for (const node of nodes) node.remove();
});

test("an icon that the page has changed meanwhile keeps the page's address", async () => {
  const icon = document.createElement("link");
  icon.rel = "icon";
  icon.setAttribute("href", "/a.svg");
  document.head.append(icon);
  const { dispatch } = await draw();
  hide(true);
  dispatch({ type: "received", messages: [saidByNoor(2)] });
  await vi.waitFor(() => expect(icon.getAttribute("href")).toBe(LIT));
  icon.setAttribute("href", "/b.svg");
  hide(false);
  expect(icon.getAttribute("href")).toBe("/b.svg");
  icon.remove();
});

test("an icon that React renders can be removed and replaced while it is lit", async () => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  const root = createRoot(document.createElement("div"));
  const show = (icon: string | null): void =>
    act(() => root.render(icon && createElement("link", { rel: "icon", href: icon, key: icon })));
  const icon = (): string | null | undefined =>
    document.head.querySelector("link[rel=icon]:last-of-type")?.getAttribute("href");
  show("/a.svg");
  const { dispatch } = await draw();
  hide(true);
  dispatch({ type: "received", messages: [saidByNoor(2)] });
  await vi.waitFor(() => expect(icon()).toBe(LIT));
  show("/b.svg");
  show(null);
  show("/c.svg");
  dispatch({ type: "received", messages: [saidByNoor(3)] });
  await vi.waitFor(() => expect(icon()).toBe(LIT));
  hide(false);
  expect(icon()).toBe("/c.svg");
  act(() => root.unmount());
});

test("a page without an icon has one while it is lit, and then none again", async () => {
  const icons = (): string[] =>
    [...document.querySelectorAll<HTMLLinkElement>("link[rel~=icon]")].map((link) => link.href);
  const theirs = [...document.querySelectorAll("link[rel~=icon]")];
  for (const link of theirs) link.remove();
  const { dispatch } = await draw();
  hide(true);
  dispatch({ type: "received", messages: [saidByNoor(2)] });
  await vi.waitFor(() => expect(icons()).toEqual([LIT]));
  hide(false);
  await vi.waitFor(() => expect(icons()).toEqual([]));
  document.head.append(...theirs);
});

test("notices are shown only where the site offers them and the visitor has asked: who wrote, never what", async () => {
  vi.stubGlobal("Notification", FakeNotification);
  const { dispatch, root } = await draw({ notifications: true });
  hide(true);
  dispatch({ type: "received", messages: [saidByNoor(2)] });
  hide(false);
  expect(FakeNotification.shown).toEqual([]);

  root.querySelector<HTMLElement>("[aria-haspopup=menu]")?.click();
  const item = await vi.waitFor(() => {
    const found = [...root.querySelectorAll<HTMLElement>("[role=menuitemcheckbox]")].find((one) =>
      one.textContent?.includes("Notifications"),
    );
    expect(found).toBeDefined();
    return found!;
  });
  item.click();
  await vi.waitFor(() => expect(item.getAttribute("aria-checked")).toBe("true"));
  hide(true);
  dispatch({ type: "received", messages: [saidByNoor(3)] });
  await vi.waitFor(() =>
    expect(FakeNotification.shown).toEqual([
      { title: "New message from Noor Haddad", options: { tag: "parlor:d" } },
    ]),
  );
});

test("a site that does not offer notices has no switch for them", async () => {
  vi.stubGlobal("Notification", FakeNotification);
  const { root } = await draw();
  root.querySelector<HTMLElement>("[aria-haspopup=menu]")?.click();
  await vi.waitFor(() => expect(root.querySelector("[role=menu]")).not.toBeNull());
  expect(root.querySelector("[role=menu]")?.textContent).not.toContain("Notifications");
});
