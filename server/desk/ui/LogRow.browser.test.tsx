import { afterEach, expect, test, vi } from "vitest";
import { select } from "../model/writing.ts";
import { clearDesk, drawDesk } from "../testing/draw-desk.tsx";
import { chatOf, FakeAgentApi, leg, own } from "../testing/fake-agent-api.ts";
import type { TestDesk } from "../testing/test-desk.ts";

/* The notices of a log. */

let it: TestDesk | null = null;
afterEach(() => {
  if (it !== null) clearDesk(it);
  it = null;
});

const log = (): string => document.querySelector(".pl-log")?.textContent ?? "";

test("the log of a chat that the guest has ended says so, and not that the agent left", async () => {
  const api = new FakeAgentApi();
  const over = { state: "disconnected", disconnectType: "peer" } as const;
  const { timestamp: endTime } = api.say("c-1", "", own, "left");
  const { id, participants } = chatOf("c-1", "Ada Byron", leg({ ...over, endTime }));
  api.all.push({
    id,
    participants: participants.map((one) => ({ ...one, ...over, endTime })),
  });
  it = await drawDesk(api);
  select(it.desk, "c-1");
  await vi.waitFor(() => expect(log()).toContain("Ada Byron ended the chat"));
  expect(log()).not.toContain("left the chat");
});
