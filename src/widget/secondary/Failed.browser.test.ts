import { expect, test, vi } from "vitest";
import { drawPanel } from "../../../test/draw-panel.ts";
import type { ParlorErrorCode } from "../../transport/index.ts";

/* The waiting time is shown only if the server has sent it. */

async function wordsOf(code: ParlorErrorCode, waitMs: number | null): Promise<string> {
  const { dispatch, root } = drawPanel();
  const retryAt = waitMs === null ? null : Date.now() + waitMs;
  dispatch({ type: "phase", phase: { kind: "failed", code, contextId: null, retryAt } });
  await vi.waitFor(() => expect(root.querySelector(".pl-screen p")).not.toBeNull());
  return root.querySelector(".pl-screen p")?.textContent ?? "";
}

test.each([null, -1_000, -5_000])(
  "a limit with a wait of %s ms is told without a number",
  async (ms) => {
    expect(await wordsOf("rate-limited", ms)).toBe("We can’t take more chats right now.");
  },
);

test("a limit of which the server says when it is over is told in seconds", async () => {
  expect(await wordsOf("rate-limited", 60_000)).toMatch(/You can try again in (59|60|61) seconds/);
});

test("once the wait is over the seconds are gone, and the button can be pressed", async () => {
  const { dispatch, root } = drawPanel();
  const phase = { kind: "failed", code: "rate-limited", contextId: null } as const;
  dispatch({ type: "phase", phase: { ...phase, retryAt: Date.now() + 700 } });
  await vi.waitFor(() => expect(root.textContent).toContain("try again in 1 second."));
  await vi.waitFor(() => expect(root.textContent).toContain("We can’t take more chats"), {
    timeout: 5_000,
  });
  expect(root.textContent).not.toContain("0 seconds");
  expect(root.querySelector(".pl-foot button")?.getAttribute("aria-disabled")).toBe("false");
});

test("a full house without a wait is told without minutes", async () => {
  expect(await wordsOf("busy", null)).toBe("We can’t take more chats right now.");
  expect(await wordsOf("busy", 100_000)).toMatch(/in about 2 minutes/);
});
