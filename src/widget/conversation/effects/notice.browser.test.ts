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

test("the page's icon is lit while it is hidden and something is unread, and then its own again", async () => {
  const theirs = document.createElement("link");
  theirs.rel = "icon";
  theirs.href = "data:,";
  document.head.append(theirs);
  const icons = (): string[] =>
    [...document.querySelectorAll<HTMLLinkElement>("link[rel~=icon]")].map((link) => link.href);
  const before = icons();
  const { dispatch } = await draw();
  hide(true);
  expect(icons()).toEqual(before);
  dispatch({ type: "received", messages: [saidByNoor(2)] });
  await vi.waitFor(() => expect(icons()).toEqual(["https://chat.example/parlor/unread.svg"]));
  hide(false);
  await vi.waitFor(() => expect(icons()).toEqual(before));
  theirs.remove();
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
