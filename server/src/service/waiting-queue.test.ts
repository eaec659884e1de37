import { expect, test } from "vitest";
import type { Agent } from "../domain/agent.ts";
import type { Queue } from "../domain/tenant.ts";
import { ChatStory } from "../testing/chat-story.ts";
import { createFakeClock } from "../testing/fake-clock.ts";
import { lanternLine } from "../testing/tenant-fixture.ts";
import { activateConversation, type ActiveConversation } from "./active-conversation.ts";
import { WaitingQueue } from "./waiting-queue.ts";

/* The place and the estimate that a waiting guest is told. */

const start = Date.UTC(2026, 0, 5, 14, 0);
const MINUTE = 60_000;
const bookings = lanternLine.queues[0]!;

function world(queue: Queue = bookings) {
  const tenant = { ...lanternLine, queues: [queue] };
  const clock = createFakeClock(start);
  const active = new Map<string, ActiveConversation>();
  let agents: Agent[] = [
    {
      organizationId: tenant.id,
      userId: "u-noor",
      status: "busy",
      capacity: 4,
      isPresent: true,
    },
  ];
  let chats = 0;
  const seats = { ofAll: () => new Map([["u-noor", chats]]) };
  const line = new WaitingQueue({ active, clock, seats, agents: { all: () => agents } });
  return {
    clock,
    line,
    setAgent(change: Partial<Agent>): void {
      agents = agents.map((one) => ({ ...one, ...change }));
    },
    /** The only agent has this many chats. */
    setChats(count: number): void {
      chats = count;
    },
    /** A guest who joins the line now. */
    join(id: string): ActiveConversation {
      const { conversation, members } = new ChatStory(queue).chat;
      const record = {
        conversation: { ...conversation, id, deploymentId: lanternLine.deployments[0]!.id },
        members: members.map((member) => ({ ...member, joinedAt: clock.now() })),
      };
      const presence = { detachedAt: null, lastGuestAt: clock.now() };
      const loaded = { record, requests: [], lastAt: 0, version: 1 };
      const one = activateConversation([tenant], loaded, presence)!;
      active.set(id, one);
      line.joined(one);
      return one;
    },
    /** The first in line is answered, after it has waited for this long. */
    answer(id: string, waitedMs: number): void {
      const one = active.get(id)!;
      line.answered(one, queue.id, waitedMs);
      active.delete(id);
    },
  };
}

const estimate = (
  { line }: Pick<ReturnType<typeof world>, "line">,
  one: ActiveConversation,
): number | null | undefined => line.place(one)?.estimatedWaitSeconds;

function withAnswers(): ReturnType<typeof world> {
  const it = world();
  for (const id of ["a", "b", "c"]) {
    it.join(id);
    it.answer(id, MINUTE);
  }
  return it;
}

test("an estimate counts the places ahead: the tenth waits ten times as long as the first", () => {
  const it = withAnswers();
  const all = Array.from({ length: 10 }, (_, n) => it.join(`guest ${n}`));
  expect(estimate(it, all[0]!)).toBe(60);
  expect(estimate(it, all[9]!)).toBe(600);
});

test("the time for one place is reckoned from the place with which an answered wait began", () => {
  const it = world();
  for (const id of ["a", "b", "c"]) it.join(id);
  it.answer("a", MINUTE);
  it.answer("b", 2 * MINUTE);
  it.answer("c", 3 * MINUTE);
  expect(estimate(it, it.join("mara"))).toBe(60);
});

test("no estimate is shorter than what somebody in this line has waited already", () => {
  const it = withAnswers();
  const first = it.join("first");
  it.clock.advance(8 * MINUTE);
  const second = it.join("second");
  expect(estimate(it, first)).toBe(480);
  expect(estimate(it, second)).toBe(480);
});

test("while nobody has room, the quick answers from before promise nothing", () => {
  const it = withAnswers();
  it.setChats(4);
  const ama = it.join("ama");
  expect(estimate(it, ama)).toBeNull();
  for (const id of ["d", "e", "f"]) it.join(id);
  it.answer("ama", 6 * MINUTE);
  for (const id of ["d", "e", "f"]) it.answer(id, 12 * MINUTE);
  const mara = it.join("mara");
  expect(estimate(it, mara)).toBeGreaterThanOrEqual(180);
  it.setChats(3);
  expect(estimate(it, mara)).toBe(60);
});

test("answers of more than half an hour ago say nothing, nor do fewer than three", () => {
  const it = withAnswers();
  it.clock.advance(30 * MINUTE + 1);
  const mara = it.join("mara");
  expect(estimate(it, mara)).toBeNull();
  const few = world();
  few.join("a");
  few.answer("a", MINUTE);
  expect(estimate(few, few.join("mara"))).toBeNull();
});

test.each([
  ["has gone", { isPresent: false }],
  ["is offline", { status: "offline" as const }],
  ["serves other queues", { userId: "u-nobody" }],
])("nobody is there when the only agent %s, and then there is no estimate", (_, change) => {
  const it = withAnswers();
  const mara = it.join("mara");
  expect(it.line.place(mara)).toMatchObject({ isStaffed: true });
  it.setAgent(change);
  expect(it.line.place(mara)).toMatchObject({ isStaffed: false, estimatedWaitSeconds: null });
});

test("a place has the team's own word where the configuration has one", () => {
  const plain = world();
  expect(plain.line.place(plain.join("mara"))).toMatchObject({ name: "Bookings", label: null });
  const it = world({ ...bookings, label: "the bookings team" });
  expect(it.line.place(it.join("mara"))).toMatchObject({
    name: "Bookings",
    label: "the bookings team",
  });
});
