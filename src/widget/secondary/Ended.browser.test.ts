import { expect, test, vi } from "vitest";
import { incomingMember, incomingMessage } from "../../../test/incoming.ts";
import { drawPanel, noor } from "../../../test/draw-panel.ts";

/* The end names the people who answered, and no others. */

const offered = incomingMember("b", { name: "Tomás Brandt", state: "disconnected" });

async function factsAfter(hasAnswer: boolean): Promise<string> {
  const { dispatch, root } = drawPanel();
  await vi.waitFor(() => expect(root.querySelector(".pl-log")).not.toBeNull());
  const left = { ...noor, state: "disconnected" } as const;
  dispatch({ type: "members", members: hasAnswer ? [left, offered] : [offered], at: 0 });
  if (hasAnswer)
    dispatch({
      type: "received",
      messages: [incomingMessage("1", { senderId: noor.id, body: "Hello", at: 1 })],
    });
  dispatch({ type: "phase", phase: { kind: "ended", reason: "guest", at: 2 } });
  const end = ".pl-end, .pl-endcard";
  await vi.waitFor(() => expect(root.querySelector(end)).not.toBeNull());
  return root.querySelector(end)?.textContent ?? "";
}

test("a visitor who left the queue is told of no agent whom the chat was only offered to", async () => {
  const words = await factsAfter(false);
  expect(words).toContain("You left the queue");
  expect(words).not.toContain("Tomás");
});

test("after an answer, its author is named and not the one who was offered the chat later", async () => {
  const words = await factsAfter(true);
  expect(words).toContain("Noor Haddad");
  expect(words).not.toContain("Tomás");
});

async function talked(
  methods?: Parameters<typeof drawPanel>[0],
): Promise<ReturnType<typeof drawPanel>> {
  const panel = drawPanel(methods);
  await vi.waitFor(() => expect(panel.root.querySelector(".pl-log")).not.toBeNull());
  panel.dispatch({ type: "members", members: [noor], at: 0 });
  panel.dispatch({ type: "stream", status: { kind: "live", since: 0 } });
  panel.dispatch({
    type: "received",
    messages: [incomingMessage("1", { senderId: noor.id, body: "your code is 4711", at: 1 })],
  });
  return panel;
}
const card = (root: ShadowRoot): HTMLElement | null => root.querySelector(".pl-endcard");

test("after the end the log stays, with the reason and the end card below it, and no field", async () => {
  const { dispatch, root } = await talked();
  dispatch({ type: "phase", phase: { kind: "ended", reason: "agent", at: 2 } });
  await vi.waitFor(() => expect(card(root)?.textContent).toContain("With Noor Haddad"));
  const log = root.querySelector(".pl-log");
  expect(log?.textContent).toContain("your code is 4711");
  expect(log?.textContent).toContain("Noor has ended the chat.");
  expect(log?.contains(card(root))).toBe(true);
  expect(root.querySelector("textarea")).toBeNull();
  expect(root.querySelector("[aria-label='Chat options']")).toBeNull();
});

test("a visitor who was minimised finds the last words and the reason, with focus on the end", async () => {
  const { answer, dispatch, handle, root } = await talked();
  await handle.close();
  dispatch({
    type: "received",
    messages: [incomingMessage("2", { senderId: noor.id, body: "goodbye", at: 2 })],
  });
  dispatch({ type: "phase", phase: { kind: "ended", reason: "agent", at: 3 } });
  await vi.waitFor(() => expect(handle.get("unread")).toBe(1));
  answer("open");
  await vi.waitFor(() => expect(root.activeElement?.textContent).toBe("Thank you for stopping by"));
  expect(root.querySelector(".pl-log")?.textContent).toContain("goodbye");
  expect(root.querySelector(".pl-log")?.textContent).toContain("Noor has ended the chat.");
});

test("opened again, the card says that the chat can be read, and offers to take it along", async () => {
  const { answer, dispatch, handle, root } = await talked();
  dispatch({ type: "phase", phase: { kind: "ended", reason: "agent", at: 2 } });
  await vi.waitFor(() => expect(card(root)).not.toBeNull());
  await handle.close();
  // Effects of the card run after it has been drawn.
  await vi.waitFor(() => expect(card(root)?.textContent).toContain("You can read this chat here"));
  answer("open");
  await vi.waitFor(() => expect(card(root)?.textContent).toContain("You can read this chat here"));
  expect(card(root)?.textContent).toContain("Take the chat with you");
});

