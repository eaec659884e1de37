import fc from "fast-check";
import { expect, test } from "vitest";
import { memoryStorage, type Storage } from "../../../src/transport/ports/storage.ts";
import type { DraftChoice } from "./draft-choices.ts";
import { Outbox } from "./outbox.ts";
import { hasArrived, type Heard, type NotSent, type Posted } from "./unsent-message.ts";

/** Longer with `FUZZ_RUNS` in the environment. */
const { env } = (globalThis as unknown as { process: { env: Record<string, string | undefined> } })
  .process;
const RUNS = Number(env["FUZZ_RUNS"] ?? 300);

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

interface Message {
  readonly id: string;
  readonly legId: string;
  readonly body: string;
  readonly choices: readonly string[];
}

interface Request {
  readonly conversationId: string;
  readonly legId: string;
  readonly key: string;
  readonly body: string;
  readonly choices: readonly DraftChoice[];
  readonly answer: (posted: Posted) => void;
}

/**
 * A server of several conversations behind a slow network: each request waits until the test lets
 * it arrive, lets it get lost, or both.
 */
function world(storage: Storage = memoryStorage()) {
  const history = new Map<string, Message[]>();
  const first = new Map<string, Message>();
  /** The leg of this agent that is connected in each conversation. */
  const legs = new Map<string, string | null>();
  const ended = new Set<string>();
  const under: Request[] = [];
  const failures: string[] = [];
  let now = 1_000_000;
  let count = 0;
  let isHistoryDown = false;

  const said = (id: string): Message[] => {
    const messages = history.get(id) ?? [];
    history.set(id, messages);
    return messages;
  };
  const say = (
    id: string,
    legId: string,
    body: string,
    choices: readonly string[] = [],
  ): Message => {
    const message = { id: `m${++count}`, legId, body, choices };
    said(id).push(message);
    return message;
  };
  const heard = (id: string): Heard[] =>
    said(id).map(({ id: messageId, legId, body, choices }) => ({
      id: messageId,
      body,
      isOwn: legId !== "guest",
      files: [],
      choices,
    }));

  /**
   * Responds as the server does. Keys belong to a leg, which is the strictest reading of the
   * contract.
   */
  const accept = ({ conversationId, legId, key, body, choices }: Request): Posted => {
    if (ended.has(conversationId)) return { kind: "refused", reason: "ended" };
    if (legs.get(conversationId) !== legId) return { kind: "refused", reason: "left" };
    const known = first.get(`${conversationId} ${legId} ${key}`);
    const texts = choices.map(({ text }) => text);
    const message = known ?? say(conversationId, legId, body, texts);
    first.set(`${conversationId} ${legId} ${key}`, message);
    return { kind: "sent", id: message.id };
  };

  const open = (): Outbox =>
    new Outbox({
      storage,
      prefix: "desk:noor:",
      now: () => now,
      newKey: () => `k${++count}`,
      post: (conversationId, legId, { key, body, choices }) =>
        new Promise((answer) => under.push({ conversationId, legId, key, body, choices, answer })),
      async history(id) {
        if (isHistoryDown) throw new TypeError("offline");
        return heard(id);
      },
      changed: (id, hasFailed) => void (hasFailed && failures.push(id)),
    });

  return {
    storage,
    legs,
    ended,
    under,
    failures,
    said,
    say,
    heard,
    accept,
    open,
    pass: (ms: number) => void (now += ms),
    breakHistory: (isDown: boolean) => void (isHistoryDown = isDown),
    /** The oldest request arrives, and so does its answer. */
    async arrive(): Promise<void> {
      const request = under.shift();
      request?.answer(accept(request));
      await settle();
    },
    /** The oldest request is refused, or lost on the way there. */
    async fail(posted: Posted = { kind: "lost", reason: "connection" }): Promise<void> {
      under.shift()?.answer(posted);
      await settle();
    },
    /** The oldest request arrives, and its answer is lost. */
    async loseAnswer(): Promise<void> {
      const request = under.shift();
      if (request === undefined) return;
      accept(request);
      request.answer({ kind: "lost", reason: "connection" });
      await settle();
    },
  };
}

const bodies = (messages: readonly Message[]): string[] => messages.map(({ body }) => body);
/** In the long test the second text of each conversation has choices. */
const choicesOf = (text: string): readonly DraftChoice[] =>
  text.startsWith("1") ? [{ text: "Yes", payload: "y" }, { text: "No" }] : [];
