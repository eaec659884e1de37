import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createGuestChat, ParlorError, type GuestChat } from "../../src/transport/index.ts";
import { memoryStorage } from "../../src/transport/ports/storage.ts";
import { createFakeBrowser } from "../fake-browser.ts";
import { timeoutOf, tryMany } from "./budget.ts";
import { goodAnswer, goodBodies, goodFrames, messageFrame, ownArrival } from "./good-server.ts";
import {
  createHandClock,
  createHostileHttp,
  createHostileSockets,
  settle,
  type Answer,
} from "./hostile-ports.ts";
import { junkValues, positionsIn, withJunk } from "./junk.ts";
import { watchProcess, type ProcessWatch } from "./process-faults.ts";
import { wrongWith } from "./sound-state.ts";

/* A server, a store and other tabs that say anything: nothing is thrown, and the state stays whole. */

const BUDGET = { runs: 600, seconds: 4 };
const DEPLOYMENT = "d";
const LAST = "the last word";

let watch: ProcessWatch;

beforeAll(() => {
  watch = watchProcess();
});
afterAll(() => watch.stop());

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

const answer: fc.Arbitrary<Answer> = fc.oneof(
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

/** What tabs of this and of other versions say to each other. */
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

type Step =
  | { readonly kind: "frame"; readonly text: string }
  | { readonly kind: "answers"; readonly answers: readonly Answer[] }
  | { readonly kind: "tab"; readonly text: string }
  | { readonly kind: "close"; readonly code: number }
  | { readonly kind: "time"; readonly ms: number }
  | {
      readonly kind: "guest";
      readonly does: "sends" | "types" | "asks for older" | "accepts" | "rates";
    };

const steps: fc.Arbitrary<Step> = fc.oneof(
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
/** What an earlier page, or another program, has left in the store; null for nothing. */
const stored = fc.option(
  fc.record({
    session: fc.oneof(mutated([session]), fc.string()),
    unsent: fc.oneof(mutated([outboxEntry]), fc.string()),
  }),
);

const isRefusal = (error: unknown): boolean => error instanceof ParlorError;

async function act(chat: GuestChat, does: Extract<Step, { kind: "guest" }>["does"]): Promise<void> {
  switch (does) {
    case "sends":
      chat.send(`text ${chat.get().order.length}`);
      return;
    case "types":
      return chat.typing();
    case "asks for older":
      return chat.loadOlder();
    case "rates":
      return chat.rate(4, "good");
    case "accepts":
      for (const { id } of chat.get().mediaRequests) await chat.acceptMediaRequest(id);
  }
}

function startRig() {
  const clock = createHandClock();
  const sockets = createHostileSockets();
  const { http, plan } = createHostileHttp(goodAnswer);
  const storage = memoryStorage();
  const browser = createFakeBrowser();
  let count = 0;
  const open = (tab: string): GuestChat =>
    createGuestChat({
      api: "https://chat.example",
      organizationId: "o",
      deploymentId: DEPLOYMENT,
      routing: { queue: "Bookings" },
      ports: {
        clock,
        http,
        storage,
        // The same waits each time: a failure has to come again.
        random: { next: () => 0.5, id: () => `id-${count++}` },
        tabs: browser.openTab(tab),
        socket: () => sockets.Socket,
        reachability: { isOnline: () => true, onChange: () => () => undefined },
      },
    });
  const hostileTab = browser.openTab("hostile").open(`parlor:${DEPLOYMENT}`);
  return { clock, sockets, plan, storage, open, hostileTab };
}

const isRunning = (chat: GuestChat): boolean =>
  ["waiting", "talking"].includes(chat.get().phase.kind);

test("frames, answers, tab messages and stored texts of any kind neither throw nor spoil the state", {
  timeout: timeoutOf(BUDGET),
}, async () => {
  const runs = fc.asyncProperty(
    stored,
    fc.array(answer, { maxLength: 3 }),
    fc.array(steps, { maxLength: 14 }),
    async (left, first, all) => {
      const { clock, sockets, plan, storage, open, hostileTab } = startRig();
      const refusals: unknown[] = [];
      const ask = (work: Promise<unknown>): void =>
        void work.catch((error: unknown) => void refusals.push(error));
      if (left !== null) {
        storage.set(`parlor:session:${DEPLOYMENT}`, left.session);
        storage.set(`parlor:outbox:${DEPLOYMENT}:k`, left.unsent);
      }
      const [chat, follower] = [open("first"), open("second")];
      const expectSound = (): void => {
        expect(watch.takeFaults()).toEqual([]);
        expect(refusals.filter((error) => !isRefusal(error))).toEqual([]);
        for (const one of [chat, follower]) expect(wrongWith(one.get())).toEqual([]);
      };
      try {
        plan(first);
        ask(chat.resume().then((isResumed) => (isResumed ? undefined : chat.start())));
        await settle();
        sockets.deliver(JSON.stringify(ownArrival));
        ask(follower.resume());
        await settle();
        expectSound();
        for (const step of all) {
          switch (step.kind) {
            case "frame":
              sockets.deliver(step.text);
              break;
            case "answers":
              plan(step.answers);
              break;
            case "tab":
              hostileTab.postMessage(JSON.parse(step.text));
              break;
            case "close":
              sockets.closeAll(step.code);
              break;
            case "time":
              clock.advance(step.ms);
              break;
            case "guest":
              ask((async () => act(chat, step.does))());
          }
          await settle();
          expectSound();
        }
        // A chat that goes on hears what is said next.
        plan([]);
        if (!isRunning(chat)) return;
        const hasLast = (): boolean =>
          [...chat.get().messages.values()].some((row) => row.body === LAST);
        for (let n = 0; n < 100 && isRunning(chat) && !hasLast(); n++) {
          clock.advance(1_000);
          await settle();
          sockets.deliver(JSON.stringify(messageFrame("last", LAST)));
          await settle();
        }
        // A stored address that is none is never opened: the guest is served by asking.
        if (!isRunning(chat) || chat.get().stream.kind === "polling") return;
        expect(hasLast(), "what is said next is heard").toBe(true);
      } finally {
        chat.destroy();
        follower.destroy();
        await settle();
      }
      expectSound();
    },
  );
  await tryMany(runs, BUDGET);
});
