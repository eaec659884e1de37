import { Registry } from "prom-client";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ChatStage, NOOR, TOMAS } from "../testing/chat-stage.ts";
import { countQueues } from "./queue-metrics.ts";

/* The metrics of queues, against the service with a store. */

const BOOKINGS = `organization="${NOOR.organizationId}",queue="q-bookings"`;
const LOST = `organization="${NOOR.organizationId}",queue="q-lost"`;

let stage: ChatStage;
let registry: Registry;
beforeEach(async () => {
  stage = await new ChatStage().start();
  for (const who of [NOOR, TOMAS]) await stage.agents.set(who, { status: "busy" });
  registry = new Registry();
  countQueues(registry, {
    chats: stage.chats,
    bus: stage.bus,
    tenants: [stage.tenant],
    now: () => stage.clock.now(),
  });
});
afterEach(() => stage.close());

/** The samples of these metrics without buckets. Stamps run ahead of the clock by some ms. */
async function samples(...names: readonly string[]): Promise<readonly string[]> {
  const lines = (await registry.metrics()).split("\n");
  const rounded = lines.map((line) => line.replace(/ ([\d.]+)$/, (_, of) => ` ${Math.round(of)}`));
  return rounded.filter(
    (line) => names.some((name) => line.startsWith(`parlor_${name}`)) && !line.includes("_bucket"),
  );
}

test("each configured queue says how many wait and how long, also when nobody does", async () => {
  await stage.guest();
  stage.clock.advance(20_000);
  await stage.guest();
  stage.clock.advance(5_000);
  expect(await samples("queue")).toEqual([
    `parlor_queue_waiting{${BOOKINGS}} 2`,
    `parlor_queue_waiting{${LOST}} 0`,
    `parlor_queue_longest_wait_seconds{${BOOKINGS}} 25`,
    `parlor_queue_longest_wait_seconds{${LOST}} 0`,
  ]);
});

test("an offer is counted once, with what became of it; hold accepts nothing again", async () => {
  await stage.agents.set(NOOR, { status: "available" });
  const { id } = await stage.guest();
  await stage.settle();
  const offer = (await stage.chats.get(id)).members.at(-1);
  await stage.chats.leave(id, offer?.id ?? "");
  await stage.pass(30_000);
  await stage.pass(30_000);
  const leg = await stage.answers(id, NOOR);
  await stage.chats.hold(id, leg.id, true);
  const counts = await samples("offers_total");
  const countOf = (outcome: string): number =>
    Number(
      counts
        .find((line) => line.includes(`outcome="${outcome}"`))
        ?.split(" ")
        .at(-1) ?? 0,
    );
  expect([countOf("declined"), countOf("missed"), countOf("accepted")]).toEqual([1, 1, 1]);
  expect(countOf("offered")).toBe(
    countOf("declined") + countOf("missed") + countOf("accepted") + countOf("withdrawn"),
  );
});

test("the first response is counted once a conversation, and the time of each agent's part", async () => {
  const { id, ends } = await stage.guest("Hello");
  stage.clock.advance(40_000);
  const noor = await stage.answers(id, NOOR);
  stage.clock.advance(2_000);
  await stage.chats.send(id, noor.id, "Good evening", "standard", null);
  await stage.chats.send(id, noor.id, "How can I help?", "standard", null);
  stage.clock.advance(58_000);
  await stage.chats.transfer(id, noor.participantId, { queueId: "q-lost" }, null);
  await stage.answers(id, TOMAS, "Hello");
  stage.clock.advance(10_000);
  await ends();
  expect(await samples("first_response", "handle")).toEqual([
    `parlor_first_response_seconds_sum{${BOOKINGS}} 42`,
    `parlor_first_response_seconds_count{${BOOKINGS}} 1`,
    `parlor_handle_seconds_sum{${BOOKINGS}} 60`,
    `parlor_handle_seconds_count{${BOOKINGS}} 1`,
    `parlor_handle_seconds_sum{${LOST}} 10`,
    `parlor_handle_seconds_count{${LOST}} 1`,
  ]);
});

test("each missed conversation is counted once", async () => {
  const { ends } = await stage.guest("Hello");
  await ends();
  expect(await samples("missed_total")).toEqual(["parlor_missed_total 1"]);
});
