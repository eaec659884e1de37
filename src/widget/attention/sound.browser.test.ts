/** @module-tag engine-builtins */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { drawPanel, makePanel, noor, saidByNoor } from "../../../test/draw-panel.ts";

let notes = 0;

beforeEach(() => {
  notes = 0;
  vi.spyOn(OscillatorNode.prototype, "start").mockImplementation(() => void notes++);
  vi.spyOn(OscillatorNode.prototype, "stop").mockReturnValue();
  vi.spyOn(navigator.userActivation, "hasBeenActive", "get").mockReturnValue(true);
});
afterEach(() => {
  vi.spyOn(document, "hidden", "get").mockReturnValue(false);
  document.dispatchEvent(new Event("visibilitychange"));
  vi.restoreAllMocks();
  localStorage.removeItem("parlor:sound:d");
});

async function drawHidden() {
  const { dispatch, root } = drawPanel();
  dispatch({ type: "members", members: [noor], at: 0 });
  dispatch({ type: "stream", status: { kind: "live", since: 0 } });
  await vi.waitFor(() => expect(root.querySelector(".pl-log")).not.toBeNull());
  vi.spyOn(document, "hidden", "get").mockReturnValue(true);
  document.dispatchEvent(new Event("visibilitychange"));
  return (n: number) => dispatch({ type: "received", messages: [saidByNoor(n)] });
}

test("a message that nobody sees rings two notes, and one that comes while they sound rings no more", async () => {
  const receive = await drawHidden();
  receive(1);
  await vi.waitFor(() => expect(notes).toBe(2));
  receive(2);
  await Promise.resolve();
  expect(notes).toBe(2);
});

test("the visitor's choice is stored, and silences only the widget in which it was made", async () => {
  const first = makePanel();
  const second = makePanel({}, { deploymentId: "e" });
  await first.handle.open("menu");
  const item = (): HTMLElement | null =>
    first.root.querySelector<HTMLElement>("[role=menuitemcheckbox]");
  await vi.waitFor(() => expect(item()?.textContent).toBe("Sounds"));
  item()?.click();
  await first.handle.close();
  expect(localStorage.getItem("parlor:sound:d")).toBe("off");
  expect(localStorage.getItem("parlor:sound:e")).toBeNull();
  const receive = ({ dispatch }: typeof first): void => {
    dispatch({ type: "members", members: [noor], at: 0 });
    dispatch({ type: "stream", status: { kind: "live", since: 0 } });
    dispatch({ type: "received", messages: [saidByNoor(1)] });
  };
  receive(first);
  await vi.waitFor(() => expect(first.handle.get("unread")).toBe(1));
  await Promise.resolve();
  expect(notes).toBe(0);
  receive(second);
  await vi.waitFor(() => expect(notes).toBe(2));
  first.handle.destroy();
  second.handle.destroy();
});
