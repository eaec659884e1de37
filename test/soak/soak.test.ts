import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { testFiles } from "../../server/src/testing/file-settings.ts";
import { defaultLimits, defaultTimeouts } from "../../server/src/plugins/limits.ts";
import { startServer } from "../../server/src/server.ts";
import { lanternLine } from "../../server/src/testing/tenant-fixture.ts";
import { filesOn } from "../contract/file-sides.ts";
import { openDesk } from "../faults/agent-desk.ts";
import { createFastClock } from "../faults/fast-clock.ts";
import { runSchedule, type Outcome } from "./run-schedule.ts";
import { faults, makeSchedule, makeSingleFault, type Schedule } from "./schedule.ts";

/*
 * `npm run soak` runs 2,000 schedules and times each fault; `npm test` runs a few. SOAK_SEED
 * replays one schedule.
 */

const count = Number(process.env["SOAK_SCHEDULES"] ?? 40);
const only = process.env["SOAK_SEED"];
const seeds = only === undefined ? Array.from({ length: count }, (_, n) => n + 1) : [Number(only)];
const AT_ONCE = 10;
const SPEED = 40;
/** How often each fault is timed. */
const TIMES = 5;

type Lived = Outcome & { readonly schedule: Schedule };

/** Lives through all of them, ten at once, at one server with a patient deployment. */
async function liveThrough(schedules: readonly Schedule[]): Promise<readonly Lived[]> {
  const folder = mkdtempSync(join(tmpdir(), "parlor-soak-"));
  const clock = createFastClock(SPEED);
  const deployment = lanternLine.deployments[0]!;
  const rules = {
    ...deployment.rules,
    createsPerMinute: 1e9,
    createsPerMinutePerAddress: 1e9,
    messagesPerMinute: 1e9,
    typingPerMinute: 1e9,
    readsPerMinute: 1e9,
    bytesPerMinute: 1e12,
    idleSeconds: 1e6,
    lostStreamGraceSeconds: 1e6,
    attachments: filesOn({ announcePerMinute: 1e9 }),
  };
  const tenant = {
    ...lanternLine,
    deployments: [{ ...deployment, rules }],
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
      testControlToken: null,
      signedDataSeconds: 600,
      retentionDays: 0,
      metrics: { listener: null, token: null },
      files: testFiles,
      keepBuildsDays: 0,
      drainSeconds: 10,
      trustedProxies: 0,
      limits: { ...defaultLimits, maxConnectionsPerAddress: 10_000 },
      timeouts: defaultTimeouts,
    },
    { clock },
  );
  const place = { server, clock, organizationId: tenant.id, deploymentId: deployment.id };
  const nothing = { sent: 0, reloads: 0, lateDoubles: 0, recoveryMs: 0 };
  const lived: Lived[] = [];
  const waiting = [...schedules];
  const closeDesk = await openDesk(server.url, "u-noor");
  try {
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let schedule = waiting.shift(); schedule !== undefined; schedule = waiting.shift()) {
          const outcome = await runSchedule(place, schedule).catch(
            (error: unknown): Outcome => ({ ...nothing, complaint: String(error) }),
          );
          lived.push({ ...outcome, schedule });
        }
      }),
    );
  } finally {
    closeDesk();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return lived;
}

const failures = (lived: readonly Lived[]): string[] =>
  lived.flatMap(({ complaint, schedule: { seed, steps } }) =>
    complaint === ""
      ? []
      : `seed ${seed}: ${complaint}\n  ${steps.map(({ at, what }) => `${at} ${what}`).join("; ")}`,
  );
const faultsOf = ({ steps, words, files, offers }: Schedule): number =>
  steps.length - 2 * words - files - 2 * offers;
const quantile = (lived: readonly Lived[], part: number): number => {
  const sorted = lived.map((one) => one.recoveryMs).toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * part)] ?? 0;
};
const say = (line: string): void => void process.stdout.write(`${line}\n`);

test(`${seeds.length} random schedules of faults: at the end both transcripts hold every message once`, {
  timeout: 60_000 + seeds.length * 3_000,
}, async () => {
  const lived = await liveThrough(seeds.map(makeSchedule));
  const sum = (of: (one: Lived) => number): number =>
    lived.reduce((total, one) => total + of(one), 0);
  say(
    `soak: ${lived.length} schedules, ${sum((one) => faultsOf(one.schedule))} faults, ` +
      `${sum((one) => one.sent)} messages, ${sum((one) => one.schedule.files)} files, ${sum((one) => one.schedule.offers)} answers, ${sum((one) => one.reloads)} reloads, ${failures(lived).length} failed, ` +
      `${sum((one) => one.lateDoubles)} doubles that no client could prevent; ` +
      `whole again after ${quantile(lived, 0.5)} ms (median), ${quantile(lived, 0.95)} ms (95 %)`,
  );
  expect(failures(lived)).toEqual([]);
});

if (process.env["SOAK_TIMES"] !== undefined)
  test("each fault alone, timed from its end until both transcripts are whole", {
    timeout: 300_000,
  }, async () => {
    for (const fault of faults) {
      const schedules = Array.from({ length: TIMES }, (_, n) => makeSingleFault(fault, n + 1));
      const lived = await liveThrough(schedules);
      expect(failures(lived)).toEqual([]);
      say(`| ${fault} | ${quantile(lived, 0.5)} ms | ${quantile(lived, 1)} ms |`);
    }
  });
