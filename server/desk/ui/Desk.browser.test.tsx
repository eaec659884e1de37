import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { clearDesk, drawDesk } from "../testing/draw-desk.tsx";
import { FakeAgentApi } from "../testing/fake-agent-api.ts";
import type { TestDesk } from "../testing/test-desk.ts";

let it: TestDesk;
beforeEach(async () => {
  it = await drawDesk(new FakeAgentApi());
});
afterEach(() => clearDesk(it));

/** @returns whether the browser does what it does by itself */
function drop(data: DataTransfer): boolean {
  const settings = { bubbles: true, cancelable: true, dataTransfer: data } as const;
  return document.body.dispatchEvent(new DragEvent("drop", settings));
}

const file = (): DataTransfer => {
  const data = new DataTransfer();
  data.items.add(new File(["x"], "map.png"));
  return data;
};

test("a dropped file does not replace the desk, and is said to be impossible", async () => {
  // The listeners are added after the first frame.
  await vi.waitFor(() => expect(drop(file())).toBe(false));
  await vi.waitFor(() =>
    expect(document.querySelector("[role=alert]")?.textContent).toBe(
      "Files and pictures can’t be sent here.",
    ),
  );
});

test("dropped text is left to the browser", async () => {
  await vi.waitFor(() => expect(drop(file())).toBe(false));
  const data = new DataTransfer();
  data.setData("text/plain", "Hello");
  expect(drop(data)).toBe(true);
});
