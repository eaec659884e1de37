import { afterEach, beforeEach, expect, test } from "vitest";
import { NOOR, TOMAS } from "../testing/chat-stage.ts";
import { CRM, DeliveryStage } from "../testing/delivery-stage.ts";
import { WRITE_RETRY_MS } from "./due-loop.ts";

const HOUR_MS = 60 * 60 * 1000;
const failed = { kind: "failed", because: "status 500" } as const;
const delivered = { kind: "delivered" } as const;

let stage: DeliveryStage;

beforeEach(async () => {
  stage = await new DeliveryStage().start();
});
afterEach(async () => {
  await stage.close();
  expect(stage.reported).toEqual([]);
});

const typesOf = (conversationId: string): string[] =>
  stage.receiver.taken
    .filter((one) => one.conversationId === conversationId)
    .map(({ type }) => type);

test("a conversation is told from its creation to its rating, in the order in which it happened", async () => {
  const guest = await stage.guest("Is the 19:20 late?");
  const noor = await stage.answers(guest.id, NOOR, "By five minutes.");
  await stage.chats.transfer(guest.id, noor.participantId, { queueId: "q-lost" }, null);
  await stage.answers(guest.id, TOMAS);
  await guest.ends();
  await stage.chats.rate(guest.id, { score: 5, comment: null });
  await stage.settle();
  expect(typesOf(guest.id)).toEqual([
    "conversation.created",
    "member.joined",
    "member.joined",
    "message.created",
    "member.joined",
    "conversation.waiting",
    "member.left",
    "message.created",
    "member.joined",
    "conversation.accepted",
    "member.left",
    "message.created",
    "member.left",
    "conversation.transferred",
    "member.joined",
    "conversation.waiting",
    "member.joined",
    "conversation.accepted",
    "member.left",
    "member.left",
    "member.left",
    "conversation.ended",
    "conversation.rated",
  ]);
  expect(await stage.store.deliveries(10)).toEqual([]);
});

test("a guest who gives up unanswered is told as missed, before the end", async () => {
  const guest = await stage.guest("Anybody?");
  await guest.ends();
  await stage.settle();
  expect(typesOf(guest.id).slice(-2)).toEqual(["conversation.missed", "conversation.ended"]);
});

test("a guest who comes back into the line is told as waiting again", async () => {
  const guest = await stage.guest("Hello");
  guest.leave();
  await stage.pass(180_000);
  expect((await stage.conversation(guest.id)).leftLineAt).not.toBeNull();
  stage.receiver.taken.length = 0;
  await stage.chats.attach(guest.id);
  await stage.settle();
  expect(typesOf(guest.id)).toEqual(["conversation.waiting"]);
});