const rows = (outbox: Outbox, id: string): string[] =>
  outbox
    .of(id)
    .unsent.map(({ body, delivery }) =>
      delivery.kind === "failed" ? `${body}: ${delivery.reason}` : `${body}: ${delivery.kind}`,
    );
const keyOf = (outbox: Outbox, id: string, n = 0): string => outbox.of(id).unsent[n]?.key ?? "";

test("a message goes to the conversation in which Enter was pressed, with the leg of that moment", async () => {
  const { legs, open, said, under, arrive } = world();
  legs.set("mara", "leg-mara").set("oskar", "leg-oskar");
  const outbox = open();
  outbox.write("mara", "leg-mara", "For Mara");
  outbox.write("oskar", "leg-oskar", "For Oskar");
  expect(under.map(({ conversationId, legId }) => [conversationId, legId])).toEqual([
    ["mara", "leg-mara"],
    ["oskar", "leg-oskar"],
  ]);
  await arrive();
  await arrive();
  expect(bodies(said("mara"))).toEqual(["For Mara"]);
  expect(bodies(said("oskar"))).toEqual(["For Oskar"]);
  expect(outbox.conversations()).toEqual([]);
});

test("a message without a leg stays in its conversation as not sent, and is never posted", async () => {
  const { open, under, failures } = world();
  const outbox = open();
  outbox.write("mara", null, "Too late");
  await settle();
  expect(under).toEqual([]);
  expect(rows(outbox, "mara")).toEqual(["Too late: left"]);
  expect(failures).toEqual(["mara"]);
});

test("Retry sends to the conversation of the message, with its key", async () => {
  const { legs, open, said, fail, arrive, under } = world();
  legs.set("mara", "leg-mara").set("oskar", "leg-oskar");
  const outbox = open();
  outbox.write("mara", "leg-mara", "SECRET for Mara");
  const key = keyOf(outbox, "mara");
  await fail();
  expect(rows(outbox, "mara")).toEqual(["SECRET for Mara: connection"]);
  expect(rows(outbox, "oskar")).toEqual([]);
  outbox.retry("mara", key, "leg-mara");
  expect(under[0]?.key).toBe(key);
  await arrive();
  expect(bodies(said("mara"))).toEqual(["SECRET for Mara"]);
  expect(bodies(said("oskar"))).toEqual([]);
});

test("Retry of a message that is on its way does nothing", async () => {
  const { legs, open, under } = world();
  legs.set("mara", "leg-mara");
  const outbox = open();
  outbox.write("mara", "leg-mara", "Once");
  outbox.retry("mara", keyOf(outbox, "mara"), "leg-mara");
  await settle();
  expect(under).toHaveLength(1);
});

test("Delete removes the message there, and nowhere else", async () => {
  const { legs, open, fail } = world();
  legs.set("mara", "leg-mara").set("oskar", "leg-oskar");
  const outbox = open();
  outbox.write("mara", "leg-mara", "Wrong");
  outbox.write("oskar", "leg-oskar", "Right");
  await fail();
  await fail();
  outbox.discard("oskar", keyOf(outbox, "mara"));
  expect(rows(outbox, "mara")).toEqual(["Wrong: connection"]);
  outbox.discard("mara", keyOf(outbox, "mara"));
  expect(rows(outbox, "mara")).toEqual([]);
  expect(rows(outbox, "oskar")).toEqual(["Right: connection"]);
});

test("the messages of one conversation are posted one at a time, in order; those of another do not wait", async () => {
  const { legs, open, said, under, arrive } = world();
  legs.set("mara", "leg-mara").set("oskar", "leg-oskar");
  const outbox = open();
  for (const body of ["one", "two", "three"]) outbox.write("mara", "leg-mara", body);
  outbox.write("oskar", "leg-oskar", "elsewhere");
  expect(under.map(({ body }) => body)).toEqual(["one", "elsewhere"]);
  for (let n = 0; n < 4; n++) await arrive();
  expect(bodies(said("mara"))).toEqual(["one", "two", "three"]);
});

