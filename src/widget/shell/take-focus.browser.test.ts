/** @module-tag engine-focus */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { incomingMessage } from "../../../test/incoming.ts";
import { makePanel, noor, type DrawnPanel } from "../../../test/draw-panel.ts";

/* Focus that the visitor has moved since the opening stays where it is. */

const fields = [{ name: "displayName", type: "text" }] as const;
let undo: (() => void)[] = [];
// On a phone the page takes no part while the panel is open.
beforeEach(() => page.viewport(1280, 800));
afterEach(() => {
  for (const step of undo.splice(0).toReversed()) step();
  vi.restoreAllMocks();
});

/** Adds a field to the page. */
function fieldOfPage(): HTMLInputElement {
  const input = document.createElement("input");
  document.body.append(input);
  undo.push(() => input.remove());
  return input;
}

/** A panel that its visitor opens by the launcher. */
function visit(...args: Parameters<typeof makePanel>): DrawnPanel {
  const panel = makePanel(...args);
  undo.push(() => panel.handle.destroy());
  const button = panel.root.querySelector<HTMLButtonElement>("[part=launcher]");
  button?.focus();
  panel.answer("open");
  return panel;
}
/** The same, with a form before the chat. */
const visitForm = (status: () => Promise<unknown>): DrawnPanel =>
  visit({ status }, { preChat: { fields } }, { kind: "none" });
const nameOf = ({ root }: DrawnPanel): HTMLElement | null => root.querySelector("[data-name]");

test("the form's first field has focus, and a frame that was asked for before does not take it", async () => {
  const frames: FrameRequestCallback[] = [];
  vi.spyOn(window, "requestAnimationFrame").mockImplementation((frame) => frames.push(frame));
  const panel = visitForm(async () => null);
  await vi.waitFor(() => expect(panel.root.activeElement).toBe(nameOf(panel)));
  expect(nameOf(panel)).not.toBeNull();
  for (const frame of frames.splice(0)) frame(0);
  expect(panel.root.activeElement).toBe(nameOf(panel));
});

test("a form that comes late leaves focus in the page's own field", async () => {
  let answer: (status: null) => void = () => undefined;
  const asked = new Promise<null>((resolve) => (answer = resolve));
  const panel = visitForm(() => asked);
  await vi.waitFor(() => expect(panel.root.querySelector("[part=header]")).not.toBeNull());
  const input = fieldOfPage();
  input.focus();
  answer(null);
  await vi.waitFor(() => expect(nameOf(panel)).not.toBeNull());
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  expect(document.activeElement).toBe(input);
});

test("the end of a chat leaves focus in the page's own field", async () => {
  const { dispatch, root } = visit();
  await vi.waitFor(() => expect(root.querySelector(".pl-log")).not.toBeNull());
  dispatch({ type: "members", members: [noor], at: 0 });
  dispatch({
    type: "received",
    messages: [incomingMessage("1", { senderId: noor.id, body: "Bye", at: 1 })],
  });
  const input = fieldOfPage();
  input.focus();
  dispatch({ type: "phase", phase: { kind: "ended", reason: "agent", at: 2 } });
  await vi.waitFor(() => expect(root.querySelector(".pl-endcard")).not.toBeNull());
  await new Promise(requestAnimationFrame);
  expect(document.activeElement).toBe(input);
});
