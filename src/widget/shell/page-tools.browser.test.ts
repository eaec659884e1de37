/** @module-tag engine-document */

import { expect, test, vi } from "vitest";
import type { MediaRequest } from "../../transport/index.ts";
import { drawPanel, noor, saidByNoor } from "../../../test/draw-panel.ts";
import { incomingMember, incomingMessage } from "../../../test/incoming.ts";

/* Tools of the visitor or of the page that reach into the panel. */

const tomas = incomingMember("t", { name: "Tomás Brandt" });

/** Wraps each text in an element of its own, as a translator does. */
function translate(root: ParentNode): void {
  const texts: Text[] = [];
  for (const element of root.querySelectorAll("*"))
    for (const node of element.childNodes) if (node instanceof Text) texts.push(node);
  for (const text of texts) {
    const font = document.createElement("font");
    font.textContent = `«${text.data}»`;
    text.replaceWith(font);
  }
}

test("a translator that replaces text nodes does not freeze the header", async () => {
  const { dispatch, root } = drawPanel();
  const header = (): string => root.querySelector(".pl-header__id")?.textContent ?? "";
  await vi.waitFor(() => expect(header()).toContain("Waiting for Bookings"));
  translate(root.querySelector(".pl-panel")!);
  dispatch({ type: "members", members: [noor], at: 0 });
  dispatch({ type: "phase", phase: { kind: "talking" } });
  await vi.waitFor(() => expect(header()).toContain("Noor Haddad"));
  expect(header()).not.toContain("Waiting");
  expect(header()).not.toContain("Lantern Line»");
});

test("a translator that replaces text nodes does not freeze who is writing", async () => {
  const { dispatch, root } = drawPanel();
  const typing = (): string => root.querySelector(".pl-typing")?.textContent ?? "";
  dispatch({ type: "members", members: [noor, tomas], at: 0 });
  dispatch({ type: "typing", id: noor.id, isTyping: true });
  await vi.waitFor(() => expect(typing()).toContain("Noor is writing"));
  translate(root.querySelector(".pl-panel")!);
  dispatch({ type: "typing", id: tomas.id, isTyping: true });
  await vi.waitFor(() => expect(typing()).toBe("Noor and Tomás are writing"));
});

test("a translator that replaces text nodes does not freeze the way back to the end of the log", async () => {
  const { dispatch, root } = drawPanel();
  const jump = (): string => root.querySelector(".pl-jump")?.textContent ?? "";
  const lines = Array.from({ length: 60 }, (_, n) => saidByNoor(n));
  dispatch({ type: "received", messages: lines });
  const log = await vi.waitFor(() => {
    const found = root.querySelector(".pl-log");
    expect(found?.scrollTop).toBeGreaterThan(500);
    return found as HTMLElement;
  });
  log.scrollTop = 200;
  await vi.waitFor(() => expect(jump()).toContain("Jump to latest"));
  translate(root.querySelector(".pl-panel")!);
  dispatch({ type: "received", messages: [saidByNoor(60)] });
  await vi.waitFor(() => expect(jump()).toBe("1 new message"));
});

test("a translator that replaces text nodes does not freeze an invitation, nor its outcome", async () => {
  const { dispatch, root } = drawPanel();
  const card = (): string => root.querySelector(".pl-card")?.textContent ?? "";
  const request = {
    id: "r",
    types: ["SCREENSHARE"],
    state: "pending",
    askedById: noor.id,
    label: "",
    surface: null,
    canAccept: true,
    canExtend: false,
    receivedAt: 1,
    startedAt: null,
    endedAt: null,
    expiresAt: Date.now() + 60_000,
  } as const satisfies MediaRequest;
  const message = incomingMessage("m", { kind: "media", senderId: noor.id, body: "", at: 1 });
  dispatch({ type: "members", members: [noor], at: 0 });
  dispatch({ type: "received", messages: [message] });
  dispatch({ type: "media", requests: [request] });
  const left = (): string => root.querySelector(".pl-card__timer")?.textContent ?? "";
  await vi.waitFor(() => expect(left()).toContain("Invitation open for"));
  translate(root.querySelector(".pl-panel")!);
  await vi.waitFor(() => expect(left()).not.toContain("«"));
  dispatch({ type: "media", requests: [{ ...request, state: "declined", endedAt: 2 }] });
  await vi.waitFor(() => expect(card()).toContain("You declined screen sharing"));
  translate(root.querySelector(".pl-panel")!);
  dispatch({ type: "media", requests: [{ ...request, state: "cancelled", endedAt: 2 }] });
  await vi.waitFor(() => expect(card()).toContain("The invitation was withdrawn"));
  expect(card()).not.toContain("declined");
});

test("a translator that replaces text nodes does not freeze the end", async () => {
  const { dispatch, root, handle } = drawPanel();
  const head = (): string => root.querySelector(".pl-end__head")?.textContent ?? "";
  dispatch({ type: "phase", phase: { kind: "ended", reason: "idle", at: 1 } });
  await vi.waitFor(() => expect(head()).toContain("nobody had written"));
  translate(root.querySelector(".pl-panel")!);
  await handle.setLocale("en", {
    "ended.title": "That was all",
    "ended.idle": "Nobody has said anything.",
  });
  await vi.waitFor(() => expect(head()).toContain("Nobody has said anything."));
  expect(head()).toContain("That was all");
  expect(head()).not.toContain("nobody had");
});

test("session recorders find their marks on everything that the widget draws", async () => {
  const { root } = drawPanel();
  await vi.waitFor(() => expect(root.querySelector(".pl-panel")).not.toBeNull());
  const panel = root.querySelector(".pl-panel");
  for (const mark of [
    "[data-rr-mask]",
    ".ph-no-capture",
    "[data-sentry-mask]",
    "[data-hj-suppress]",
    "[data-clarity-mask]",
    "[data-private]",
    "[data-dd-privacy=mask]",
  ])
    expect(panel?.closest(mark), mark).not.toBeNull();
});