test("when a message is not sent, those behind it are held, and none overtakes it", async () => {
  const { legs, open, said, fail, under, arrive } = world();
  legs.set("mara", "leg-mara");
  const outbox = open();
  outbox.write("mara", "leg-mara", "It is not cancelled.");
  outbox.write("mara", "leg-mara", "So travel as planned.");
  await fail();
  expect(under).toEqual([]);
  expect(rows(outbox, "mara")).toEqual([
    "It is not cancelled.: connection",
    "So travel as planned.: held",
  ]);
  outbox.retry("mara", keyOf(outbox, "mara", 0), "leg-mara");
  outbox.retry("mara", keyOf(outbox, "mara", 1), "leg-mara");
  await arrive();
  await arrive();
  expect(bodies(said("mara"))).toEqual(["It is not cancelled.", "So travel as planned."]);
});

test("a text that the server refuses does not hold what was written after it", async () => {
  const { legs, open, fail, under } = world();
  legs.set("mara", "leg-mara");
  const outbox = open();
  outbox.write("mara", "leg-mara", "long");
  outbox.write("mara", "leg-mara", "short");
  await fail({ kind: "refused", reason: "too-long" });
  expect(rows(outbox, "mara")).toEqual(["long: too-long", "short: sending"]);
  expect(under).toHaveLength(1);
});

test("a send whose answer was lost is repeated with the same leg and key, and arrives once", async () => {
  const { legs, open, said, loseAnswer, arrive, under } = world();
  legs.set("mara", "leg-mara");
  const outbox = open();
  outbox.write("mara", "leg-mara", "Berth 33");
  await loseAnswer();
  expect(rows(outbox, "mara")).toEqual(["Berth 33: connection"]);
  outbox.retry("mara", keyOf(outbox, "mara"), "leg-mara");
  expect(under[0]).toMatchObject({ legId: "leg-mara", key: keyOf(outbox, "mara") });
  await arrive();
  expect(bodies(said("mara"))).toEqual(["Berth 33"]);
  expect(rows(outbox, "mara")).toEqual([]);
});

test("the history settles what is in doubt: what stands there is sent", async () => {
  const { legs, open, heard, loseAnswer } = world();
  legs.set("mara", "leg-mara");
  const outbox = open();
  outbox.heard("mara", heard("mara"));
  outbox.write("mara", "leg-mara", "Berth 33");
  await loseAnswer();
  outbox.heard("mara", heard("mara"));
  expect(rows(outbox, "mara")).toEqual([]);
});

test("a message under way whose event was faster than its reply is known to have arrived", async () => {
  const { legs, open, heard, say } = world();
  legs.set("mara", "leg-mara");
  const outbox = open();
  outbox.heard("mara", heard("mara"));
  outbox.write("mara", "leg-mara", "Berth 33");
  const arrived = (): boolean[] => {
    const { unsent } = outbox.of("mara");
    return unsent.map((message) => hasArrived(message, unsent, heard("mara")));
  };
  expect(arrived()).toEqual([false]);
  say("mara", "leg-mara", "Berth 33");
  expect(arrived()).toEqual([true]);
  expect(outbox.of("mara").unsent).toHaveLength(1);
});

test("an equal text that stood in the history before settles nothing", async () => {
  const { legs, open, say, heard, fail } = world();
  legs.set("mara", "leg-mara");
  say("mara", "leg-before", "Hello");
  const outbox = open();
  outbox.heard("mara", heard("mara"));
  outbox.write("mara", "leg-mara", "Hello");
  await fail();
  outbox.heard("mara", heard("mara"));
  expect(rows(outbox, "mara")).toEqual(["Hello: connection"]);
});

test("two equal texts in doubt are not taken for one another", async () => {
  const { legs, open, heard, said, fail, loseAnswer, arrive } = world();
  legs.set("mara", "leg-mara");
  const outbox = open();
  outbox.heard("mara", heard("mara"));
  outbox.write("mara", "leg-mara", "ok");
  await fail();
  outbox.write("mara", "leg-mara", "ok");
  await loseAnswer();
  outbox.heard("mara", heard("mara"));
  expect(rows(outbox, "mara")).toEqual(["ok: connection", "ok: connection"]);
  for (let n = 0; n < 2; n++) {
    outbox.retry("mara", keyOf(outbox, "mara"), "leg-mara");
    await arrive();
  }
  expect(bodies(said("mara"))).toEqual(["ok", "ok"]);
});

