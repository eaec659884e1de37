import { seeded } from "../soak/schedule.ts";

/** Faults of a service that the browser talks to itself, and acts of people in between. */
export const faults = [
  "lose the echo",
  "double the echo",
  "delay the echo",
  "send the echo without its tracing id",
  "send a frame after the next one",
  "answer 5000",
  "answer 429",
  "cut the connection",
  "refuse connections",
  "lose all frames",
  "go down",
  "answer the history with 500",
  "answer the history with 401",
  "answer the history late",
  "tell the session anew",
  "give the connection away",
  "heal",
  "reload",
] as const;
export type FaultName = (typeof faults)[number];

/** An event in one conversation, and its time in ms of the fast clock. */
export interface Step {
  readonly at: number;
  readonly what: FaultName | "guest says" | "guest answers" | "agent says" | "agent asks";
}

export interface Schedule {
  readonly seed: number;
  readonly steps: readonly Step[];
}

const LASTS_MS = 40_000;

/** Both sides say three to eight things, and three to eight faults fall between. */
export function makeSchedule(seed: number): Schedule {
  const random = seeded(seed);
  const count = (): number => 3 + Math.floor(random() * 6);
  const at = (): number => Math.floor(random() * LASTS_MS);
  const words = Array.from({ length: count() }, (): readonly Step[] => [
    { at: at(), what: random() < 0.7 ? "guest says" : "guest answers" },
    { at: at(), what: random() < 0.7 ? "agent says" : "agent asks" },
  ]);
  const broken = Array.from(
    { length: count() },
    (): Step => ({
      at: at(),
      what: faults[Math.floor(random() * faults.length)] ?? "heal",
    }),
  );
  return { seed, steps: [...words.flat(), ...broken].toSorted((a, b) => a.at - b.at) };
}
