import { expect, test } from "vitest";
import type { Colleague } from "../api/views.ts";
import { FakeAgentApi, noor } from "../testing/fake-agent-api.ts";
import { TestDesk } from "../testing/test-desk.ts";
import { findTargets } from "./transfer-targets.ts";

type AgentStatus = Colleague["status"];

test("a target says who is there; offers that ring count among a colleague's chats", async () => {
  const api = new FakeAgentApi();
  const queue = { id: "q", name: "Bookings", memberCount: 3, joinedMemberCount: 3, selfUri: "" };
  api.allQueues.push({ ...queue, parlor: { waiting: 4, free: 2 } });
  const colleague = (id: string, status: AgentStatus, chats: number, isPresent = true) =>
    api.allColleagues.push({ id, name: id, status, isPresent, chats, capacity: 4 });
  colleague("free", "available", 2);
  colleague("full", "available", 4);
  colleague("away", "break", 0);
  colleague("lost", "available", 0, false);
  colleague("gone", "offline", 0);
  colleague(noor.id, "available", 0);
  const { desk } = await new TestDesk(api).start();
  expect((await findTargets(desk)).map(({ name, words }) => `${name}: ${words}`)).toEqual([
    "Bookings: 2 free · 4 waiting",
    "free: Free now · 2 of 4 chats and offers",
    "full: Full · 4 of 4 chats and offers",
    "away: On a break",
    "lost: Not connected",
  ]);
});