test("a text in doubt is not taken for an equal one that was acknowledged after it", async () => {
  const { legs, open, heard, fail, arrive } = world();
  legs.set("mara", "leg-mara");
  const outbox = open();
  outbox.heard("mara", heard("mara"));
  outbox.write("mara", "leg-mara", "ok");
  await fail();
  outbox.write("mara", "leg-mara", "ok");
  await arrive();
  outbox.heard("mara", heard("mara"));
  expect(rows(outbox, "mara")).toEqual(["ok: connection"]);
});

test("a history that was read before a message arrived does not settle a later, equal one", async () => {
  const { legs, open, heard, fail, arrive } = world();
  legs.set("mara", "leg-mara");
  const outbox = open();
  const old = heard("mara");
  outbox.heard("mara", old);
  outbox.write("mara", "leg-mara", "ok");
  await arrive();
  outbox.heard("mara", old);
  outbox.write("mara", "leg-mara", "ok");
  await fail();
  outbox.heard("mara", heard("mara"));
  expect(rows(outbox, "mara")).toEqual(["ok: connection"]);
});

test("choices are sent with their text, and the draft has none of them any more", async () => {
  const { legs, open, under } = world();
  legs.set("mara", "leg-mara");
  const outbox = open();
  const choices = [{ text: "Lyon", payload: "l" }, { text: "Paris" }];
  outbox.set("mara", { draft: "Which?", choices });
  outbox.write("mara", "leg-mara", "Which?", { choices });
  expect(under[0]).toMatchObject({ body: "Which?", choices });
  expect(outbox.of("mara")).toMatchObject({ draft: "", choices: [] });
});

test("drafted and unsent choices are there after a reload, and arrive once with the same key", async () => {
  const { legs, open, said, loseAnswer, arrive } = world();
  legs.set("mara", "leg-mara");
  const before = open();
  const choices = [{ text: "Lyon", payload: "l" }, { text: "Paris" }];
  before.write("mara", "leg-mara", "Which?", { choices });
  before.set("mara", { choices: [{ text: "Half" }, { text: "" }] });
  await loseAnswer();
  before.close();
  const after = open();
  expect(after.of("mara").choices).toEqual([{ text: "Half" }, { text: "" }]);
  expect(after.of("mara").unsent).toMatchObject([{ body: "Which?", choices }]);
  after.retry("mara", keyOf(after, "mara"), "leg-mara");
  await arrive();
  expect(said("mara").map((one) => [one.body, one.choices])).toEqual([
    ["Which?", ["Lyon", "Paris"]],
  ]);
  expect(rows(after, "mara")).toEqual([]);
});

test.each([[["Lyon"]], [[]], [["Lyon", "Paris", "Wien"]]])(
  "a text in doubt with two choices is not taken for an equal one with %j",
  async (others) => {
    const { legs, open, say, heard, fail } = world();
    legs.set("mara", "leg-mara");
    const outbox = open();
    outbox.heard("mara", heard("mara"));
    const choices = [{ text: "Lyon" }, { text: "Paris" }];
    outbox.write("mara", "leg-mara", "Which?", { choices });
    await fail();
    say("mara", "leg-mara", "Which?", others);
    outbox.heard("mara", heard("mara"));
    expect(rows(outbox, "mara")).toEqual(["Which?: connection"]);
    say("mara", "leg-mara", "Which?", ["Lyon", "Paris"]);
    outbox.heard("mara", heard("mara"));
    expect(rows(outbox, "mara")).toEqual([]);
  },
);

test("when the leg has ended, the message stays there with the reason, and Retry without a leg posts nothing", async () => {
  const { legs, open, arrive, under, said } = world();
  legs.set("mara", "leg-1");
  const outbox = open();
  outbox.write("mara", "leg-1", "One more thing");
  legs.set("mara", null);
  await arrive();
  expect(rows(outbox, "mara")).toEqual(["One more thing: left"]);
  outbox.retry("mara", keyOf(outbox, "mara"), null);
  await settle();
  expect(under).toEqual([]);
  expect(said("mara")).toEqual([]);
});