test("a failed delivery is tried again later and later, and the rest of its conversation waits", async () => {
  const guest = await stage.guest();
  const other = await stage.guest();
  await stage.settle();
  const startedAt = stage.clock.now();
  const triedAt: number[] = [];
  stage.receiver.answer = (delivery) => {
    if (delivery.conversationId !== guest.id) return delivered;
    triedAt.push(stage.clock.now() - startedAt);
    return triedAt.length < 10 ? failed : delivered;
  };
  await guest.writes("first");
  await guest.writes("second");
  await other.writes("meanwhile");
  await stage.settle();
  expect(stage.receiver.texts(guest.id)).not.toContain("first");
  expect(stage.receiver.texts(other.id)).toContain("meanwhile");
  while (triedAt.length < 10) {
    stage.clock.advance(5_000);
    await stage.settle();
  }
  const waits = triedAt.slice(0, 10).map((at, index) => at - (triedAt[index - 1] ?? at));
  expect(waits.map((ms) => ms / 1000)).toEqual([0, 5, 10, 20, 40, 80, 160, 320, 640, 900]);
  expect(stage.receiver.texts(guest.id).slice(-2)).toEqual(["first", "second"]);
  const attempts = stage.receiver.sent.filter(
    ({ eventId }) => eventId === stage.receiver.taken.at(-2)?.eventId,
  );
  expect(attempts.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test("a receiver that is down for an hour gets everything, each conversation in order", async () => {
  const guests = [await stage.guest(), await stage.guest(), await stage.guest()];
  await stage.settle();
  stage.receiver.answer = () => failed;
  for (let n = 0; n < 4; n++) {
    for (const guest of guests) await guest.writes(`${n}`);
    await stage.pass(HOUR_MS / 4);
    for (const guest of guests)
      await stage.chats.typing(guest.id, (await stage.conversation(guest.id)).guestMemberId);
  }
  stage.receiver.answer = () => delivered;
  await stage.pass(HOUR_MS / 4);
  for (const { id } of guests)
    expect(stage.receiver.texts(id).filter((text) => /^\d$/.test(text))).toEqual([
      "0",
      "1",
      "2",
      "3",
    ]);
});

test("a delivery that is not made in a day is parked, and the next of its conversation is tried at once", async () => {
  const guest = await stage.guest();
  await stage.settle();
  await stage.pass(HOUR_MS);
  stage.receiver.answer = ({ body }) => (body.includes("never") ? failed : delivered);
  await guest.writes("never");
  await guest.writes("after it");
  await stage.pass(23 * HOUR_MS);
  expect(stage.parked).toEqual([]);
  expect(stage.receiver.texts(guest.id)).not.toContain("after it");
  await stage.pass(2 * HOUR_MS);
  expect(stage.parked).toEqual([`${stage.receiver.name}: status 500`]);
  expect(stage.receiver.texts(guest.id)).toContain("after it");
  expect(await stage.store.deliveries(10)).toMatchObject([
    { state: "parked", type: "message.created", failure: "status 500", nextAt: null },
  ]);
});

test("a refused delivery is parked at once, and sent again when the operator asks for it, before later ones", async () => {
  const guest = await stage.guest();
  await stage.settle();
  stage.receiver.answer = () => ({ kind: "refused", because: "status 410" });
  await guest.writes("first");
  await guest.writes("second");
  await stage.settle();
  expect(stage.parked).toHaveLength(2);
  stage.receiver.answer = () => failed;
  await guest.writes("third");
  await stage.settle();
  stage.receiver.sent.length = 0;
  stage.receiver.answer = () => delivered;
  expect(await stage.deliveries.retry({ eventIds: null, endpoint: null })).toBe(2);
  await stage.settle();
  expect(stage.receiver.texts(guest.id).slice(-3)).toEqual(["first", "second", "third"]);
  expect(stage.receiver.sent.slice(0, 2).map(({ attempt }) => attempt)).toEqual([1, 1]);
});

test("only the events and the endpoint that are named are sent again", async () => {
  const guest = await stage.guest();
  await stage.settle();
  stage.receiver.answer = () => ({ kind: "refused", because: "status 410" });
  await guest.writes("first");
  await guest.writes("second");
  await stage.settle();
  stage.receiver.answer = () => delivered;
  const [, second] = await stage.deliveries.list(10);
  expect(await stage.deliveries.retry({ eventIds: null, endpoint: "webhook:other" })).toBe(0);
  expect(await stage.deliveries.retry({ eventIds: [second!.eventId], endpoint: null })).toBe(1);
  await stage.settle();
  expect(stage.receiver.texts(guest.id).at(-1)).toBe("second");
  expect(await stage.deliveries.list(10)).toHaveLength(1);
});

test("a delivery that is retried while a later one is under way waits for its end", async () => {
  const guest = await stage.guest();
  await stage.settle();
  stage.receiver.answer = () => ({ kind: "refused", because: "status 410" });
  await guest.writes("first");
  await stage.settle();
  let finish = (): void => undefined;
  stage.receiver.answer = () =>
    new Promise((resolve) => {
      finish = () => resolve(failed);
    });
  await guest.writes("second");
  await stage.settle();
  expect(await stage.deliveries.retry({ eventIds: null, endpoint: null })).toBe(1);
  await stage.settle();
  const last = stage.receiver.sent.at(-1);
  expect(last?.body).toContain("second");
  stage.receiver.answer = () => delivered;
  finish();
  await stage.settle();
  expect(stage.receiver.texts(guest.id).slice(-2)).toEqual(["first", "second"]);
});

test("a receiver that does not answer delays no other, and is asked eight times at once at most", async () => {
  await stage.stop();
  stage.webhooks = [CRM, { ...CRM, url: "https://slow.example.com/" }];
  await stage.start();
  const [quick, slow] = stage.receivers;
  slow!.answer = () => new Promise(() => undefined);
  const guests = [];
  for (let n = 0; n < 10; n++) guests.push(await stage.guest(`guest ${n}`));
  await stage.settle();
  expect(quick!.texts().filter((text) => text.startsWith("guest"))).toHaveLength(10);
  expect(slow!.sent).toHaveLength(8);
  expect(new Set(slow!.sent.map(({ conversationId }) => conversationId)).size).toBe(8);
});

test("two processes on one store never send a delivery at the same time, and one takes over what the other left", async () => {
  const guest = await stage.guest();
  await stage.settle();
  let underWay = 0;
  let most = 0;
  const finish: (() => void)[] = [];
  stage.receiver.answer = () => {
    most = Math.max(most, ++underWay);
    return new Promise((resolve) =>
      finish.push(() => {
        underWay--;
        resolve(delivered);
      }),
    );
  };
  const second = stage.createDeliveries();
  await guest.writes("once");
  await Promise.all([second.start(), stage.settle()]);
  second.wake();
  stage.deliveries.wake();
  await stage.settle();
  expect([most, stage.receiver.sent.filter(({ body }) => body.includes("once")).length]).toEqual([
    1, 1,
  ]);
  // The first one hangs; its claim runs out.
  await stage.pass(31_000);
  expect(stage.receiver.sent.filter(({ body }) => body.includes("once"))).toHaveLength(2);
  // The late end of the first attempt changes nothing that is not its own any more.
  finish[0]?.();
  await stage.settle();
  expect(await stage.store.deliveries(10)).toHaveLength(1);
  finish[1]?.();
  await stage.settle();
  expect(await stage.store.deliveries(10)).toEqual([]);
  await second.close();
});

test("a stop waits for the attempt under way, and cuts one that takes too long, which the next start makes at once", async () => {
  const guest = await stage.guest();
  await stage.settle();
  let finish = (): void => undefined;
  stage.receiver.answer = () =>
    new Promise((resolve) => {
      finish = () => resolve(delivered);
    });
  await guest.writes("in time");
  await stage.settle();
  let hasStopped = false;
  const stopping = stage.deliveries.close().then(() => (hasStopped = true));
  await stage.settle();
  expect(hasStopped).toBe(false);
  finish();
  await stopping;
  expect(await stage.store.deliveries(10)).toEqual([]);
  await stage.stop();
  await stage.start();

  stage.receiver.answer = () => new Promise(() => undefined);
  const next = await stage.guest("too long");
  await stage.settle();
  const cut = stage.deliveries.close();
  await stage.settle();
  stage.clock.advance(3_000);
  await cut;
  expect((await stage.store.deliveries(1))[0]).toMatchObject({ attempts: 1, state: "pending" });
  await stage.stop();
  await stage.start();
  await stage.settle();
  expect(stage.receiver.texts(next.id)).toContain("too long");
  expect(stage.receiver.taken[0]?.attempt).toBe(2);
});

test("deliveries to an address that the configuration has no longer are parked", async () => {
  stage.receiver.answer = () => failed;
  const guest = await stage.guest("Hello");
  await stage.stop();
  stage.webhooks = [];
  await stage.start();
  const left = await stage.store.deliveries(100);
  expect(left.length).toBeGreaterThan(3);
  expect(new Set(left.map(({ state, failure }) => `${state}: ${failure}`))).toEqual(
    new Set(["parked: the endpoint is not configured"]),
  );
  await stage.stop();
  stage.webhooks = [CRM];
  await stage.start();
  await stage.deliveries.retry({ eventIds: null, endpoint: null });
  await stage.settle();
  expect(typesOf(guest.id)[0]).toBe("conversation.created");
  expect(stage.receiver.texts(guest.id)).toContain("Hello");
});

test("the end of a conversation's retention takes its deliveries along", async () => {
  stage.receiver.answer = () => ({ kind: "refused", because: "status 410" });
  const guest = await stage.guest("Hello");
  await guest.ends();
  const other = await stage.guest("Stays");
  await stage.settle();
  await stage.store.deleteEnded(stage.clock.now() + 1, 10);
  const left = await stage.store.deliveries(100);
  expect(new Set(left.map(({ conversationId }) => conversationId))).toEqual(new Set([other.id]));
});

test("a receiver that says when to come again is not asked before", async () => {
  const guest = await stage.guest();
  await stage.settle();
  stage.receiver.answer = () => ({ ...failed, afterMs: 120_000 });
  await guest.writes("busy");
  await stage.settle();
  stage.receiver.answer = () => delivered;
  await stage.pass(119_000);
  expect(stage.receiver.texts(guest.id)).not.toContain("busy");
  await stage.pass(1_000);
  expect(stage.receiver.texts(guest.id)).toContain("busy");
});

test("a disk that refuses writes delays deliveries, and loses none", async () => {
  const guest = await stage.guest();
  await stage.settle();
  stage.receiver.answer = () => {
    stage.store.refuseWrites(true);
    return delivered;
  };
  await guest.writes("on a full disk");
  await stage.settle();
  stage.receiver.answer = () => delivered;
  stage.store.refuseWrites(false);
  expect(await stage.store.deliveries(10)).toHaveLength(1);
  await stage.pass(31_000 + WRITE_RETRY_MS);
  expect(await stage.store.deliveries(10)).toEqual([]);
  expect(stage.reported).not.toEqual([]);
  stage.reported.length = 0;
});

test("an event is for those webhooks alone that list it, with one id for all of them", async () => {
  await stage.stop();
  stage.webhooks = [
    { ...CRM, events: ["conversation.ended"] },
    {
      ...CRM,
      url: "https://other.example.com/",
      events: ["conversation.ended", "message.created"],
    },
  ];
  await stage.start();
  const guest = await stage.guest("Hello");
  await guest.ends();
  await stage.settle();
  const [first, second] = stage.receivers.map(({ taken }) => taken);
  expect(first!.map(({ type }) => type)).toEqual(["conversation.ended"]);
  expect(new Set(second!.map(({ type }) => type))).toEqual(
    new Set(["message.created", "conversation.ended"]),
  );
  expect(first![0]?.eventId).toBe(second!.at(-1)?.eventId);
});
