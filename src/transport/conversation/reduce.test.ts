import fc from "fast-check";
import { expect, test } from "vitest";
import { incomingMember, incomingMessage } from "../../../test/incoming.ts";
import type { ConversationEvent } from "./event.ts";
import type { IncomingMessage, MemberId, MessageKey } from "./message.ts";
import { emptyConversation, reduce } from "./reduce.ts";

const own = "me" as MemberId;
const begun = reduce(emptyConversation, {
  type: "session",
  conversationId: "c",
  ownId: own,
  isResumed: false,
});
const key = (name: string): MessageKey => name as MessageKey;
const wire = (
  id: string,
  at: number,
  change: Parameters<typeof incomingMessage>[1] = {},
): IncomingMessage => incomingMessage(id, { at, ...change });
const run = (...events: ConversationEvent[]): typeof begun => events.reduce(reduce, begun);

test("messages in any order, repeated and in overlapping pages, give one transcript", () => {
  const all = Array.from({ length: 12 }, (_, index) => wire(`m${index}`, 1_000 + index));
  fc.assert(
    fc.property(
      fc.shuffledSubarray(all, { minLength: all.length }),
      fc.shuffledSubarray(all),
      fc.integer({ min: 1, max: 5 }),
      (once, again, size) => {
        const stream = [...once, ...again];
        let state = begun;
        for (let at = 0; at < stream.length; at += size) {
          state = reduce(state, { type: "received", messages: stream.slice(at, at + size) });
        }
        expect(state.order).toEqual(all.map((message) => message.id));
      },
    ),
  );
});

test("the echo and the answer may come in either order, and the row keeps its key", () => {
  const composed = { type: "composed", key: key("k"), body: "Hello ", at: 5 } as const;
  const sending = {
    type: "delivery",
    key: key("k"),
    delivery: { kind: "sending", since: 5 },
  } as const;
  const message = wire("server-id", 10, { senderId: own, body: "Hello" });
  const echo = { type: "received", messages: [message] } as const;
  const accepted = { type: "accepted", key: key("k"), message } as const;
  const first = run(composed, sending, echo, accepted);
  const second = run(composed, sending, accepted, echo);
  for (const state of [first, second]) {
    expect(state.order).toEqual(["k"]);
    expect(state.messages.get(key("k"))?.delivery).toEqual({
      kind: "sent",
      id: "server-id",
      at: 10,
    });
  }
});

test("two equal texts sent on purpose stay two", () => {
  const state = run(
    { type: "composed", key: key("a"), body: "yes", at: 1 },
    { type: "delivery", key: key("a"), delivery: { kind: "sending", since: 1 } },
    { type: "composed", key: key("b"), body: "yes", at: 2 },
    { type: "received", messages: [wire("1", 10, { senderId: own, body: "yes" })] },
    { type: "delivery", key: key("b"), delivery: { kind: "sending", since: 3 } },
    { type: "received", messages: [wire("2", 11, { senderId: own, body: "yes" })] },
  );
  expect(state.order).toEqual(["a", "b"]);
});

test("unsent rows stand last, in the order in which they were written", () => {
  const state = run(
    { type: "composed", key: key("a"), body: "one", at: 1 },
    { type: "composed", key: key("b"), body: "two", at: 2 },
    { type: "received", messages: [wire("m", 99)] },
  );
  expect(state.order).toEqual(["m", "a", "b"]);
});

test("a late result of an attempt does not undo a message that the server has", () => {
  const message = wire("1", 10, { senderId: own, body: "hi" });
  const state = run(
    { type: "composed", key: key("a"), body: "hi", at: 1 },
    { type: "accepted", key: key("a"), message },
    { type: "delivery", key: key("a"), delivery: { kind: "failed", code: "timeout" } },
  );
  expect(state.messages.get(key("a"))?.delivery.kind).toBe("sent");
});

test("a coming that is announced twice is shown once, and one after a going again", () => {
  const join = (id: string, at: number): IncomingMessage =>
    wire(id, at, { kind: "joined", body: "" });
  const state = run({
    type: "received",
    messages: [join("1", 1), join("2", 2), wire("3", 3, { kind: "left", body: "" }), join("4", 4)],
  });
  expect(state.order.map((one) => state.messages.get(one)?.kind)).toEqual([
    "joined",
    "left",
    "joined",
  ]);
});

test("the chat is over when the guest's own member is gone, and not when an agent is", () => {
  const agent = incomingMember("agent", { name: "Noor" });
  const talking = run(
    { type: "phase", phase: { kind: "waiting", since: 0 } },
    { type: "members", members: [agent], at: 1 },
  );
  expect(talking.phase.kind).toBe("talking");
  const gone = {
    type: "member-state",
    state: "disconnected",
    isTransfer: true,
    endReason: null,
    at: 2,
  } as const;
  const handedOver = reduce(talking, { ...gone, id: "agent" as MemberId });
  expect(handedOver.phase.kind).toBe("waiting");
  expect(reduce(handedOver, { ...gone, id: own, endReason: "idle" }).phase).toEqual({
    kind: "ended",
    reason: "idle",
    at: 2,
  });
});

test("an agent is gone while its connection is lost, and stays so if the chat goes on without it", () => {
  const id = "agent" as MemberId;
  const change = (state: "connected" | "disconnected", isGone?: boolean) =>
    ({
      type: "member-state",
      id,
      state,
      isTransfer: false,
      ...(isGone !== undefined && { isGone }),
      endReason: null,
      at: 2,
    }) as const;
  const lost = run(
    { type: "phase", phase: { kind: "waiting", since: 0 } },
    { type: "members", members: [incomingMember("agent", { name: "Noor" })], at: 1 },
    change("connected", true),
  );
  expect(lost.members.get(id)?.isGone).toBe(true);
  expect(lost.phase.kind).toBe("talking");
  const list = {
    type: "members",
    members: [incomingMember("agent", { name: "Noor" })],
    at: 3,
  } as const;
  expect(reduce(lost, list).members.get(id)?.isGone).toBe(true);
  // A tab of an older version does not say it.
  expect(reduce(lost, change("connected")).members.get(id)?.isGone).toBe(false);
  const left = reduce(lost, change("disconnected", true));
  expect(left.members.get(id)?.isGone).toBe(true);
  expect(left.phase.kind).toBe("waiting");
});
