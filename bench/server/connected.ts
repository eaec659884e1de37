import { setTimeout as sleep } from "node:timers/promises";
import { kB, ms, perSecond, times, type Row, type Series } from "../figure.ts";
import { median, quantile, sampleOf } from "../statistics.ts";
import { commitCount } from "./commit-count.ts";
import { Crowd } from "./crowd.ts";
import { CAPACITY, type MeasuredServer } from "./measured-server.ts";
import { BareServer, rawInserts } from "./references.ts";
import { ofBaseline, type ServerEffort, type Sides } from "./sides.ts";
import { StayingGuests } from "./staying-guests.ts";
import { DEPTH, sendFor, Talks } from "./talks.ts";
import { medianRate, rates, type Throughput } from "./throughput.ts";

const SLOWER = 1.5;
const MAX_BYTES_EACH = 25_000;
const MAX_LATE_MS = 100;
const MIN_RECONNECTS = 2_000;

/** The heartbeats of bare sockets are watched for so long. */
const BARE_SECONDS = 11;
/** So many of the heartbeats are in the plot. */
const SHOWN = 200;
const OLD = "0eb20f0";

interface Idle {
  readonly bytesEach: number;
  readonly late: readonly number[];
  readonly reconnects: readonly number[];
  /** Transactions that the reconnects made, per run; none for a server that stores nothing. */
  readonly commits: readonly number[];
}

interface Found extends Idle {
  /** Messages by the number of guests with a stream; 0: without them. */
  readonly messages: ReadonlyMap<number, readonly Throughput[]>;
}

/** Cuts all and connects them again. @returns how many a second, and the transactions they made */
async function reconnect(
  crowd: Crowd,
  effort: ServerEffort,
  commits: () => number,
): Promise<Pick<Idle, "reconnects" | "commits">> {
  const found = { reconnects: [] as number[], commits: [] as number[] };
  for (let run = 0; run < effort.growthRuns; run++) {
    const before = commits();
    const uris = await crowd.cut();
    await sleep(effort.settleSeconds * 1_000);
    found.reconnects.push(await crowd.openAll(uris));
    await sleep(effort.settleSeconds * 1_000);
    found.commits.push(commits() - before);
  }
  return found;
}

/** Memory, heartbeats, reconnects, then messages beside fewer and fewer guests. */
async function measureServer(
  server: MeasuredServer,
  sizes: readonly number[],
  effort: ServerEffort,
  raw: number[],
): Promise<Found> {
  const most = Math.max(...sizes);
  server.agentCount = 1 + Math.ceil(most / CAPACITY);
  await server.start();
  const guests = new StayingGuests(server);
  await guests.signIn(most);
  // Before anybody waits: an agent who signs in is offered guests until it is busy.
  const talks = new Talks();
  await talks.open(server);
  const empty = server.memory();
  await guests.arrive(most, effort.connectedWaiting);
  const late = await guests.crowd.watch(effort.idleSeconds);
  const bytesEach = (server.memory() - empty) / most;
  const again = await reconnect(guests.crowd, effort, () => commitCount(server.folder));
  await sendFor(talks, effort.warmUpSeconds, "warm-up");
  const messages = new Map<number, Throughput[]>();
  for (const size of [...sizes.toSorted((a, b) => b - a), 0]) {
    await guests.leave(size);
    await sleep(effort.settleSeconds * 1_000);
    const runs: Throughput[] = [];
    for (let run = 0; run < effort.growthRuns; run++) {
      if (raw.length < effort.growthRuns) raw.push(await rawInserts(effort.growthSeconds));
      runs.push(await sendFor(talks, effort.growthSeconds, `${size}-${run}`));
    }
    messages.set(size, runs);
  }
  await talks.close();
  await guests.close();
  await server.dispose();
  return { bytesEach, late, ...again, messages };
}

/** The same of a server that does nothing but send frames. */
async function measureBare(sizes: readonly number[], effort: ServerEffort): Promise<Found> {
  const most = Math.max(...sizes);
  const server = await BareServer.start();
  const crowd = new Crowd();
  const empty = server.memory();
  const messages = new Map<number, Throughput[]>();
  const echo = async (size: number): Promise<void> => {
    const runs: Throughput[] = [];
    for (let run = 0; run < effort.growthRuns; run++)
      runs.push(await server.echo(effort.growthSeconds, DEPTH));
    messages.set(size, runs);
  };
  await crowd.openAll(Array.from({ length: most }, (_, n) => `${server.idleUri}?${n}`));
  const late = await crowd.watch(BARE_SECONDS);
  const bytesEach = (server.memory() - empty) / most;
  const again = await reconnect(crowd, effort, () => 0);
  await echo(most);
  await crowd.cut();
  await echo(0);
  await server.stop();
  return { bytesEach, late, ...again, messages };
}

