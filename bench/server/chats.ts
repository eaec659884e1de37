import { once } from "node:events";
import { MB, perSecond, type Row } from "../figure.ts";
import type { Call } from "./calls.ts";
import { createGuest, openStream, take } from "./guests.ts";
import type { MeasuredServer } from "./measured-server.ts";
import type { Sides } from "./sides.ts";

/** Chats under way at once. */
const LANES = 32;
/** Memory is the least of each so many chats: a process collects its garbage when it likes. */
const SAMPLES = 50;
/** The share of the chats in which the process grows to its size. */
const WARM_UP = 0.3;
const PER = 10_000;
/** A chat that is forgotten leaves nothing behind: more than a hundred bytes each are a leak. */
const MAX_SLOPE = 1_000_000;

/** A whole chat: create, attach, take, a message each way, end. */
async function chat(server: MeasuredServer, agent: Call): Promise<void> {
  const guest = await createGuest(server);
  const socket = await openStream(guest.streamUri);
  const closed = once(socket, "close");
  await take(agent, guest);
  const { participants } = (await agent("GET", `/api/v2/conversations/${guest.id}`)) as {
    readonly participants: readonly {
      readonly purpose: string;
      readonly chats: readonly { readonly id: string }[];
    }[];
  };
  const communication = participants.find(({ purpose }) => purpose === "agent")?.chats[0]?.id;
  const path = `/api/v2/conversations/chats/${guest.id}`;
  await agent("POST", `${path}/communications/${communication}/messages`, {
    body: "How can I help?",
  });
  await guest.call("POST", guest.messages, { body: "Is there a train at nine?" });
  await agent("PATCH", path, { state: "disconnected" });
  await closed;
}

/** The slope of the line through the points by least squares. */
function slopeOf(points: readonly { readonly at: number; readonly bytes: number }[]): number {
  const mean = (of: (point: (typeof points)[number]) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [at, bytes] = [mean((point) => point.at), mean((point) => point.bytes)];
  const rise = mean((point) => (point.at - at) * (point.bytes - bytes));
  return rise / mean((point) => (point.at - at) ** 2);
}

/** Many chats, one after the other in lanes: whether the server's memory grows with them. */
export async function measureChats({ now, effort }: Sides): Promise<Row[]> {
  await now.start();
  const agent = await now.agent();
  const points: { at: number; bytes: number }[] = [];
  const window = Math.max(1, Math.round(effort.chats / SAMPLES));
  const begun = performance.now();
  const until = begun + effort.maxChatSeconds * 1_000;
  let count = 0;
  let done = 0;
  let least = Number.POSITIVE_INFINITY;
  const lane = async (): Promise<void> => {
    while (count < effort.chats && performance.now() < until) {
      count++;
      await chat(now, agent);
      done++;
      least = Math.min(least, now.memory());
      if (done % window > 0) continue;
      points.push({ at: done, bytes: least });
      least = Number.POSITIVE_INFINITY;
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const rate = done / ((performance.now() - begun) / 1_000);
  await now.dispose();
  const warm = points.filter(({ at }) => at > WARM_UP * done);
  const slope = slopeOf(warm) * PER;
  const [first, last] = [warm[0], warm.at(-1)];
  return [
    {
      figure: `memory over ${done} chats`,
      limit: `≤ ${MB(MAX_SLOPE)} more per ${PER} chats, after the first ${WARM_UP * 100} %`,
      measured: `${MB(slope)} (${MB(first?.bytes ?? Number.NaN)} after ${first?.at}, ${MB(last?.bytes ?? Number.NaN)} after ${last?.at}; ${perSecond(rate)} chats)`,
      isKept: slope <= MAX_SLOPE,
      unit: "MB",
      series: [
        { name: "first half", values: halfOf(warm, 0).map(({ bytes }) => bytes) },
        { name: "second half", values: halfOf(warm, 1).map(({ bytes }) => bytes) },
      ],
    },
  ];
}

const halfOf = <Point>(points: readonly Point[], half: 0 | 1): readonly Point[] => {
  const middle = Math.ceil(points.length / 2);
  return half === 0 ? points.slice(0, middle) : points.slice(middle);
};