test("when the chat has come back to the agent, Retry uses the present leg", async () => {
  const { legs, open, arrive, said } = world();
  legs.set("mara", "leg-1");
  const outbox = open();
  outbox.write("mara", "leg-1", "One more thing");
  legs.set("mara", "leg-2");
  await arrive();
  expect(rows(outbox, "mara")).toEqual(["One more thing: left"]);
  outbox.retry("mara", keyOf(outbox, "mara"), "leg-2");
  await arrive();
  expect(said("mara")).toMatchObject([{ legId: "leg-2", body: "One more thing" }]);
});

test.each([
  ["had arrived", true],
  ["had not arrived", false],
])("a send in doubt %s, the chat went and came back: it arrives once", async (_, hadArrived) => {
  const { legs, open, heard, loseAnswer, fail, arrive, said, under } = world();
  legs.set("mara", "leg-1");
  const outbox = open();
  outbox.heard("mara", heard("mara"));
  outbox.write("mara", "leg-1", "One more thing");
  await (hadArrived ? loseAnswer() : fail());
  legs.set("mara", "leg-2");
  outbox.retry("mara", keyOf(outbox, "mara"), "leg-2");
  // The leg with which it may have arrived is asked first.
  expect(under[0]?.legId).toBe("leg-1");
  await arrive();
  await arrive();
  expect(bodies(said("mara"))).toEqual(["One more thing"]);
  expect(rows(outbox, "mara")).toEqual([]);
});

test("while the history cannot be read, a send in doubt is not sent with another leg", async () => {
  const { legs, open, heard, fail, arrive, under, breakHistory } = world();
  legs.set("mara", "leg-1");
  const outbox = open();
  outbox.heard("mara", heard("mara"));
  outbox.write("mara", "leg-1", "One more thing");
  await fail();
  legs.set("mara", "leg-2");
  breakHistory(true);
  outbox.retry("mara", keyOf(outbox, "mara"), "leg-2");
  await arrive();
  expect(under).toEqual([]);
  expect(rows(outbox, "mara")).toEqual(["One more thing: left"]);
  expect(outbox.of("mara").unsent[0]?.isInDoubt).toBe(true);
});

test.each<NotSent>(["busy", "signed-out", "connection"])(
  "a repetition that the server did not look at (%s) leaves the message in doubt",
  async (reason) => {
    const { legs, open, fail } = world();
    legs.set("mara", "leg-1");
    const outbox = open();
    outbox.write("mara", "leg-1", "Once");
    await fail();
    outbox.retry("mara", keyOf(outbox, "mara"), "leg-1");
    await fail({ kind: "refused", reason });
    expect(outbox.of("mara").unsent[0]).toMatchObject({ isInDoubt: true, delivery: { reason } });
  },
);

test("drafts, wrap-ups and transfer notes stay with their conversation, and survive a reload", () => {
  const { open } = world();
  const outbox = open();
  outbox.set("mara", { draft: "Half a sent" });
  outbox.set("oskar", {
    wrapUp: { code: "solved", note: "Berth 33" },
    transferNote: "Is in a hurry",
  });
  const next = open();
  expect(next.of("mara")).toMatchObject({ draft: "Half a sent", transferNote: "" });
  expect(next.of("oskar")).toMatchObject({
    draft: "",
    wrapUp: { code: "solved", note: "Berth 33" },
    transferNote: "Is in a hurry",
  });
});

test("a message that was being sent when the page closed is sent again with its key, and arrives once", async () => {
  const { legs, open, said, accept, under, arrive } = world();
  legs.set("mara", "leg-mara");
  const outbox = open();
  outbox.write("mara", "leg-mara", "Berth 33");
  outbox.write("mara", "leg-mara", "Coach 12");
  outbox.close();
  const [lost] = under.splice(0);
  if (lost !== undefined) accept(lost);
  const next = open();
  next.resume();
  expect(under[0]?.key).toBe(lost?.key);
  await arrive();
  await arrive();
  expect(bodies(said("mara"))).toEqual(["Berth 33", "Coach 12"]);
  expect(next.conversations()).toEqual([]);
});

test("a message that waited for hours is not sent unasked", async () => {
  const { legs, open, pass, under, arrive, said } = world();
  legs.set("mara", "leg-mara");
  const outbox = open();
  outbox.write("mara", "leg-mara", "Good evening");
  outbox.close();
  under.splice(0);
  pass(8 * 60 * 60 * 1000);
  const next = open();
  next.resume();
  await settle();
  expect(under).toEqual([]);
  expect(rows(next, "mara")).toEqual(["Good evening: interrupted"]);
  next.retry("mara", keyOf(next, "mara"), "leg-mara");
  await arrive();
  expect(bodies(said("mara"))).toEqual(["Good evening"]);
});

