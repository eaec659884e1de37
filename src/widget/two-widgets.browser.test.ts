import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makePanel, noor, saidByNoor, type DrawnPanel } from "../../test/draw-panel.ts";

/* Two widgets of different deployments on one page share nothing that a visitor can see. */

let first: DrawnPanel;
let second: DrawnPanel;

const preChat = { fields: [{ name: "displayName", type: "text" }] } as const;

beforeEach(() => {
  const options = { idleMinutes: 3 };
  first = makePanel({}, { ...options, deploymentId: "first" });
  second = makePanel({}, { ...options, deploymentId: "second" });
});
afterEach(() => {
  first.handle.destroy();
  second.handle.destroy();
});

const composerOf = ({ root }: DrawnPanel): HTMLTextAreaElement | null =>
  root.querySelector("textarea");

test("typing in one does not keep the other from asking whether its visitor is still there", async () => {
  const saidAt = Date.now() - 90_000;
  for (const { dispatch, handle, root } of [first, second]) {
    await handle.open();
    await vi.waitFor(() => expect(root.querySelector(".pl-log")).not.toBeNull());
    dispatch({ type: "members", members: [noor], at: saidAt });
    dispatch({ type: "stream", status: { kind: "live", since: 0 } });
    dispatch({
      type: "received",
      messages: [{ ...saidByNoor(1), at: saidAt, kind: "joined" }],
    });
    dispatch({ type: "phase", phase: { kind: "talking" } });
    dispatch({ type: "clock", offsetMs: 0 });
    // The code of the question is fetched with a closed panel.
    await handle.close();
    await handle.open();
  }
  const question = ({ root }: DrawnPanel): Element | null => root.querySelector(".pl-idle--card");
  await vi.waitFor(() => expect([first, second].map(question)).not.toContain(null));
  composerOf(first)?.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
  await vi.waitFor(() => expect(question(first)).toBeNull());
  // Two ticks of the clock, by which a shared note of the typing would have taken effect.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(question(second)).not.toBeNull();
});

test("the answers of one pre-chat form are not in the other", async () => {
  const [left, right] = ["left", "right"].map((deploymentId) =>
    makePanel({}, { preChat, deploymentId }, { kind: "none" }),
  ) as [DrawnPanel, DrawnPanel];
  const nameIn = ({ root }: DrawnPanel): HTMLInputElement | null =>
    root.querySelector<HTMLInputElement>("[data-name=displayName]");
  await left.handle.open();
  await vi.waitFor(() => expect(nameIn(left)).not.toBeNull());
  const field = nameIn(left)!;
  field.value = "Mara";
  field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
  await right.handle.open();
  await vi.waitFor(() => expect(nameIn(right)).not.toBeNull());
  expect(nameIn(right)!.value).toBe("");
  left.handle.destroy();
  right.handle.destroy();
});

test("the draft, the text size, the menu and the unread count of one are not the other's", async () => {
  await first.handle.prefill("only here");
  await first.handle.open("menu");
  const large = (): HTMLElement | null =>
    first.root.querySelector<HTMLElement>("[aria-label=Large]");
  await vi.waitFor(() => expect(large()).not.toBeNull());
  large()?.click();
  second.dispatch({ type: "members", members: [noor], at: 0 });
  second.dispatch({ type: "stream", status: { kind: "live", since: 0 } });
  second.dispatch({ type: "received", messages: [saidByNoor(1)] });
  await vi.waitFor(() => expect(second.handle.get("unread")).toBe(1));
  expect(first.handle.get("unread")).toBe(0);
  await second.handle.open();
  await vi.waitFor(() => expect(composerOf(second)).not.toBeNull());
  expect(composerOf(second)?.value).toBe("");
  expect(second.root.querySelector("[role=menu]")).toBeNull();
  const textOf = ({ root }: DrawnPanel): string | undefined =>
    root.querySelector<HTMLElement>(".parlor")?.dataset["text"];
  await vi.waitFor(() => expect([textOf(first), textOf(second)]).toEqual(["1.15", "1"]));
});
