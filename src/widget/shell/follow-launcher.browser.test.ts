import { afterEach, expect, test, vi } from "vitest";
import { drawPanel, noor, saidByNoor } from "../../../test/draw-panel.ts";

afterEach(() => document.documentElement.removeAttribute("dir"));

/** The place of a character of the badge. */
function placeOf(badge: Node, at: number): number {
  const range = document.createRange();
  range.setStart(badge, at);
  range.setEnd(badge, at + 1);
  return range.getBoundingClientRect().x;
}

test.each(["ltr", "rtl"])(
  "on a page from %s, more than nine read 9+, in the launcher's name too",
  async (dir) => {
    document.documentElement.dir = dir;
    const { dispatch, root, handle } = drawPanel();
    await vi.waitFor(() => expect(root.querySelector(".pl-log")).not.toBeNull());
    dispatch({ type: "members", members: [noor], at: 0 });
    dispatch({ type: "stream", status: { kind: "live", since: 0 } });
    await handle.close();
    const messages = Array.from({ length: 12 }, (_, n) => saidByNoor(n));
    dispatch({ type: "received", messages });
    const badge = root.querySelector("[part=badge]")!;
    await vi.waitFor(() => expect(badge.textContent).toBe("9+"));
    const launcher = root.querySelector("[part=launcher]");
    expect(launcher?.ariaLabel).toBe("Chat with us, 9+ unread messages");
    const [text] = badge.childNodes;
    expect(placeOf(text!, 1)).toBeGreaterThan(placeOf(text!, 0));
  },
);

test("no two buttons have the same name while the panel is open", async () => {
  const { root, handle } = drawPanel();
  await handle.open();
  await vi.waitFor(() => expect(root.querySelector(".pl-header__tools")).not.toBeNull());
  const names = [...root.querySelectorAll("button")].map((one) => one.ariaLabel ?? one.textContent);
  expect(names).toContain("Minimise chat");
  expect(new Set(names).size).toBe(names.length);
  expect(root.querySelector("[part=launcher]")?.ariaExpanded).toBe("true");
});
