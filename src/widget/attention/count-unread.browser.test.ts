import { afterEach, expect, test, vi } from "vitest";
import { drawPanel, noor, saidByNoor } from "../../../test/draw-panel.ts";

const hide = (isHidden: boolean): void => {
  vi.spyOn(document, "hidden", "get").mockReturnValue(isHidden);
  document.dispatchEvent(new Event("visibilitychange"));
};
afterEach(() => {
  hide(false);
  vi.restoreAllMocks();
});

test("messages that arrive while the tab is hidden are counted in the title and follow a divider, and the page gets its title back", async () => {
  document.title = "Timetable";
  const { dispatch, root } = drawPanel();
  dispatch({ type: "members", members: [noor], at: 0 });
  dispatch({ type: "stream", status: { kind: "live", since: 0 } });
  dispatch({ type: "received", messages: [saidByNoor(1)] });
  await vi.waitFor(() => expect(root.querySelector("[role=article]")).not.toBeNull());
  expect(document.title).toBe("Timetable");
  hide(true);
  dispatch({ type: "received", messages: [saidByNoor(2)] });
  dispatch({ type: "received", messages: [saidByNoor(2), saidByNoor(3)] });
  await vi.waitFor(() => expect(document.title).toBe("(2) Timetable"));
  document.title = "Timetable, changed";
  dispatch({ type: "received", messages: [saidByNoor(4)] });
  await vi.waitFor(() => expect(document.title).toBe("(3) Timetable, changed"));
  hide(false);
  await vi.waitFor(() => expect(document.title).toBe("Timetable, changed"));
  // Messages in quick succession are rendered together, a moment later.
  await vi.waitFor(() => {
    const divider = root.querySelector(".pl-unread");
    expect(divider?.nextElementSibling?.textContent).toContain("line 2");
  });
});

test("the text node of the page's title stays the page's own, and is put back with its white space", async () => {
  document.title = "";
  const title = document.head.querySelector("title")!;
  const text = document.createTextNode("  Time\n table ");
  title.replaceChildren(text);
  const { dispatch } = drawPanel();
  dispatch({ type: "members", members: [noor], at: 0 });
  dispatch({ type: "stream", status: { kind: "live", since: 0 } });
  hide(true);
  dispatch({ type: "received", messages: [saidByNoor(1)] });
  await vi.waitFor(() => expect(document.title).toBe("(1) Time table"));
  // A framework changes the node that it has made.
  expect(title.firstChild).toBe(text);
  hide(false);
  await vi.waitFor(() => expect(text.data).toBe("  Time\n table "));
});
