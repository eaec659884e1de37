import fc from "fast-check";
import { expect, test } from "vitest";
import { newestAt } from "../conversation/find-row.ts";
import { emptyConversation, reduce } from "../conversation/reduce.ts";
import type { IncomingMessage, MemberId, MessageKey } from "../conversation/message.ts";
import { ParlorError } from "../errors.ts";
import { memoryStorage } from "../ports/storage.ts";
import { createStore } from "../store.ts";
import { incomingMessage } from "../../../test/incoming.ts";
import { silentLog } from "../ports/log.ts";
import { createEntryStorage } from "./outbox-entry.ts";
import { createOutbox, type Outbox } from "./outbox.ts";

/** Possible outcomes of one attempt to send. */
type Fate = "arrives" | "answer lost" | "request lost" | "crash before" | "crash after" | "busy";

const fate = fc.constantFrom<Fate[]>(
  "arrives",
  "answer lost",
  "request lost",
  "crash before",
  "crash after",
  "busy",
);

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
};

/** A server, and pages that come and go over one storage. Time is frozen until it is advanced. */
function world(fates: Fate[], isIdempotent: boolean) {
  const storage = memoryStorage();
  const history: IncomingMessage[] = [];
  const replies = new Map<string, IncomingMessage>();
  const timers = new Set<() => void>();
  let now = 0;
  let isDead = false;

  const accept = (key: string, body: string): IncomingMessage => {
    const earlier = isIdempotent ? replies.get(key) : undefined;
    if (earlier !== undefined) return earlier;
    const at = history.length + 1;
    const message = incomingMessage(`m${history.length}`, { senderId: "me", body, at });
    history.push(message);
    replies.set(key, message);
    return message;
  };

  /** A page; one that is opened again reads the history, as every page does before it sends. */
  const openPage = (isAgain = false): Outbox => {
    let isAlive = true;
    isDead = false;
    const store = createStore(
      reduce(emptyConversation, {
        type: "session",
        conversationId: "c",
        ownId: "me" as MemberId,
        isResumed: false,
      }),
      reduce,
    );
    const crash = (): Promise<never> => {
      isAlive = false;
      isDead = true;
      return new Promise(() => undefined);
    };
    const outbox = createOutbox({
      clock: {
        now: () => ++now,
        after(_, callback) {
          const run = (): void => {
            timers.delete(run);
            if (isAlive) callback();
          };
          timers.add(run);
          return () => void timers.delete(run);
        },
      },
      random: { next: () => 0.5, id: () => `k${++now}` },
      storage: createEntryStorage(storage, "outbox:", silentLog),
      dispatch: store.dispatch,
      canSend: () => isAlive,
      confirm: async () => true,
      newestAt: () => newestAt(store.get()),
      isSent: (key) => store.get().messages.get(key)?.delivery.kind === "sent",
      async post(key, body) {
        switch (fates.shift() ?? "arrives") {
          case "arrives":
            return accept(key, body);
          case "answer lost":
            accept(key, body);
            throw new ParlorError("offline", "");
          case "request lost":
            throw new ParlorError("offline", "");
          case "busy":
            throw new ParlorError("rate-limited", "", { retryAfterMs: 1 });
          case "crash before":
            return crash();
          case "crash after":
            accept(key, body);
            return crash();
        }
      },
      beforeSend: () => undefined,
      async lookUp(body) {
        if (isIdempotent) return null;
        const known = new Set(
          [...store.get().messages.values()].map(({ delivery }) =>
            delivery.kind === "sent" ? delivery.id : null,
          ),
        );
        return history.find((one) => one.body === body && !known.has(one.id as never)) ?? null;
      },
    });
    if (isAgain) {
      outbox.restore();
      store.dispatch({ type: "received", messages: [...history] });
      outbox.pump();
    }
    return outbox;
  };

  return {
    history,
    storage,
    openPage,
    /** Runs everything that only needs time to pass; opens a page again that has crashed. */
    async live(page: Outbox): Promise<Outbox> {
      let current = page;
      for (let turn = 0; turn < 200; turn++) {
        await settle();
        if (isDead) {
          current = openPage(true);
        } else if (timers.size > 0) {
          for (const run of Array.from(timers)) run();
        } else break;
      }
      return current;
    },
  };
}

test.each([true, false])(
  "every message arrives once and in order, for any results of attempts, any reloads and equal texts (idempotent server: %s)",
  async (isIdempotent) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fate, { maxLength: 12 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 5 }),
        async (fates, count, different) => {
          const { history, storage, openPage, live } = world([...fates], isIdempotent);
          let page = openPage();
          const bodies = Array.from({ length: count }, (_, n) => `text ${n % different}`);
          for (const body of bodies) {
            page.add(body);
            if (fates.length % 2 === 0) page = await live(page);
          }
          await live(page);
          // Being busy counts as a try; after the third, the message fails
          // and is left to the guest.
          if (fates.filter((one) => one === "busy").length > 2) return;
          expect(history.map((message) => message.body)).toEqual(bodies);
          expect(storage.keys("")).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  },
);

test("unreadable items in storage are left alone", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      const { storage, openPage } = world([], true);
      storage.set("outbox:k", text);
      expect(() => openPage().restore()).not.toThrow();
    }),
  );
});

test("a message that another tab wrote is taken over once", async () => {
  const { history, openPage, live } = world([], true);
  const page = openPage();
  page.adopt("k" as MessageKey, "from the other tab", 1);
  page.adopt("k" as MessageKey, "from the other tab", 1);
  await live(page);
  expect(history.map((message) => message.body)).toEqual(["from the other tab"]);
});

test("a message is sent within the same task when nothing has to be asked first", () => {
  const posted: string[] = [];
  const outbox = createOutbox({
    clock: { now: () => 1, after: () => () => undefined },
    random: { next: () => 0.5, id: () => "k" },
    storage: createEntryStorage(memoryStorage(), "outbox:", silentLog),
    dispatch: () => undefined,
    canSend: () => true,
    confirm: () => true,
    newestAt: () => 0,
    isSent: () => false,
    post(_, body) {
      posted.push(body);
      return new Promise(() => undefined);
    },
    beforeSend: () => undefined,
    lookUp: async () => null,
  });
  outbox.add("Good evening");
  expect(posted).toEqual(["Good evening"]);
});

test.each([
  ["one that a send fails with", "conversation-ended", "conversation-ended"],
  ["one of a later version", "too-many-letters", "refused"],
  ["a name that every object has", "constructor", "refused"],
  ["none at all", 7, null],
])("a stored failure whose code is %s is read", (_, stored, expected) => {
  const storage = memoryStorage();
  const entry = { version: 1, body: "Hello", at: 1, isInDoubt: false, failed: stored };
  storage.set("outbox:k", JSON.stringify(entry));
  const entries = createEntryStorage(storage, "outbox:", silentLog);
  expect(entries.load("k" as MessageKey, 1)?.failed).toBe(expected);
});