test("the end is told once: an agent who was there until then has not left", async () => {
  const { dispatch, root } = await talked();
  const left = incomingMessage("2", { senderId: noor.id, kind: "left", body: "", at: 5_000 });
  dispatch({ type: "received", messages: [left] });
  const log = root.querySelector("[part=log]");
  await vi.waitFor(() => expect(log?.textContent).toContain("Noor Haddad left the chat"));
  dispatch({ type: "phase", phase: { kind: "ended", reason: "guest", at: 5_001 } });
  await vi.waitFor(() => expect(log?.textContent).toContain("You ended the chat."));
  expect(log?.textContent).not.toContain("left the chat");
});

test("the card of a chat that nobody has answered says who will write, and that it is answered", async () => {
  const { dispatch, root } = drawPanel();
  await vi.waitFor(() => expect(root.querySelector("[part=log]")).not.toBeNull());
  const own = incomingMessage("1", { senderId: "me", body: "Hello?", at: 1 });
  dispatch({ type: "received", messages: [own] });
  dispatch({ type: "missed", missed: { takenBy: "Noor Haddad", isAnswered: false } });
  dispatch({ type: "phase", phase: { kind: "ended", reason: "lost", at: 2 } });
  await vi.waitFor(() =>
    expect(card(root)?.textContent).toContain("Noor Haddad will write to you"),
  );
  expect(card(root)?.textContent).toContain("We have what you wrote.");
  dispatch({ type: "missed", missed: { takenBy: "Noor Haddad", isAnswered: true } });
  await vi.waitFor(() =>
    expect(card(root)?.textContent).toContain("Your message has been answered"),
  );
});

test("a visitor who left the queue may leave a message, where the server keeps a list of them", async () => {
  const cleared = vi.fn();
  const panel = drawPanel({ clear: cleared });
  const { dispatch, root } = panel;
  const button = (): HTMLElement | undefined =>
    [...root.querySelectorAll<HTMLElement>(".pl-foot button")].find(
      ({ textContent }) => textContent === "Leave a message",
    );
  const messages = [incomingMessage("1", { senderId: "me", body: "Is there a bed?", at: 1 })];
  dispatch({ type: "received", messages });
  dispatch({ type: "phase", phase: { kind: "ended", reason: "guest", at: 2 } });
  await vi.waitFor(() => expect(card(root)?.textContent).toMatch(/You left the queue/));
  expect(button()).toBeUndefined();
  dispatch({
    type: "session",
    conversationId: "c",
    ownId: "me" as never,
    isResumed: false,
    capabilities: { queue: true, rating: true, mediaRequests: true, formatting: false },
  });
  await vi.waitFor(() => expect(button()).not.toBeUndefined());
  button()?.click();
  expect(cleared).toHaveBeenCalledOnce();
  await vi.waitFor(() =>
    expect(root.querySelector(".pl-leave-head")?.textContent).toBe(
      "Leave us a message.We’ll answer by email.",
    ),
  );
});

test.each([true, false])(
  "after a rating the team is said to have it only if the server takes ratings: %s",
  async (rating) => {
    const { dispatch, root } = await talked({ rate: () => Promise.resolve() });
    dispatch({
      type: "session",
      conversationId: "c",
      ownId: "me" as never,
      isResumed: false,
      capabilities: { queue: true, rating, mediaRequests: true, formatting: false },
    });
    dispatch({ type: "phase", phase: { kind: "ended", reason: "agent", at: 2 } });
    await vi.waitFor(() => expect(root.querySelector("[name=pl-rating]")).not.toBeNull());
    root.querySelector<HTMLInputElement>("[name=pl-rating]")?.click();
    await vi.waitFor(() => expect(root.querySelector(".pl-rate button")).not.toBeNull());
    root.querySelector<HTMLButtonElement>(".pl-rate button")?.click();
    const thanks = rating ? "Thank you. Your rating is with the team." : "Thank you. ";
    await vi.waitFor(() =>
      expect(root.querySelector(".pl-rate__thanks")?.textContent).toBe(thanks),
    );
  },
);

test("a chat that ended on another day has the date in the header", async () => {
  const { dispatch, root } = await talked();
  dispatch({ type: "phase", phase: { kind: "ended", reason: "agent", at: 2 } });
  await vi.waitFor(() => expect(root.querySelector(".pl-header")?.textContent).toMatch("1970"));
});
