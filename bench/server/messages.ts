import { once } from "node:events";
import type { WebSocket } from "ws";
import { ms, times, type Row, type Series } from "../figure.ts";
import { median, quantile } from "../statistics.ts";
import { createGuest, openStream, take, type Guest } from "./guests.ts";
import type { MeasuredServer } from "./measured-server.ts";
import { echoReference, rawInserts } from "./references.ts";
import type { Sides } from "./sides.ts";
import type { Throughput } from "./throughput.ts";

/** Conversations that talk; messages under way at once. */
const TALKS = 64;
const DEPTH = 32;
/** Parlor's share of what SQLite can insert, and its gain over the baseline. */
const SHARE = 0.15;
const GAIN = 3.5;

/** Guests whom the agent has taken, each with a stream, and the agent's channel for all of them. */
class Talks {
  readonly #guests: Guest[] = [];
  readonly #sockets: WebSocket[] = [];
  /** Resolves a message that was told to both sides, by its text. */
  readonly #untold = new Map<string, { left: number; readonly done: () => void }>();

  async open(server: MeasuredServer): Promise<void> {
    const agent = await server.agent();
    const channel = (await agent("POST", "/api/v2/notifications/channels")) as {
      id: string;
      connectUri: string;
    };
    const topics: { id: string }[] = [];
    for (let n = 0; n < TALKS; n++) {
      const guest = await createGuest(server);
      this.#sockets.push(await openStream(guest.streamUri, (frame) => this.#onFrame(frame)));
      await take(agent, guest);
      this.#guests.push(guest);
      topics.push({ id: `v2.conversations.chats.${guest.id}.messages` });
    }
    await agent("POST", `/api/v2/notifications/channels/${channel.id}/subscriptions`, topics);
    this.#sockets.push(await openStream(channel.connectUri, (frame) => this.#onFrame(frame)));
  }

  #onFrame(frame: string): void {
    const text = /"body":"(message [\w-]+)"/.exec(frame)?.[1];
    const untold = text === undefined ? undefined : this.#untold.get(text);
    if (text === undefined || untold === undefined || --untold.left > 0) return;
    this.#untold.delete(text);
    untold.done();
  }

  /** Sends a message with a key. @returns how long both frames took, in ms */
  async send(n: number, run: string): Promise<number> {
    const guest = this.#guests[n % TALKS];
    if (guest === undefined) throw new Error("No guest");
    const body = `message ${run}-${n}`;
    const begun = performance.now();
    const told = new Promise<void>((done) => this.#untold.set(body, { left: 2, done }));
    await guest.call("POST", guest.messages, { body }, { "idempotency-key": body });
    await told;
    return performance.now() - begun;
  }

  async close(): Promise<void> {
    const closed = this.#sockets.map((socket) => once(socket, "close"));
    for (const socket of this.#sockets) socket.terminate();
    await Promise.all(closed);
  }
}

/** Keeps messages under way for as long as it is told. */
async function sendFor(talks: Talks, seconds: number, run: string): Promise<Throughput> {
  const begun = performance.now();
  const until = begun + seconds * 1_000;
  const took: number[] = [];
  let sent = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() < until) took.push(await talks.send(sent++, run));
  };
  await Promise.all(Array.from({ length: DEPTH }, lane));
  const perSecond = took.length / ((performance.now() - begun) / 1_000);
  return { perSecond, p99: quantile(took, 0.99) };
}

const rates = (runs: readonly Throughput[]): number[] => runs.map(({ perSecond }) => perSecond);
const tails = (runs: readonly Throughput[]): number[] => runs.map(({ p99 }) => p99);
const perSecond = (value: number): string => `${Math.round(value)}/s`;

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
