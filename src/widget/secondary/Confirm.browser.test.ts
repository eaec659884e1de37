/** @module-tag engine-focus */

import { act } from "preact/test-utils";
import { expect, test } from "vitest";
import { drawPanel, noor, saidByNoor } from "../../../test/draw-panel.ts";

test("the chat has ended before the question has gone: focus goes to the title of the end", async () => {
  let end = (): void => undefined;
  const { root, dispatch, handle, answer } = drawPanel({
    end: () => new Promise<void>((resolve) => (end = resolve)),
  });
  // Focus moves only when the visitor opens the panel.
  await handle.open();
  await handle.close();
  answer("open");
  dispatch({ type: "members", members: [noor], at: 0 });
  dispatch({ type: "received", messages: [saidByNoor(1)] });
  await expect.poll(() => root.querySelector("textarea")).not.toBeNull();
  root.querySelector("textarea")?.focus();
  root.querySelector<HTMLElement>("[aria-haspopup=menu]")?.click();
  await expect.poll(() => root.querySelector(".pl-mi--danger")).not.toBeNull();
  root.querySelector<HTMLElement>(".pl-mi--danger")?.click();
  await expect.poll(() => root.querySelectorAll(".pl-dialog button").length).toBe(2);
  await expect.poll(() => root.activeElement?.textContent).toBe("Keep chatting");
  root.querySelectorAll<HTMLButtonElement>(".pl-dialog button")[1]?.click();
  await act(() => dispatch({ type: "phase", phase: { kind: "ended", reason: "guest", at: 1 } }));
  expect(root.querySelector(".pl-endcard h2")).not.toBeNull();
  expect(root.querySelector(".pl-dialog")).not.toBeNull();
  end();
  await expect.poll(() => root.querySelector(".pl-dialog")).toBeNull();
  await expect.poll(() => root.activeElement?.localName).toBe("h2");
});
