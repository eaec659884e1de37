import { afterEach, expect, test, vi } from "vitest";
import { incomingMessage } from "../../../test/incoming.ts";
import { drawPanel, noor, type DrawnPanel } from "../../../test/draw-panel.ts";

/* The question whether the visitor is still there, by the server's clock. */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
afterEach(() => sessionStorage.clear());

/** A closed panel, whose guest wrote this long ago by the server's clock. */
async function quietFor(minutes: number, clockOffsetMs: number | null): Promise<DrawnPanel> {
  const panel = drawPanel();
  const serverNow = Date.now() + (clockOffsetMs ?? 0);
  if (clockOffsetMs !== null) panel.dispatch({ type: "clock", offsetMs: clockOffsetMs });
  panel.dispatch({ type: "members", members: [noor], at: 0 });
  panel.dispatch({ type: "stream", status: { kind: "live", since: 0 } });
  const at = serverNow - minutes * MINUTE_MS;
  panel.dispatch({
    type: "received",
    messages: [incomingMessage("1", { senderId: "me", body: "Hello", at })],
  });
  await vi.waitFor(() => expect(panel.root.querySelector("[role=article]")).not.toBeNull());
  await panel.handle.close();
  return panel;
}
const question = ({ root }: DrawnPanel): HTMLElement | null =>
  root.querySelector(".pl-news.pl-idle");

test.each([0, -7 * HOUR_MS, 7 * HOUR_MS])(
  "beside a closed launcher it comes two minutes before the end, and nothing is unread; clock offset %d",
  async (offsetMs) => {
    const panel = await quietFor(13.5, offsetMs);
    await vi.waitFor(() => expect(question(panel)?.textContent).toContain("in about 2 minutes."));
    expect(question(panel)?.textContent).toContain("Noor Haddad");
    expect(panel.handle.get("unread")).toBe(0);
  },
);

test("it does not come early, whatever the visitor's clock says, nor without a time of the server", async () => {
  for (const offsetMs of [14.5 * MINUTE_MS, -14.5 * MINUTE_MS, null]) {
    const panel = await quietFor(offsetMs === null ? 14 : 1, offsetMs);
    panel.dispatch({ type: "stream", status: { kind: "live", since: 1 } });
    await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(question(panel)).toBeNull();
  }
});

test("the answer keeps the chat alive and takes the question away; focus goes to the launcher", async () => {
  let typed = 0;
  const panel = await quietFor(13.5, 0);
  panel.root.addEventListener("click", () => typed++);
  await vi.waitFor(() => expect(question(panel)).not.toBeNull());
  question(panel)?.querySelector<HTMLButtonElement>(".pl-btn--primary")?.click();
  await vi.waitFor(() => expect(question(panel)).toBeNull());
  expect(typed).toBe(1);
  expect(panel.root.activeElement?.getAttribute("part")).toBe("launcher");
});

test("with the panel open the same words stand at the end of the log", async () => {
  const panel = await quietFor(13.5, 0);
  await vi.waitFor(() => expect(question(panel)).not.toBeNull());
  await panel.handle.open();
  await vi.waitFor(() => {
    const card = panel.root.querySelector(".pl-log .pl-idle--card");
    expect(card?.textContent).toContain("This chat closes in about 2 minutes.");
  });
  expect(question(panel)).toBeNull();
});

test("dismissed, it stays away until the next time", async () => {
  const panel = await quietFor(13.5, 0);
  await vi.waitFor(() => expect(question(panel)).not.toBeNull());
  panel.root.querySelector<HTMLButtonElement>("[aria-label=Dismiss]")?.click();
  await vi.waitFor(() => expect(question(panel)).toBeNull());
});
