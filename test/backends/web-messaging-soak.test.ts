import { expect, test } from "vitest";
import { runSchedule, type Outcome } from "./run-schedule.ts";
import { makeSchedule, type Schedule } from "./schedule.ts";

/*
 * A guest, an agent and a service that breaks, in random schedules. SOAK_SCHEDULES says how many;
 * SOAK_SEED repeats one.
 */

const count = Number(process.env["SOAK_SCHEDULES"] ?? 100);
const only = process.env["SOAK_SEED"];
const seeds = only === undefined ? Array.from({ length: count }, (_, n) => n + 1) : [Number(only)];
const AT_ONCE = 8;

type Lived = Outcome & { readonly schedule: Schedule };

async function liveThrough(schedules: readonly Schedule[]): Promise<readonly Lived[]> {
  const nothing = { said: 0, reloads: 0, doubles: 0, recoveryMs: 0 };
  const lived: Lived[] = [];
  const waiting = [...schedules];
  const live = async (): Promise<void> => {
    for (let schedule = waiting.shift(); schedule !== undefined; schedule = waiting.shift()) {
      const outcome = await runSchedule(schedule).catch(
        (error: unknown): Outcome => ({ ...nothing, complaint: String(error) }),
      );
      lived.push({ ...outcome, schedule });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, live));
  return lived;
}

const told = ({ schedule: { seed, steps } }: Lived): string =>
  `seed ${seed}\n  ${steps.map(({ at, what }) => `${at} ${what}`).join("; ")}`;

test(`${seeds.length} random schedules: at the end both transcripts hold every message, once`, {
  timeout: 120_000 + seeds.length * 5_000,
}, async () => {
  const lived = await liveThrough(seeds.map(makeSchedule));
  const sum = (of: (one: Lived) => number): number =>
    lived.reduce((total, one) => total + of(one), 0);
  const recovery = lived.map(({ recoveryMs }) => recoveryMs).toSorted((a, b) => a - b);
  const failed = lived.filter(({ complaint }) => complaint !== "");
  process.stdout.write(
    `soak: ${lived.length} schedules, ${sum(({ said }) => said)} messages, ${sum(({ reloads }) => reloads)} reloads, ` +
      `${failed.length} failed, ${sum(({ doubles }) => doubles)} doubles; ` +
      `whole again after ${recovery[Math.floor(recovery.length / 2)]} ms (median)\n`,
  );
  const doubled = lived.filter(({ doubles }) => doubles > 0);
  expect([
    ...failed.map((one) => `${one.complaint}: ${told(one)}`),
    // Nothing of the service answers too late to be found before a message is sent again.
    ...doubled.map((one) => `doubled: ${told(one)}`),
  ]).toEqual([]);
});
