import { expect, test, vi } from "vitest";
import type { MediaRequest } from "../../transport/index.ts";
import { incomingMessage } from "../../../test/incoming.ts";
import { drawPanel, noor } from "../../../test/draw-panel.ts";

/* Sharing the screen: the words say what is known, and nothing is offered that cannot be done. */

async function drawRequest(
  change: Partial<MediaRequest>,
  calls: Readonly<Record<string, unknown>> = {},
): Promise<ShadowRoot> {
  const { dispatch, root } = drawPanel(calls, {}, { kind: "talking" });
  await vi.waitFor(() => expect(root.querySelector(".pl-log")).not.toBeNull());
  dispatch({ type: "members", members: [noor], at: 0 });
  dispatch({
    type: "received",
    messages: [incomingMessage("1", { senderId: noor.id, body: "", kind: "media", at: 1 })],
  });
  const request: MediaRequest = {
    id: "r",
    types: ["SCREENSHARE"],
    state: "pending",
    askedById: noor.id,
    receivedAt: 1,
    expiresAt: null,
    startedAt: 1,
    endedAt: null,
    label: "",
    surface: null,
    canAccept: true,
    canExtend: false,
    ...change,
  };
  dispatch({ type: "media", requests: [request] });
  await vi.waitFor(() => expect(root.querySelector(".pl-card")).not.toBeNull());
  return root;
}
const card = (root: ShadowRoot): string => root.querySelector(".pl-card")?.textContent ?? "";

test.each([
  ["tab", "Noor can see your tab", "You’re sharing a tab"],
  ["window", "Noor can see your window", "You’re sharing a window"],
  ["screen", "Noor can see your screen", "You’re sharing your screen"],
  [null, "Noor can see what you share", "Screen sharing is on"],
] as const)("of a shared %s the strip says %j, and the log %j", async (surface, strip, log) => {
  const root = await drawRequest({ state: "live", surface });
  await vi.waitFor(() => expect(root.querySelector(".pl-banner--live b")?.textContent).toBe(strip));
  expect(card(root)).toContain(log);
});

test("a page without a way to share offers none", async () => {
  const root = await drawRequest({ canAccept: false });
  expect(card(root)).toContain("Noor asked to see your screen");
  expect(card(root)).toContain("It can’t be shared from this page.");
  const buttons = [...root.querySelectorAll(".pl-card button")];
  expect(buttons.map(({ textContent }) => textContent)).toEqual(["Not now"]);
});

test("a share that did not begin blames nobody, and offers nothing that is not there", async () => {
  const root = await drawRequest({ state: "blocked" });
  expect(card(root)).toContain("Nothing was shared");
  expect(card(root)).toContain("Noor can invite you again");
  expect(card(root)).not.toMatch(/browser|try again/i);
});

const open = { expiresAt: Date.now() + 60_000, canExtend: true };
const more = (root: ShadowRoot): HTMLButtonElement | undefined =>
  [...root.querySelectorAll<HTMLButtonElement>(".pl-card button")].find(
    ({ textContent }) => textContent === "More time",
  );

test("More time asks for it, tells that the invitation is open, and keeps the focus", async () => {
  const asked: string[] = [];
  const root = await drawRequest(open, {
    extendMediaRequest: async (id: string) => void asked.push(id),
  });
  more(root)?.focus();
  more(root)?.click();
  await vi.waitFor(() =>
    expect(root.querySelector("[aria-live=polite]")?.textContent).toContain("two more minutes"),
  );
  expect(asked).toEqual(["r"]);
  expect(root.activeElement).toBe(more(root));
});

test.each([
  ["the server cannot", { canExtend: false }],
  ["the page cannot share", { canAccept: false }],
  ["the end is not known", { expiresAt: null }],
])("no more time is offered where %s", async (_, change) => {
  const root = await drawRequest({ ...open, ...change });
  expect(card(root)).toContain("Noor");
  expect(more(root)).toBeUndefined();
});
