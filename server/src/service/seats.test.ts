import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ChatStage, NOOR, TOMAS } from "../testing/chat-stage.ts";
import { lanternLine } from "../testing/tenant-fixture.ts";

/* An agent's load is written with the legs that it counts. */

let stage: ChatStage;
beforeEach(async () => {
  stage = await new ChatStage().start();
});
afterEach(() => stage.close());

type Act =
  | { readonly do: "come" | "restart" }
  | { readonly do: "take" | "transfer"; readonly chat: number; readonly agent: number }
  | { readonly do: "leave" | "end"; readonly chat: number }
  | { readonly do: "pass"; readonly ms: number }
  | { readonly do: "status"; readonly agent: number; readonly isAvailable: boolean }
  | { readonly do: "capacity"; readonly agent: number; readonly capacity: number };

const chat = fc.nat(9);
const agent = fc.nat(1);
const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ do: fc.constantFrom("come" as const, "restart" as const) }),
  fc.record({ do: fc.constant("come" as const) }),
  fc.record({ do: fc.constantFrom("take" as const, "transfer" as const), chat, agent }),
  fc.record({ do: fc.constantFrom("leave" as const, "end" as const), chat }),
  fc.record({ do: fc.constant("pass" as const), ms: fc.constantFrom(1_000, 31_000) }),
  fc.record({ do: fc.constant("status" as const), agent, isAvailable: fc.boolean() }),
  fc.record({
    do: fc.constant("capacity" as const),
    agent,
    capacity: fc.integer({ min: 1, max: 3 }),
  }),
);

const agents = [NOOR, TOMAS];

async function act(one: Act, ids: string[]): Promise<void> {
  const who = "agent" in one ? agents[one.agent] : undefined;
  const id = "chat" in one ? (ids[one.chat] ?? "") : "";
  if (one.do === "come") ids.push((await stage.guest("Hello")).id);
  else if (one.do === "pass") await stage.pass(one.ms);
  else if (one.do === "restart") {
    await stage.stop();
    await stage.start();
  } else if (one.do === "status" && who !== undefined)
    await stage.agents.set(who, { status: one.isAvailable ? "available" : "busy" });
  else if (one.do === "capacity" && who !== undefined)
    await stage.agents.set(who, { capacity: one.capacity });
  else if (one.do === "take" && who !== undefined) await stage.chats.take(id, who.userId);
  else if (one.do === "end") await stage.chats.endForAll(id, "agent");
  else {
    const { members } = await stage.chats.get(id);
    const leg = members.find(({ role, state }) => role === "agent" && state !== "disconnected");
    if (one.do === "leave") await stage.chats.leave(id, leg?.id ?? "");
    if (one.do === "transfer" && who !== undefined)
      await stage.chats.transfer(id, leg?.participantId ?? "", { userId: who.userId }, null);
  }
}

/** The loads as the members tell them. */
async function legs(ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const counts = new Map(agents.map(({ userId }) => [userId, 0]));
  for (const id of ids)
    for (const { userId, state } of (await stage.chats.get(id)).members)
      if (userId !== null && state !== "disconnected")
        counts.set(userId, (counts.get(userId) ?? 0) + 1);
  return counts;
}

test("the loads are those of the legs, after any commands", async () => {
  await fc.assert(
    fc
      .asyncProperty(fc.array(acts, { minLength: 5, maxLength: 25 }), async (all) => {
        await stage.stop();
        await stage.start();
        await stage.store.wipe();
        const ids: string[] = [];
        for (const one of all) {
          // A command that is refused changes nothing.
          await act(one, ids).catch(() => undefined);
        }
        await stage.settle();
        const loads = await stage.chats.loads(lanternLine.id);
        for (const [userId, count] of await legs(ids)) expect(loads.get(userId) ?? 0).toBe(count);
      })
      .afterEach(() => stage.settle()),
    { numRuns: 12, seed: 19 },
  );
});

test("of two services on one store, neither passes an agent's capacity", async () => {
  await stage.agents.set(NOOR, { status: "busy", capacity: 1 });
  const first = await stage.guest("Hello");
  const second = await stage.guest("Hello");
  await stage.chats.take(first.id, NOOR.userId);
  // Another process has read that the agent had room.
  const stored = await stage.store.loadActive(second.id);
  const seat = { userId: NOOR.userId, by: 1, capacity: 1, at: 0 } as const;
  const changes = {
    ...stored!.loaded,
    before: stored!.loaded.record.conversation,
    membersBefore: stored!.loaded.record.members,
    messages: [],
    changedMembers: [],
    changedRequests: [],
  };
  const before = await stage.store.load(second.id);
  await expect(
    stage.store.commit(
      { ...changes, events: [] },
      {
        expectedVersion: stored!.loaded.version,
        routing: { state: null, seats: [seat], isNewWait: false, refusals: [], answer: null },
      },
    ),
  ).rejects.toMatchObject({ code: "capacity-reached" });
  expect(await stage.store.load(second.id)).toEqual(before);
  expect((await stage.chats.loads(lanternLine.id)).get(NOOR.userId)).toBe(1);
});
