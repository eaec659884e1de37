import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startServer } from "../../server/src/start-server.ts";
import { lanternLine } from "../../server/src/testing/tenant-fixture.ts";
import { createFastClock } from "../faults/fast-clock.ts";
import { runSchedule, type Outcome } from "./run-schedule.ts";
import { makeSchedule } from "./schedule.ts";

/* `npm run soak` lives through 2,000 schedules; `npm test` through a few. SOAK_SEED replays one. */

const count = Number(process.env["SOAK_SCHEDULES"] ?? 40);
const only = process.env["SOAK_SEED"];
const seeds = only === undefined ? Array.from({ length: count }, (_, n) => n + 1) : [Number(only)];
const AT_ONCE = 10;
const SPEED = 40;

test(`${seeds.length} random schedules of faults: at the end both transcripts hold every message once`, {
  timeout: 60_000 + seeds.length * 3_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "parlor-soak-"));
  const clock = createFastClock(SPEED);
  const [deployment] = lanternLine.deployments;
  const rules = {
    ...deployment!.rules,
    createsPerMinute: 1e9,
    createsPerMinutePerAddress: 1e9,
    idleSeconds: 1e6,
    lostStreamGraceSeconds: 1e6,
  };
  const tenant = {
    ...lanternLine,
    deployments: [{ ...deployment!, rules }],
    users: lanternLine.users.map((user) => ({ ...user, capacity: 1_000 })),
  };
  const server = await startServer(
    {
      port: 0,
      host: "127.0.0.1",
      folder,
      publicUrl: null,
      isDemo: false,
      organizations: [tenant],
      logLevel: "silent",
      switchboardToken: null,
      trustsProxy: false,
    },
    { clock },
  );
  const place = {
    server,
    clock,
    organizationId: tenant.id,
    deploymentId: deployment!.id,
  };
  const outcomes: (Outcome & { seed: number })[] = [];
  const waiting = [...seeds];
  try {
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
          const outcome = await runSchedule(place, seed).catch(
            (error: unknown): Outcome => ({
              sent: 0,
              reloads: 0,
              lateDoubles: 0,
              recoveryMs: 0,
              complaint: String(error),
            }),
          );
          outcomes.push({ ...outcome, seed });
        }
      }),
    );
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
  const bad = outcomes.filter(({ complaint }) => complaint !== "");
  const lines = bad.map(({ seed, complaint }) => {
    const { steps } = makeSchedule(seed);
    return `seed ${seed}: ${complaint}\n  ${steps.map(({ at, what }) => `${at} ${what}`).join("; ")}`;
  });
  const sum = (of: (one: Outcome) => number): number =>
    outcomes.reduce((total, one) => total + of(one), 0);
  const recoveries = outcomes.map((one) => one.recoveryMs).toSorted((a, b) => a - b);
  const at = (part: number): number => recoveries[Math.floor((recoveries.length - 1) * part)] ?? 0;
  process.stdout.write(
    `soak: ${outcomes.length} schedules, ${sum((one) => one.sent)} messages, ${sum((one) => one.reloads)} reloads, ` +
      `${bad.length} failed, ${sum((one) => one.lateDoubles)} doubles that no client could prevent; ` +
      `whole again after ${at(0.5)} ms (median), ${at(0.95)} ms (95 %)\n`,
  );
  expect(lines).toEqual([]);
});
