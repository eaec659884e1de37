/** @module-tag engine-builtins */

import { afterEach, expect, test, vi } from "vitest";
import { drawPanel, noor } from "../../../../test/draw-panel.ts";
import { incomingMessage } from "../../../../test/incoming.ts";

/* Numbers from the server become readable text, however large they are. */

afterEach(() => vi.useRealTimers());

test.each([
  [30, "You can try again in 30 seconds."],
  [3_600, "Try again in about 60 minutes."],
])("a wait of %d s is told as: %s", async (seconds, words) => {
  const retryAt = Date.now() + seconds * 1_000;
  const { root } = drawPanel(
    {},
    {},
    { kind: "failed", code: "rate-limited", contextId: null, retryAt },
  );
  await vi.waitFor(() => expect(root.querySelector(".pl-screen")?.textContent).toContain(words));
  expect(root.querySelector(".pl-screen")?.textContent).not.toMatch(/\d,\d{3}/);
});

test("the short id of an error never ends in half of an emoji", async () => {
  const phase = {
    kind: "failed",
    code: "server-error",
    contextId: "1234567😀9",
    retryAt: null,
  } as const;
  const { root } = drawPanel({}, {}, phase);
  await vi.waitFor(() => expect(root.querySelector(".pl-ref")?.textContent).toContain("1234567😀"));
  expect(root.querySelector(".pl-ref")?.textContent).not.toMatch(/\p{Cs}/u);
});

test.each([
  [6 * 60_000, "Invitation open for 6:00"],
  [8.64e15, "Invitation open"],
])("an invitation that is open for %d ms more says: %s", async (ms, words) => {
  const { root, dispatch } = drawPanel();
  const now = Date.now();
  dispatch({ type: "members", members: [noor], at: now });
  dispatch({
    type: "received",
    messages: [incomingMessage("1", { senderId: noor.id, body: "", kind: "media", at: now })],
  });
  const expiresAt = Math.min(now + ms, 8.64e15);
  dispatch({
    type: "media",
    requests: [
      {
        id: "r",
        types: ["SCREENSHARE"],
        state: "pending",
        askedById: null,
        receivedAt: now,
        expiresAt,
        startedAt: null,
        endedAt: null,
        label: "",
        surface: null,
        canAccept: true,
        canExtend: false,
      },
    ],
  });
  await vi.waitFor(() => {
    const told = root.querySelector(".pl-card__timer")?.textContent ?? "";
    // A second may have passed meanwhile.
    expect(told.replace("5:59", "6:00")).toBe(words);
  });
});