test("another user's outbox in the same storage is another, and erasing one leaves nothing of it", async () => {
  const { storage, open, legs, under } = world();
  legs.set("mara", "leg-mara");
  storage.set("desk:tomas:mara", "theirs");
  const outbox = open();
  outbox.set("mara", { draft: "Half a sent" });
  outbox.write("oskar", null, "Not sent");
  outbox.write("mara", "leg-mara", "On its way");
  outbox.erase();
  expect(storage.keys("desk:noor:")).toEqual([]);
  expect(storage.get("desk:tomas:mara")).toBe("theirs");
  // An answer that comes late brings nothing back.
  under.shift()?.answer({ kind: "lost", reason: "connection" });
  await settle();
  expect(storage.keys("desk:noor:")).toEqual([]);
});

test("stored text that is damaged, foreign or of another version is left alone", () => {
  for (const stored of ["", "{", "null", "[]", '{"version":2,"draft":"x"}', '"text"']) {
    const { storage, open } = world();
    storage.set("desk:noor:mara", stored);
    expect(open().conversations()).toEqual([]);
  }
  const { storage, open } = world();
  const unsent = [null, { key: 1 }, { key: "k", body: "b", at: 1, delivery: { kind: "failed" } }];
  storage.set("desk:noor:mara", JSON.stringify({ version: 1, draft: 7, unsent }));
  expect(open().of("mara")).toMatchObject({ draft: "", unsent: [{ key: "k", isInDoubt: false }] });
});

test("U+0000 and half surrogate pairs are mended before the row is drawn", () => {
  const { open } = world();
  const outbox = open();
  outbox.write("mara", null, "a\0b\uD800c");
  outbox.write("mara", null, "\0 ");
  expect(outbox.of("mara").unsent.map(({ body }) => body)).toEqual(["ab\uFFFDc"]);
});

/* ---- any interleaving ---- */

const CHATS = ["c0", "c1", "c2", "c3", "c4"] as const;

type Step =
  | { readonly do: "type" | "enter"; readonly text: number }
  | { readonly do: "switch"; readonly to: number }
  | { readonly do: "retry" | "delete"; readonly n: number }
  | { readonly do: "arrive" | "lose request" | "lose answer" | "arrive late"; readonly n: number }
  | { readonly do: "refuse"; readonly n: number; readonly reason: NotSent }
  | { readonly do: "transfer" | "return" | "end" | "read" | "guest writes"; readonly chat: number }
  | { readonly do: "reload" | "history" };

const chat = fc.nat({ max: CHATS.length - 1 });
const n = fc.nat({ max: 5 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constantFrom("type", "enter"), text: fc.nat({ max: 1 }) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("switch"), to: chat }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom("retry", "delete"), n }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom("arrive", "lose request", "lose answer", "arrive late"),
      n,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("refuse"),
      n,
      reason: fc.constantFrom<NotSent[]>("busy", "signed-out", "connection"),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom("transfer", "return", "read", "read", "guest writes"),
      chat,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("end"), chat }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("reload", "history") }) },
);

/** Counts the agent's actions by conversation and text. */
class Ledger {
  readonly #counts = new Map<string, number>();
  add(id: string, body: string): void {
    this.#counts.set(`${id} ${body}`, this.of(id, body) + 1);
  }
  of(id: string, body: string): number {
    return this.#counts.get(`${id} ${body}`) ?? 0;
  }
}

