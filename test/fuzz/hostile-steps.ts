import fc from "fast-check";
import { goodBodies, goodFrames } from "./good-server.ts";
import type { Answer } from "./hostile-ports.ts";
import { junkValues, positionsIn, withJunk } from "./junk.ts";

const junk = fc.oneof(
  fc.constantFrom(...Object.values(junkValues).filter((text) => text.length < 10_000)),
  fc.json({ maxDepth: 3 }),
);
/** A text of JSON: one of these with something else in one of its places. */
const mutated = (samples: readonly object[]): fc.Arbitrary<string> =>
  fc
    .record({ sample: fc.constantFrom(...samples), place: fc.nat(40), junk })
    .map(({ sample, place, junk: text }) => {
      const places = positionsIn(sample);
      return withJunk(sample, places[place % places.length] ?? [], text);
    });

const frameText = fc.oneof(
  { weight: 6, arbitrary: mutated(goodFrames) },
  { weight: 2, arbitrary: fc.constantFrom(...goodFrames).map((frame) => JSON.stringify(frame)) },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
);

/** The server's answer to one request. */
export const answer: fc.Arbitrary<Answer> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Answer>({ kind: "good" }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("lost" as const),
      code: fc.constantFrom("offline" as const, "timeout" as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("answer" as const),
      status: fc.constantFrom(200, 200, 200, 204, 302, 400, 403, 409, 418, 429, 500, 503, 0, 999),
      body: fc.option(fc.oneof(mutated(goodBodies), fc.json()), { nil: undefined, freq: 8 }),
      retryAfter: fc.constantFrom(
        null,
        null,
        "3",
        "1e15",
        "-5",
        "soon",
        "Wed, 21 Oct 2015 07:28:00 GMT",
      ),
    }),
  },
);

/** Messages that tabs of this version and of others exchange. */
const tabMessages: readonly object[] = [
  {
    event: {
      type: "received",
      messages: [{ id: "m", senderId: "a", body: "b", bodyType: "standard", at: 1 }],
    },
  },
  { event: { type: "composed", key: "k", body: "b", at: 1 } },
  { event: { type: "phase", phase: { kind: "talking" } } },
  { event: { type: "stream", status: { kind: "live", since: 1 } } },
  { event: { type: "members", members: [], at: 1 } },
  { event: { type: "snapshot", state: { phase: { kind: "none" }, messages: {}, order: [] } } },
  { event: { type: "typing", id: "a", isTyping: true } },
  { event: { type: "media", requests: [] } },
  { event: { type: "queue", place: null } },
  { hello: true },
  { id: "x", command: "loadOlder", args: [] },
  { id: "x", command: "retry", args: ["k"] },
  { done: "x", code: null, message: "" },
];

/** Something that happens to a chat. */
export type Step =
  | { readonly kind: "frame"; readonly text: string }
  | { readonly kind: "answers"; readonly answers: readonly Answer[] }
  | { readonly kind: "tab"; readonly text: string }
  | { readonly kind: "close"; readonly code: number }
  | { readonly kind: "time"; readonly ms: number }
  | {
      readonly kind: "guest";
      readonly does: "sends" | "types" | "asks for older" | "accepts" | "rates";
    };

export const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant("frame" as const), text: frameText }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("answers" as const),
      answers: fc.array(answer, { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("tab" as const),
      text: fc.oneof(mutated(tabMessages), fc.json()),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("close" as const),
      code: fc.constantFrom(1_000, 1_001, 1_006, 1_012, 4_100),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("time" as const),
      ms: fc.constantFrom(10, 3_000, 20_000),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("guest" as const),
      does: fc.constantFrom(...(["sends", "types", "asks for older", "accepts", "rates"] as const)),
    }),
  },
);

const session = {
  version: 1,
  conversationId: "c",
  memberId: "m",
  jwt: "a.b.c",
  eventStreamUri: "wss://chat.example/chat/jwt/a.b.c",
  extensions: ["poll"],
};
const outboxEntry = { version: 1, body: "unsent", at: 1, isInDoubt: false, failed: null };
/** Values that an earlier page or another program has left in storage; null for none. */
export const stored = fc.option(
  fc.record({
    session: fc.oneof(mutated([session]), fc.string()),
    unsent: fc.oneof(mutated([outboxEntry]), fc.string()),
  }),
);
