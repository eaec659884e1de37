import { expect, test, vi } from "vitest";
import type { MemberId } from "../../../transport/conversation/message.ts";
import { drawPanel, noor, saidByNoor } from "../../../../test/draw-panel.ts";

test("a message is told as received once, when it is said: neither what a chat that goes on catches up with, nor older pages", async () => {
  const { dispatch, handle, root } = drawPanel();
  const received: unknown[] = [];
  handle.on("message:received", ({ data }) => received.push(data.key));
  await vi.waitFor(() => expect(root.querySelector(".pl-log")).not.toBeNull());
  dispatch({ type: "session", conversationId: "c", ownId: "me" as MemberId, isResumed: true });
  dispatch({ type: "members", members: [noor], at: 0 });
  dispatch({ type: "received", messages: [saidByNoor(5), saidByNoor(6)], hasOlder: true });
  dispatch({ type: "stream", status: { kind: "live", since: 0 } });
  dispatch({ type: "received", messages: [saidByNoor(7)] });
  dispatch({ type: "received", messages: [saidByNoor(1), saidByNoor(2)], hasOlder: false });
  await vi.waitFor(() => expect(root.querySelectorAll("[role=article]")).toHaveLength(5));
  await vi.waitFor(() => expect(received).toEqual(["m7"]));
});

test("a changed option does not make the widget emit its events again", async () => {
  const { handle, root } = drawPanel();
  await vi.waitFor(() => expect(root.querySelector(".pl-log")).not.toBeNull());
  const events: string[] = [];
  for (const name of ["view", "open", "conversation:started"] as const)
    handle.on(name, ({ type }) => events.push(type));
  await handle.setTheme("dark");
  await vi.waitFor(() =>
    expect(root.querySelector(".parlor")?.getAttribute("data-theme")).toBe("dark"),
  );
  expect(events).toEqual([]);
});
