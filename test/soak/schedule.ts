/** Numbers that look random and come again with the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** An event in one chat and its time, in ms of the fast clock from the chat's start. */
export interface Step {
  readonly at: number;
  readonly what:
    | "guest says"
    | "agent says"
    | "lose the answer"
    | "refuse the request"
    | "reset the answer"
    | "swallow the answer"
    | "deliver the request late"
    | "answer 503"
    | "answer 429"
    | "lose the history"
    | "cut the stream"
    | "silence the stream"
    | "block sockets"
    | "slam sockets"
    | "go offline"
    | "double the frames"
    | "shuffle the frames"
    | "drop the frames"
    | "heal"
    | "reload"
    | "guest sends a file"
    | "agent offers choices"
    | "guest answers"
    | (typeof fileFaults)[number];
}

/** Faults on the way of a file. */
const fileFaults = [
  "cut the bytes",
  "cut the bytes, unseen by the server",
  "lose the answer to the bytes",
  "lose the answer to the announcement",
  "refuse the bytes",
] as const;

export const faults = [
  "lose the answer",
  "refuse the request",
  "reset the answer",
  "swallow the answer",
  "deliver the request late",
  "answer 503",
  "answer 429",
  "lose the history",
  "cut the stream",
  "silence the stream",
  "block sockets",
  "slam sockets",
  "go offline",
  "double the frames",
  "shuffle the frames",
  "drop the frames",
  "heal",
  "reload",
] as const satisfies Step["what"][];

/** Faults on the way of an answer. */
const answerFaults = [
  "lose the answer",
  "refuse the request",
  "reset the answer",
  "swallow the answer",
  "answer 503",
  "cut the stream",
  "reload",
] as const satisfies Step["what"][];

const LASTS_MS = 40_000;

export interface Schedule {
  readonly seed: number;
  readonly steps: readonly Step[];
  /** How much each side says. */
  readonly words: number;
  /** How many files the guest sends. */
  readonly files: number;
  /** How often the agent offers choices, and the guest answers. */
  readonly offers: number;
}

/**
 * Makes a schedule with a single fault, which lasts for 20 s if it has a duration, and a message
 * from each side meanwhile.
 */
export function makeSingleFault(what: (typeof faults)[number], seed: number): Schedule {
  const lasts = /silence|block|slam|offline|frames/.test(what);
  return {
    seed,
    words: 1,
    files: 0,
    offers: 0,
    steps: [
      { at: 5_000, what },
      { at: 5_000, what: "guest says" },
      { at: 5_000, what: "agent says" },
      ...(lasts ? [{ at: 25_000, what: "heal" } as const] : []),
    ],
  };
}

/** Both sides say this many things, and this many faults fall between. */
export function makeSchedule(seed: number): Schedule {
  const random = seeded(seed);
  const words = 3 + Math.floor(random() * 6);
  const at = (): number => Math.floor(random() * LASTS_MS);
  const steps: Step[] = [];
  for (let n = 0; n < words; n++) {
    steps.push({ at: at(), what: "guest says" }, { at: at(), what: "agent says" });
  }
  const count = 3 + Math.floor(random() * 6);
  for (let n = 0; n < count; n++) {
    const what = faults[Math.floor(random() * faults.length)] ?? "heal";
    steps.push({ at: at(), what });
  }
  const files = Math.floor(random() * 3);
  for (let n = 0; n < files; n++) {
    const fault = fileFaults[Math.floor(random() * fileFaults.length)] ?? "cut the bytes";
    steps.push({ at: at(), what: "guest sends a file" }, { at: at(), what: fault });
  }
  const offers = Math.floor(random() * 3);
  for (let n = 0; n < offers; n++) {
    const start = at();
    const fault = answerFaults[Math.floor(random() * answerFaults.length)] ?? "lose the answer";
    steps.push({ at: start, what: "agent offers choices" });
    const answered = Math.min(LASTS_MS, start + Math.floor(random() * 4_000));
    steps.push({ at: answered, what: fault }, { at: answered, what: "guest answers" });
  }
  return { seed, steps: steps.toSorted((a, b) => a.at - b.at), words, files, offers };
}
