import { afterEach, expect, test, vi } from "vitest";
import { clearDesk, drawDesk } from "../testing/draw-desk.tsx";
import { chatOf, FakeAgentApi, guestOf, leg } from "../testing/fake-agent-api.ts";
import type { TestDesk } from "../testing/test-desk.ts";

/* A chat that a colleague passes on, before the agent has answered. */

let it: TestDesk | null = null;
afterEach(() => {
  if (it !== null) clearDesk(it);
  it = null;
});

const tomas = {
  id: "t",
  user: { id: "u-t" },
  name: "Tomás Brandt",
  state: "disconnected",
} as const;

/** A chat that Tomás passes on to this agent, with a note or without. */
async function drawTransfer(transferNote: string | null): Promise<void> {
  const api = new FakeAgentApi();
  const handedOn = leg({
    ...tomas,
    queue: { id: "q", name: "Bookings" },
    disconnectType: "transfer",
  });
  const { connectedTime: _, ...ringing } = leg({ state: "alerting" });
  const startAlertingTime = "2026-01-01T12:00:00.000Z";
  const offer = { ...ringing, startAlertingTime, alertingTimeoutMs: 30_000 };
  api.say("c-1", "Is breakfast in the price?", guestOf("c-1", "Oskar Dahl"));
  const sender = { id: "t", displayName: "Tomás Brandt", role: "agent", userId: "u-t" } as const;
  const { timestamp: endTime } = api.say("c-1", "", sender, "left");
  api.all.push(chatOf("c-1", "Oskar Dahl", { ...handedOn, endTime }, offer));
  api.facts.set("c-1", { transferNote });
  it = await drawDesk(api);
}
const pane = (): HTMLElement | null => document.querySelector(".dk-main");
const button = (name: string): HTMLElement | undefined =>
  [...(pane()?.querySelectorAll("button") ?? [])].find((one) => one.textContent === name);

test("a transfer that arrives says who passes it on and why, shows the log, and is accepted there", async () => {
  await drawTransfer("Oskar would like two breakfasts.");
  const card = document.querySelector<HTMLElement>(".dk-offer__who");
  expect(card?.textContent).toMatch(/From Tomás Brandt, Bookings$/);
  card?.click();
  await vi.waitFor(() => expect(pane()?.textContent).toContain("Oskar would like two breakfasts."));
  expect(pane()?.textContent).toContain("Tomás Brandt, Bookings, passes this chat to you.");
  expect(pane()?.textContent).toContain("Is breakfast in the price?");
  expect(pane()?.textContent).toContain("Tomás has left the chat. Oskar waits until you accept.");
  expect(pane()?.textContent).toContain("Tomás Brandt passed the chat on");
  expect(pane()?.querySelector("textarea")).toBeNull();
  expect(document.activeElement?.textContent).toBe("Oskar Dahl");
  const { lines } = it?.desk.notices ?? {};
  expect(lines?.value.findLast(({ isUrgent }) => isUrgent)?.text).toBe(
    "A transfer for you: Oskar Dahl, from Tomás Brandt. 30 seconds to answer.",
  );
  button("Accept")?.click();
  await vi.waitFor(() => expect(it?.api.requests).toContain("POST take c-1"));
});

test("a transfer without a note has none, and can be declined where it is read", async () => {
  await drawTransfer(null);
  document.querySelector<HTMLElement>(".dk-offer__who")?.click();
  await vi.waitFor(() => expect(button("Decline")).toBeDefined());
  expect(pane()?.querySelector("q")).toBeNull();
  button("Decline")?.click();
  await vi.waitFor(() => expect(it?.api.requests).toContain("PATCH leave c-1 leg"));
});
