import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { drawWindow, noor, saidByNoor } from "../../../../test/draw-window.ts";
import { isSoundOn, setSound } from "./sound.ts";

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
  setSound("d", true);
});

async function drawHidden() {
  const { dispatch, root } = drawWindow();
  dispatch({ type: "members", members: [noor], at: 0 });
  dispatch({ type: "stream", status: { kind: "live", since: 0 } });
  await vi.waitFor(() => expect(root.querySelector("[role=log]")).not.toBeNull());
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

test("the visitor's choice is kept, and is silence", async () => {
  setSound("d", false);
  expect(localStorage.getItem("parlor:sound:d")).toBe("off");
  const receive = await drawHidden();
  expect(isSoundOn.value).toBe(false);
  receive(1);
  await vi.waitFor(() => expect(document.title).toMatch(/^\(1\)/));
  expect(notes).toBe(0);
});
