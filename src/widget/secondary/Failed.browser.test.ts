import { afterEach, expect, test, vi } from "vitest";
import { drawPanel } from "../../../test/draw-panel.ts";
import type { ParlorErrorCode } from "../../transport/index.ts";

afterEach(() => vi.restoreAllMocks());

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
  await vi.waitFor(() =>
    expect(root.querySelector("[aria-live=polite]")?.textContent).toBe("You can try again now."),
  );
  expect(root.querySelector(".pl-foot button")?.getAttribute("aria-disabled")).toBe("false");
});

test.each(["deployment-disabled", "authentication-required", "invalid-options"] as const)(
  "a page that fails with %s is not asked to be tried again",
  async (code) => {
    const { dispatch, root } = drawPanel();
    dispatch({ type: "phase", phase: { kind: "failed", code, contextId: null, retryAt: null } });
    await vi.waitFor(() => expect(root.querySelector(".pl-screen h2")).not.toBeNull());
    expect(root.querySelector(".pl-screen h2")?.textContent).toBe("Chat isn’t available here");
    expect(root.textContent).not.toContain("Try again");
  },
);

/** The title and the text of a start that failed for want of a connection. */
async function offlineWords(isOnline: boolean): Promise<(string | undefined)[]> {
  vi.spyOn(navigator, "onLine", "get").mockReturnValue(isOnline);
  const { dispatch, root } = drawPanel();
  const phase = { kind: "failed", code: "offline", contextId: null, retryAt: null } as const;
  dispatch({ type: "phase", phase });
  await vi.waitFor(() => expect(root.querySelector(".pl-foot button")).not.toBeNull());
  return [".pl-screen h2", ".pl-screen p"].map((part) => root.querySelector(part)?.textContent);
}

test("a failed start says who is away: the visitor, or the server while the browser is online", async () => {
  expect(await offlineWords(false)).toEqual([
    "You seem to be offline",
    "Check your connection, then try again.",
  ]);
  expect(await offlineWords(true)).toEqual([
    "The chat didn’t open",
    "Something went wrong on our side. What you wrote is still here.",
  ]);
});

test("a screen with a link to write an e-mail has one, and the help line has it on the others", async () => {
  const help = { phone: "+46 8 123 456", email: "hello@lantern.example" };
  const { dispatch, root } = drawPanel({}, { help });
  const links = (): (string | null)[] =>
    [...root.querySelectorAll("[href^=mailto]")].map(({ textContent }) => textContent);
  await vi.waitFor(() => expect(links()).toEqual(["Email us"]));
  const phase = { kind: "failed", code: "busy", contextId: null, retryAt: null } as const;
  dispatch({ type: "phase", phase });
  await vi.waitFor(() => expect(links()).toEqual(["Send an email"]));
  expect(root.querySelector(".pl-help")?.textContent).toBe("Call +46 8 123 456");
  dispatch({ type: "phase", phase: { kind: "starting", since: Date.now() } });
  await vi.waitFor(() => expect(links()).toEqual(["Email us"]));
});

test("a full house without a wait is told without minutes", async () => {
  expect(await wordsOf("busy", null)).toBe("We can’t take more chats right now.");
  expect(await wordsOf("busy", 100_000)).toMatch(/in about 2 minutes/);
});
