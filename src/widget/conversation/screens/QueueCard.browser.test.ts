import { expect, test, vi } from "vitest";
import { drawPanel, noor } from "../../../../test/draw-panel.ts";
import type { WidgetOptions } from "../../options/options.ts";

/* The line is drawn as long as it is, and has the team's own name. */

async function drawLine(ahead: number, change: Partial<WidgetOptions> = {}) {
  const { dispatch, root, handle } = drawPanel({}, change);
  const place = {
    name: "Bookings",
    label: null,
    position: ahead + 1,
    ahead,
    estimatedWaitSeconds: null,
    isStaffed: true,
  };
  dispatch({ type: "queue", place });
  await vi.waitFor(() => expect(root.querySelector(".pl-line")).not.toBeNull());
  return { root, handle, dispatch, place };
}
const card = (root: ShadowRoot): string[] =>
  [...root.querySelectorAll(".pl-queue :is(h3, p)")].map((one) => one.textContent);
const sub = (root: ShadowRoot): string | null | undefined =>
  root.querySelector(".pl-header__sub")?.textContent;

test.each([
  [0, 0, null],
  [5, 5, null],
  [9, 5, "+4"],
  [120, 5, "+115"],
])("with %i ahead, %i are drawn and the rest is counted: %s", async (ahead, arches, more) => {
  const { root } = await drawLine(ahead);
  const line = root.querySelector(".pl-line")!;
  // Two paths are the door, one is the visitor.
  expect(line.querySelectorAll("path")).toHaveLength(3 + arches);
  expect(line.querySelector("text")?.textContent ?? null).toBe(more);
});

test("the visitor's own place is told from the others with a white accent, too", async () => {
  const { root } = await drawLine(2, { accent: "#ffffff" });
  const own = getComputedStyle([...root.querySelectorAll(".pl-line path")].at(-1)!);
  expect(own.fill).not.toBe("none");
  expect(own.fill).toBe(own.stroke);
});

test("the visitor waits for the team by its own name, in their language, which is never the queue's", async () => {
  const label = { en: "the bookings team", de: "das Buchungsteam" };
  const { root, handle } = await drawLine(1, { routing: { queue: "Bookings", label } });
  await vi.waitFor(() => expect(sub(root)).toBe("Waiting for the bookings team"));
  await handle.setLocale("de");
  await vi.waitFor(() => expect(sub(root)).toBe("Wartet auf das Buchungsteam"));
  expect(root.textContent).not.toContain("Bookings");
});

test("without a name of the site the heading is the launcher's, and no host name stands for it", async () => {
  const { root } = await drawLine(1, { company: "" });
  expect(root.querySelector(".pl-header__name")?.textContent).toBe("Chat with us");
  expect(root.querySelector("[role=dialog]")?.ariaLabel).toBe("Chat with us");
  expect(root.textContent).not.toContain(location.hostname);
});

test("the card says that nobody is at the desk, and promises nobody soon", async () => {
  const { root, dispatch, place } = await drawLine(0);
  expect(card(root)[0]).toBe("You’re next");
  dispatch({ type: "queue", place: { ...place, isStaffed: false } });
  await vi.waitFor(() =>
    expect(card(root)).toEqual([
      "Nobody is here right now",
      "You can start writing now. We’ll read it when we join.",
    ]),
  );
});

test("the guest reads who will write, and then that the message has been answered", async () => {
  const { root, dispatch } = await drawLine(0);
  dispatch({ type: "missed", missed: { takenBy: null, isAnswered: false } });
  dispatch({ type: "missed", missed: { takenBy: "Noor Haddad", isAnswered: false } });
  await vi.waitFor(() =>
    expect(card(root)).toEqual(["Noor Haddad will write to you", "We have what you wrote."]),
  );
  dispatch({ type: "missed", missed: { takenBy: "Noor Haddad", isAnswered: true } });
  await vi.waitFor(() => expect(card(root)[0]).toBe("Your message has been answered"));
  dispatch({ type: "missed", missed: null });
  await vi.waitFor(() => expect(card(root)[0]).toBe("You’re next"));
});

test("the server's word for the team is used where the site has none", async () => {
  const { root, dispatch, place } = await drawLine(1);
  dispatch({ type: "queue", place: { ...place, label: "the bookings team" } });
  await vi.waitFor(() => expect(sub(root)).toBe("Waiting for the bookings team"));
});

test("until the server has said that somebody is there, nothing is promised", async () => {
  const { dispatch, root } = drawPanel();
  const capabilities = { queue: true, rating: true, mediaRequests: true, formatting: false };
  dispatch({ type: "session", conversationId: "c", ownId: noor.id, isResumed: true, capabilities });
  await vi.waitFor(() =>
    expect(card(root)).toEqual([
      "You’re in line",
      "You can start writing now. We’ll read it when we join.",
    ]),
  );
});