async function live(steps: readonly Step[]): Promise<void> {
  const { legs, ended, under, said, say, heard, accept, open, breakHistory } = world();
  const [written, deleted] = [new Ledger(), new Ledger()];
  const drafts = new Map<string, string>();
  const late: Request[] = [];
  let legCount = 0;
  let isHistoryDown = false;
  let selected: string = CHATS[0];
  for (const id of CHATS) legs.set(id, `leg${++legCount}`);
  let outbox = open();

  for (const now of steps) {
    const id = selected;
    // A text says where it was written; some are written twice.
    const text = "text" in now ? `${now.text} in ${id}` : "";
    const row = "n" in now ? outbox.of(id).unsent.at(now.n) : undefined;
    const request =
      "n" in now && under.length > 0 ? under.splice(now.n % under.length, 1)[0] : undefined;
    if (request !== undefined && (now.do === "retry" || now.do === "delete")) under.push(request);
    switch (now.do) {
      case "type":
        drafts.set(id, text);
        outbox.set(id, { draft: text });
        break;
      case "enter":
        drafts.set(id, "");
        written.add(id, text);
        outbox.write(id, legs.get(id) ?? null, text, { choices: choicesOf(text) });
        break;
      case "switch":
        selected = CHATS[now.to] ?? selected;
        break;
      case "retry":
        outbox.retry(id, row?.key ?? "", legs.get(id) ?? null);
        break;
      case "delete":
        if (row?.delivery.kind !== "failed") break;
        deleted.add(id, row.body);
        outbox.discard(id, row.key);
        break;
      case "arrive":
        request?.answer(accept(request));
        break;
      case "lose request":
        request?.answer({ kind: "lost", reason: "connection" });
        break;
      case "lose answer":
        if (request !== undefined) accept(request);
        request?.answer({ kind: "lost", reason: "connection" });
        break;
      case "arrive late":
        // The page gives up; the request is still on its way.
        request?.answer({ kind: "lost", reason: "connection" });
        if (request !== undefined) late.push(request);
        break;
      case "refuse":
        request?.answer({ kind: "refused", reason: now.reason });
        break;
      case "transfer":
        legs.set(CHATS[now.chat] ?? "", null);
        break;
      case "return":
        legs.set(CHATS[now.chat] ?? "", `leg${++legCount}`);
        break;
      case "end":
        ended.add(CHATS[now.chat] ?? "");
        legs.set(CHATS[now.chat] ?? "", null);
        break;
      case "read":
        outbox.heard(CHATS[now.chat] ?? "", heard(CHATS[now.chat] ?? ""));
        break;
      case "guest writes":
        say(CHATS[now.chat] ?? "", "guest", "0 in c0");
        break;
      case "history":
        isHistoryDown = !isHistoryDown;
        breakHistory(isHistoryDown);
        break;
      case "reload":
        outbox.close();
        late.push(...under.splice(0));
        outbox = open();
        outbox.resume();
        for (const request of late.splice(0)) accept(request);
        break;
    }
    await settle();
    check();
  }
  // The network gets well: all that is under way arrives.
  for (const request of late) accept(request);
  breakHistory(false);
  for (let turn = 0; turn < 200 && under.length > 0; turn++) {
    const request = under.shift();
    request?.answer(accept(request));
    await settle();
  }
  check();
  expect(under).toEqual([]);
  for (const id of CHATS) {
    for (const message of outbox.of(id).unsent) expect(message.delivery.kind).toBe("failed");
    for (let number = 0; number <= 1; number++) accountFor(id, `${number} in ${id}`);
  }

  function check(): void {
    for (const id of CHATS) {
      expect(outbox.of(id).draft).toBe(drafts.get(id) ?? "");
      for (const { legId, body, choices } of said(id)) {
        if (legId === "guest") continue;
        expect(body).toMatch(new RegExp(` in ${id}$`));
        expect(choices).toEqual(choicesOf(body).map(({ text }) => text));
      }
      for (const { body } of outbox.of(id).unsent) expect(body).toMatch(new RegExp(` in ${id}$`));
    }
  }
  /**
   * Every text has arrived once or is listed as not sent; only a text in doubt or a deleted one may
   * be both.
   */
  function accountFor(id: string, body: string): void {
    const arrived = said(id).filter((one) => one.body === body && one.legId !== "guest").length;
    const unsent = outbox.of(id).unsent.filter((one) => one.body === body);
    const certain = unsent.filter((one) => !one.isInDoubt).length;
    const gone = deleted.of(id, body);
    expect(arrived).toBeLessThanOrEqual(written.of(id, body) - certain);
    expect(arrived + unsent.length + gone).toBeGreaterThanOrEqual(written.of(id, body));
  }
}

test("over five conversations, however writing, switching, failing, retrying, deleting, reloading, transfer and end interleave: every text arrives once where it was written, or stays there", {
  timeout: 20_000 + RUNS * 100,
}, async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), live), {
    numRuns: RUNS,
  });
});
