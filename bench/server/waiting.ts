import type { WebSocket } from "ws";
import { ms, times, type Row } from "../figure.ts";
import { median } from "../statistics.ts";
import { createGuest, openStream, take, waitingGuest } from "./guests.ts";
import type { MeasuredServer } from "./measured-server.ts";
import type { ServerEffort, Sides } from "./sides.ts";

const STEPS = ["create", "first stream", "take"] as const;
type Step = (typeof STEPS)[number];
type Times = Readonly<Record<Step, number[]>>;

const SAMPLES = 20;
/** A new guest costs at most so much more behind a line than without one. */
const GROWTH = 2;
const GOAL_MS = 10;

async function timed<Result>(into: number[], work: () => Promise<Result>): Promise<Result> {
  const begun = performance.now();
  const result = await work();
  into.push(performance.now() - begun);
  return result;
}

/** Measures new guests, one after the other, behind lines of several lengths. */
async function measureLines(
  server: MeasuredServer,
  lengths: readonly number[],
): Promise<Map<number, Times>> {
  await server.start();
  const agent = await server.agent();
  const found = new Map<number, Times>();
  const sockets: WebSocket[] = [];
  for (const length of lengths) {
    while (sockets.length < length) sockets.push((await waitingGuest(server)).socket);
    const all: Times = { create: [], "first stream": [], take: [] };
    for (let n = 0; n < SAMPLES; n++) {
      const guest = await timed(all.create, () => createGuest(server));
      const socket = await timed(all["first stream"], () => openStream(guest.streamUri));
      await timed(all.take, () => take(agent, guest));
      await agent("PATCH", `/api/v2/conversations/chats/${guest.id}`, { state: "disconnected" });
      socket.terminate();
    }
    found.set(length, all);
  }
  for (const socket of sockets) socket.terminate();
  await server.dispose();
  return found;
}

/** Creating a conversation, attaching its first stream and taking it, behind guests who wait. */
export async function measureWaiting({ now, baseline, effort }: Sides): Promise<Row[]> {
  const ours = await measureLines(now, effort.waiting);
  const old = baseline === null ? null : await measureLines(baseline, oldLengths(effort));
  const longest = Math.max(...effort.waiting);
  return STEPS.map((step): Row => {
    const at = (length: number): number => median(ours.get(length)?.[step] ?? []);
    const growth = at(longest) / at(0);
    const each = (from: Map<number, Times>): string =>
      [...from].map(([length, all]) => `${ms(median(all[step]))} at ${length}`).join(", ");
    return {
      figure: `${step}, behind a line of ${longest}`,
      limit: `≤ ${GROWTH} × without a line (goal: ${GOAL_MS} ms)`,
      measured: `${times(growth)} (${each(ours)}${old === null ? "" : `; 0eb20f0 ${each(old)}`})`,
      isKept: growth <= GROWTH,
      unit: "ms",
      series: [
        ...[...ours].map(([length, all]) => ({ name: `${length} wait`, values: all[step] })),
        ...[...(old ?? [])].map(([length, all]) => ({
          name: `0eb20f0, ${length} wait`,
          values: all[step],
        })),
      ],
    };
  });
}

const oldLengths = ({ waiting, maxOldWaiting }: ServerEffort): number[] =>
  waiting.filter((length) => length <= maxOldWaiting);
