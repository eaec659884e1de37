import { ms, perSecond, times, type Row, type Series } from "../figure.ts";
import { median } from "../statistics.ts";
import type { MeasuredServer } from "./measured-server.ts";
import { echoReference, rawInserts } from "./references.ts";
import type { Sides } from "./sides.ts";
import { DEPTH, sendFor, Talks } from "./talks.ts";
import { rates, tails, type Throughput } from "./throughput.ts";

/** Parlor's share of what SQLite can insert, and its gain over the baseline. */
const SHARE = 0.15;
const GAIN = 3.5;

/**
 * Messages with a key from 64 guests, 32 under way: each is on disk, acknowledged, and told to its
 * guest and to the agent before the next one of its lane.
 */
export async function measureMessages({ now, baseline, effort }: Sides): Promise<Row[]> {
  const sides = [now, ...(baseline === null ? [] : [baseline])];
  const found = new Map<MeasuredServer, Throughput[]>(sides.map((side) => [side, []]));
  const raw: number[] = [];
  const bare: Throughput[] = [];
  const talks = new Map<MeasuredServer, Talks>();
  for (const side of sides) {
    await side.start();
    const opened = new Talks();
    await opened.open(side);
    await sendFor(opened, effort.warmUpSeconds, "warm-up");
    talks.set(side, opened);
  }
  for (let run = 0; run < effort.runs; run++) {
    raw.push(await rawInserts(effort.seconds));
    bare.push(await echoReference(effort.seconds, DEPTH));
    for (const [side, opened] of talks)
      found.get(side)?.push(await sendFor(opened, effort.seconds, `run-${run}`));
  }
  for (const [side, opened] of talks) {
    await opened.close();
    await side.dispose();
  }
  const ours = found.get(now) ?? [];
  const old = baseline === null ? null : (found.get(baseline) ?? []);
  const share = median(rates(ours)) / median(raw);
  const gain = old === null ? null : median(rates(ours)) / median(rates(old));
  const withOld = (name: (of: readonly Throughput[]) => number[]): Series[] =>
    old === null ? [] : [{ name: "0eb20f0", values: name(old) }];
  return [
    {
      figure: "message on disk and told to both sides, 32 under way",
      limit: `≥ ${SHARE} × raw inserts at 32 a commit, ≥ ${GAIN} × 0eb20f0 (goal: 3,500/s)`,
      measured: `${times(share)} of ${perSecond(median(raw))}${gain === null ? "" : `, ${times(gain)} of ${perSecond(median(rates(old ?? [])))}`} (${perSecond(median(rates(ours)))}; bare ws ${perSecond(median(rates(bare)))})`,
      isKept: share >= SHARE && (gain === null || gain >= GAIN),
      unit: "/s",
      series: [
        { name: "Parlor", values: rates(ours) },
        ...withOld(rates),
        { name: "raw inserts", values: raw },
        { name: "bare ws", values: rates(bare) },
      ],
    },
    {
      figure: "the same: from the request to the later frame, p99",
      limit: "≤ 0.5 × 0eb20f0 (goal: 25 ms at half the load)",
      measured: `${ms(median(tails(ours)))}${old === null ? "" : `, 0eb20f0 ${ms(median(tails(old)))}`} (bare ws ${ms(median(tails(bare)))})`,
      isKept: old === null || median(tails(ours)) <= 0.5 * median(tails(old)),
      unit: "ms",
      series: [
        { name: "Parlor", values: tails(ours) },
        ...withOld(tails),
        { name: "bare ws", values: tails(bare) },
      ],
    },
  ];
}
