/** @module-tag engine-layout */

import { page } from "vitest/browser";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { drawPanel, noor, saidByNoor } from "../../../test/draw-panel.ts";

// Wider than a phone, where the page behind an open panel cannot have focus.
beforeAll(() => page.viewport(1000, 700));

const body = document.body;
afterEach(() => {
  if (document.body !== body) document.body.replaceWith(body);
});

/** Events of scrolling are dispatched with the next frame. */
const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

/** Draws an open panel with a long log. */
async function draw() {
  const { dispatch, root } = drawPanel();
  dispatch({ type: "members", members: [noor], at: 0 });
  dispatch({ type: "stream", status: { kind: "live", since: 0 } });
  const messages = Array.from({ length: 60 }, (_, n) => saidByNoor(n + 1));
  dispatch({ type: "received", messages });
  const log = await vi.waitFor(() => {
    const found = root.querySelector<HTMLElement>(".pl-log");
    expect(found?.scrollTop).toBeGreaterThan(300);
    return found!;
  });
  await nextFrame();
  return { root, log, dispatch };
}

/** As a router does. */
function replaceBody(content = ""): void {
  const next = document.createElement("body");
  next.innerHTML = content;
  document.body.replaceWith(next);
}

test("the log is where the visitor was reading when the page has replaced its body", async () => {
  const { root, log } = await draw();
  const end = log.scrollTop;
  replaceBody();
  await vi.waitFor(() => expect(root.host.parentNode).toBe(document.body));
  expect(log.scrollTop).toBe(end);
  log.scrollTop = 200;
  await nextFrame();
  replaceBody();
  await vi.waitFor(() => expect(root.host.parentNode).toBe(document.body));
  expect(log.scrollTop).toBe(200);
});

test("a log at its end stays there with the messages that follow a replaced body", async () => {
  const { root, log, dispatch } = await draw();
  replaceBody();
  await vi.waitFor(() => expect(root.host.parentNode).toBe(document.body));
  dispatch({ type: "received", messages: [saidByNoor(61)] });
  await vi.waitFor(() => expect(log.textContent).toContain("line 61"));
  await vi.waitFor(() =>
    expect(log.scrollHeight - log.clientHeight - log.scrollTop).toBeLessThan(9),
  );
});

test("a visitor who is writing goes on writing when the page has replaced its body", async () => {
  const { root } = await draw();
  const field = root.querySelector("textarea");
  field?.focus();
  replaceBody();
  await vi.waitFor(() => expect(root.host.parentNode).toBe(document.body));
  expect(root.activeElement).toBe(field);
});

test("focus that the new body has taken stays there, and so does none", async () => {
  const { root } = await draw();
  const field = root.querySelector("textarea");
  field?.focus();
  replaceBody("<input>");
  document.querySelector("input")?.focus();
  await vi.waitFor(() => expect(root.host.parentNode).toBe(document.body));
  expect(document.activeElement).toBe(document.querySelector("input"));

  field?.focus();
  field?.blur();
  await new Promise((resolve) => setTimeout(resolve));
  replaceBody();
  await vi.waitFor(() => expect(root.host.parentNode).toBe(document.body));
  expect(root.activeElement).toBeNull();
});

test("an open panel does not enter again when it returns", async () => {
  const { root } = await draw();
  replaceBody();
  await vi.waitFor(() => expect(root.host.parentNode).toBe(document.body));
  const panel = root.querySelector("[part=window]");
  expect(panel?.getAnimations().filter(({ playState }) => playState === "running")).toEqual([]);
});