/** Guests who are connected and silent: what each costs, and what they cost those who write. */
export async function measureConnected({ now, baseline, effort }: Sides): Promise<Row[]> {
  const raw: number[] = [];
  const ours = await measureServer(now, effort.connected, effort, raw);
  const bare = await measureBare(effort.connected, effort);
  const oldSizes = effort.connected.filter((size) => size <= effort.maxOldConnected);
  const old = await ofBaseline(baseline, (server) => measureServer(server, oldSizes, effort, raw));
  const most = Math.max(...effort.connected);
  const oldMost = Math.max(...oldSizes);
  const beside = (of: (found: Found) => string): string =>
    `bare ws ${of(bare)}${old === null ? "" : `; ${OLD} with ${oldMost} ${of(old)}`}`;
  return [
    ...effort.connected.map((size) => messageRow(size, { ours, bare, old, raw, effort })),
    {
      figure: `an idle guest: memory, of ${most}, ${effort.idleSeconds} s after`,
      limit: `≤ ${kB(MAX_BYTES_EACH)}`,
      measured: `${kB(ours.bytesEach)} (${beside((found) => kB(found.bytesEach))})`,
      isKept: ours.bytesEach <= MAX_BYTES_EACH,
    },
    {
      figure: `heartbeats to ${most} guests: lateness, p99`,
      limit: `≤ ${MAX_LATE_MS} ms`,
      measured: `${ms(quantile(ours.late, 0.99))} (${beside((found) => ms(quantile(found.late, 0.99)))})`,
      isKept: quantile(ours.late, 0.99) <= MAX_LATE_MS,
      unit: "ms",
      series: seriesOf({ ours, bare, old }, (found) => sampleOf(found.late, SHOWN)),
    },
    {
      figure: `reconnect of ${most} guests`,
      limit: `≥ ${perSecond(MIN_RECONNECTS)}`,
      measured: `${perSecond(median(ours.reconnects))} (${beside((found) => perSecond(median(found.reconnects)))})`,
      isKept: median(ours.reconnects) >= MIN_RECONNECTS,
      unit: "/s",
      series: seriesOf({ ours, bare, old }, (found) => found.reconnects),
    },
    {
      figure: `reconnect of ${most} guests: transactions written`,
      limit: "none",
      measured: `${Math.max(...ours.commits)}${old === null ? "" : ` (${OLD} with ${oldMost}: ${Math.max(...old.commits)})`}`,
      isKept: Math.max(...ours.commits) === 0,
    },
  ];
}

interface All {
  readonly ours: Found;
  readonly bare: Found;
  readonly old: Found | null;
}

const seriesOf = ({ ours, bare, old }: All, of: (found: Found) => readonly number[]): Series[] => [
  { name: "Parlor", values: of(ours) },
  { name: "bare ws", values: of(bare) },
  ...(old === null ? [] : [{ name: OLD, values: of(old) }]),
];

function messageRow(
  size: number,
  { ours, bare, old, raw, effort }: All & { raw: readonly number[]; effort: ServerEffort },
): Row {
  const rate = (found: Found, of: number): number => medianRate(found.messages.get(of));
  const slower = rate(ours, 0) / rate(ours, size);
  const besides = [
    bare.messages.has(size)
      ? `bare ws ${perSecond(rate(bare, size))} of ${perSecond(rate(bare, 0))}`
      : "",
    old?.messages.has(size) === true
      ? `${OLD} ${perSecond(rate(old, size))} of ${perSecond(rate(old, 0))}`
      : "",
    `raw inserts ${perSecond(median(raw))}`,
  ].filter((text) => text !== "");
  return {
    figure: `messages as above, beside ${size} guests with a stream, ${effort.connectedWaiting} of them in line`,
    limit: `≤ ${SLOWER} × slower than without them`,
    measured: `${times(slower)} (${perSecond(rate(ours, size))} of ${perSecond(rate(ours, 0))}; ${besides.join("; ")})`,
    isKept: slower <= SLOWER,
    unit: "/s",
    series: [
      { name: `${size} guests`, values: rates(ours.messages.get(size) ?? []) },
      { name: "none", values: rates(ours.messages.get(0) ?? []) },
    ],
  };
}
