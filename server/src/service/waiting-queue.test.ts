import { expect, test } from "vitest";
import type { Agent } from "../domain/agent.ts";
import type { Queue } from "../domain/tenant.ts";
import { ChatStory } from "../testing/chat-story.ts";
import { createFakeClock } from "../testing/fake-clock.ts";
import { lanternLine } from "../testing/tenant-fixture.ts";
import { activateConversation, type ActiveConversation } from "./active-conversation.ts";
import { linePlaceOf, type AnsweredWait, type Joining, type LinePlace } from "./routing-state.ts";
import { WaitingQueue } from "./waiting-queue.ts";

/* The place and the estimate that a waiting guest is told. */

const start = Date.UTC(2026, 0, 5, 14, 0);
const MINUTE = 60_000;
const bookings = lanternLine.queues[0]!;

interface Guest {
  readonly active: ActiveConversation;
  readonly place: LinePlace;
  joining: Joining | null;
}

function world(queue: Queue = bookings) {
  const tenant = { ...lanternLine, queues: [queue] };
  const clock = createFakeClock(start);
  const guests = new Map<string, Guest>();
  const answers: AnsweredWait[] = [];
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
  const placesAhead = (place: LinePlace): number =>
    [...guests.values()].filter((one) => one.place !== place && one.place.placeAt <= place.placeAt)
      .length;
  const line = new WaitingQueue({
    clock,
    agents: { all: () => agents },
    store: {
      line: async () => [],
      placeInLine: async (_, id, place) => {
        const ids = [...guests.keys()];
        const ahead = ids.includes(id) ? ids.indexOf(id) : placesAhead(place);
        const since = [...guests.values()].map((one) => one.place.waitsSince);
        return { ahead, longestSince: since.length === 0 ? null : Math.min(...since) };
      },
      answers: async () => answers.slice(-20),
      seats: async () => new Map([["u-noor", { load: chats, idleSince: 0 }]]),
    },
  });
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
    async join(id: string): Promise<ActiveConversation> {
      const { conversation, members } = new ChatStory(queue).chat;
      const record = {
        conversation: { ...conversation, id, deploymentId: lanternLine.deployments[0]!.id },
        members: members.map((member) => ({ ...member, joinedAt: clock.now() })),
      };
      const loaded = { record, requests: [], lastAt: 0, version: 1 };
      const presence = { detachedAt: null, lastGuestAt: clock.now() };
      const place = linePlaceOf(record, queue.id)!;
      const state = { presence, deadlineAt: null, line: place, summary: null, joining: null };
      const active = activateConversation([tenant], loaded, state)!;
      const joining = await line.lookAt(active, place);
      guests.set(id, { active, place, joining });
      return active;
    },
    /** The first in line is answered, after it has waited for this long. */
    answer(id: string, waitedMs: number): void {
      const joining = guests.get(id)!.joining!;
      answers.push({
        queueId: queue.id,
        at: clock.now(),
        perPlaceMs: waitedMs / joining.position,
        wasFull: joining.wasFull,
      });
      guests.delete(id);
    },
  };
}

const estimate = async (
  { line }: Pick<ReturnType<typeof world>, "line">,
  one: ActiveConversation,
): Promise<number | null | undefined> => (await line.place(one))?.estimatedWaitSeconds;

async function withAnswers(): Promise<ReturnType<typeof world>> {
  const it = world();
  for (const id of ["a", "b", "c"]) {
    await it.join(id);
    it.answer(id, MINUTE);
  }
  return it;
}

test("an estimate counts the places ahead: the tenth waits ten times as long as the first", async () => {
  const it = await withAnswers();
  const all: ActiveConversation[] = [];
  for (let n = 0; n < 10; n++) all.push(await it.join(`guest ${n}`));
  expect(await estimate(it, all[0]!)).toBe(60);
  expect(await estimate(it, all[9]!)).toBe(600);
});

test("the time for one place is reckoned from the place with which an answered wait began", async () => {
  const it = world();
  for (const id of ["a", "b", "c"]) await it.join(id);
  it.answer("a", MINUTE);
  it.answer("b", 2 * MINUTE);
  it.answer("c", 3 * MINUTE);
  expect(await estimate(it, await it.join("mara"))).toBe(60);
});

test("no estimate is shorter than what somebody in this line has waited already", async () => {
  const it = await withAnswers();
  const first = await it.join("first");
  it.clock.advance(8 * MINUTE);
  const second = await it.join("second");
  expect(await estimate(it, first)).toBe(480);
  expect(await estimate(it, second)).toBe(480);
});

test("while nobody has room, the quick answers from before promise nothing", async () => {
  const it = await withAnswers();
  it.setChats(4);
  const ama = await it.join("ama");
  expect(await estimate(it, ama)).toBeNull();
  for (const id of ["d", "e", "f"]) await it.join(id);
  it.answer("ama", 6 * MINUTE);
  for (const id of ["d", "e", "f"]) it.answer(id, 12 * MINUTE);
  const mara = await it.join("mara");
  expect(await estimate(it, mara)).toBeGreaterThanOrEqual(180);
  it.setChats(3);
  expect(await estimate(it, mara)).toBe(60);
});

test("answers of more than half an hour ago say nothing, nor do fewer than three", async () => {
  const it = await withAnswers();
  it.clock.advance(30 * MINUTE + 1);
  const mara = await it.join("mara");
  expect(await estimate(it, mara)).toBeNull();
  const few = world();
  await few.join("a");
  few.answer("a", MINUTE);
  expect(await estimate(few, await few.join("mara"))).toBeNull();
});

test.each([
  ["has gone", { isPresent: false }],
  ["is offline", { status: "offline" as const }],
  ["serves other queues", { userId: "u-nobody" }],
])("nobody is there when the only agent %s, and then there is no estimate", async (_, change) => {
  const it = await withAnswers();
  const mara = await it.join("mara");
  expect(await it.line.place(mara)).toMatchObject({ isStaffed: true });
  it.setAgent(change);
  expect(await it.line.place(mara)).toMatchObject({ isStaffed: false, estimatedWaitSeconds: null });
});

test("a place has the team's own word where the configuration has one", async () => {
  const plain = world();
  expect(await plain.line.place(await plain.join("mara"))).toMatchObject({
    name: "Bookings",
    label: null,
  });
  const it = world({ ...bookings, label: "the bookings team" });
  expect(await it.line.place(await it.join("mara"))).toMatchObject({
    name: "Bookings",
    label: "the bookings team",
  });
});
