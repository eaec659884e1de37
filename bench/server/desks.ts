import { setTimeout as sleep } from "node:timers/promises";
import type { WebSocket } from "ws";
import { ms, type Row } from "../figure.ts";
import { quantile, sampleOf } from "../statistics.ts";
import { ANSWER, BenchDesk, QUESTION, type Events } from "./bench-desk.ts";
import { createGuest, GUESTS, newGuest, openStream, take } from "./guests.ts";
import type { MeasuredServer } from "./measured-server.ts";
import { probeWhile, type Probed, type ProbeTarget } from "./probe.ts";
import { BareServer } from "./references.ts";
import type { ServerEffort, Sides } from "./sides.ts";
import { fillStore } from "./stored-chats.ts";

const GOAL_MS = 25;
const FACTOR = 2;
const MORE_MS = 5;
const MAX_CALLS = 20;
/** Guests in line for whom no agent has the skill. */
const WAITING = 20;
const NOBODYS_SKILL = "Welsh";
/** So many of the times are in the plot. */
const SHOWN = 200;
/** A guest to whom nobody comes leaves after this. */
const PATIENCE_MS = 4_000;

interface Load {
  readonly desks: number;
  readonly guestsPerSecond: number;
}
interface Found extends Load {
  readonly parlor: Probed;
  readonly bare: Probed;
  readonly events: number;
  readonly calls: number;
}

/** Starts a server with agents who have ended chats today. */
async function startWithEnded(server: MeasuredServer, effort: ServerEffort): Promise<void> {
  server.agentCount = Math.max(...effort.desks);
  server.hasOutcomes = true;
  await server.start();
  const ended: string[] = [];
  for (let n = 0; n < server.agentCount; n++) {
    const agent = await server.agent(n);
    const guest = await createGuest(server);
    const socket = await openStream(guest.streamUri);
    const { participants } = (await take(agent, guest)) as {
      participants: readonly { id: string; purpose: string }[];
    };
    const legId = participants.findLast(({ purpose }) => purpose === "agent")?.id;
    const path = `/api/v2/conversations/chats/${guest.id}`;
    await agent("PATCH", path, { state: "disconnected" });
    await agent("PATCH", `${path}/participants/${legId}`, { wrapup: { code: "solved" } });
    await agent("PATCH", "/api/v2/parlor/agents/me", { status: "available" });
    socket.terminate();
    ended.push(guest.id);
  }
  await server.stop();
  fillStore(server.folder, ended, Math.round(effort.endedChats / ended.length), 0);
  await server.start();
}

/** A guest who answers the agent, or leaves when nobody comes. */
async function visit(server: MeasuredServer, events: Events): Promise<void> {
  const guest = await createGuest(server);
  let isAnswered = false;
  const socket = await openStream(guest.streamUri, (frame) => {
    if (isAnswered || !frame.includes(QUESTION)) return;
    isAnswered = true;
    events.count++;
    void guest.call("POST", guest.messages, { body: ANSWER });
  });
  events.count++;
  const timer = setTimeout(() => {
    if (!isAnswered) void guest.call("DELETE", guest.self).catch(() => undefined);
  }, PATIENCE_MS);
  socket.on("close", () => clearTimeout(timer));
}

/** Guests who arrive one after the other. */
async function arrive(
  server: MeasuredServer,
  { guestsPerSecond }: Load,
  seconds: number,
  events: Events,
): Promise<void> {
  const visits: Promise<void>[] = [];
  for (let n = 0; n < guestsPerSecond * seconds; n++) {
    visits.push(visit(server, events));
    await sleep(1_000 / guestsPerSecond);
  }
  await Promise.all(visits);
}

async function targetsOf(
  server: MeasuredServer,
  bare: BareServer,
): Promise<Readonly<Record<"parlor" | "bare", ProbeTarget>>> {
  const guest = await createGuest(server);
  const body = JSON.stringify(newGuest(server));
  const port = (url: string): string => new URL(url).port;
  const headers = { authorization: `Bearer ${guest.token}` };
  return {
    parlor: { port: port(server.url), get: guest.self, headers, post: GUESTS, body },
    bare: { port: port(bare.url), get: guest.self, headers, post: GUESTS, body },
  };
}

/** Desks with their guests, and a client that has nothing to do with them. */
export async function measureDesks({ now, effort }: Sides): Promise<Row[]> {
  await startWithEnded(now, effort);
  const bare = await BareServer.start();
  const waiting: WebSocket[] = [];
  for (let n = 0; n < WAITING; n++)
    waiting.push(await openStream((await createGuest(now, [NOBODYS_SKILL])).streamUri));
  const events: Events = { count: 0 };
  const open: BenchDesk[] = [];
  const found: Found[] = [];
  for (const desks of effort.desks)
    for (const guestsPerSecond of effort.guestsPerSecond) {
      while (open.length < desks) open.push(await BenchDesk.open(now, open.length, events));
      const callCount = (): number => open.reduce((sum, desk) => sum + desk.callCount, 0);
      const before = { events: events.count, calls: callCount() };
      const load = { desks, guestsPerSecond };
      const probed = await probeWhile(await targetsOf(now, bare), () =>
        arrive(now, load, effort.deskSeconds, events),
      );
      found.push({
        ...load,
        ...probed,
        events: events.count - before.events,
        calls: callCount() - before.calls,
      });
    }
  for (const desk of open) desk.close();
  for (const socket of waiting) socket.terminate();
  await bare.stop();
  await now.dispose();
  return [...found.map((one) => probeRow(one, effort)), callsRow(found)];
}

function probeRow(
  { desks, guestsPerSecond, parlor, bare }: Found,
  { endedChats }: ServerEffort,
): Row {
  const p99 = ({ get, post }: Probed): number =>
    Math.max(quantile(get, 0.99), quantile(post, 0.99));
  const limit = Math.min(GOAL_MS, FACTOR * p99(bare) + MORE_MS);
  const both = ({ get, post }: Probed): string =>
    `GET ${ms(quantile(get, 0.99))}, create ${ms(quantile(post, 0.99))}`;
  return {
    figure: `a probe beside ${desks} desks, ${guestsPerSecond} guests/s, ${WAITING} in line, ${endedChats} ended: p99`,
    limit: `≤ ${FACTOR} × bare http + ${MORE_MS} ms, ≤ ${GOAL_MS} ms`,
    measured: `${both(parlor)} (bare ${both(bare)})${parlor.failed > 0 ? `; ${parlor.failed} failed` : ""}`,
    isKept: p99(parlor) <= limit && parlor.failed === 0,
    unit: "ms",
    series: [
      { name: "Parlor, GET", values: sampleOf(parlor.get, SHOWN) },
      { name: "Parlor, create", values: sampleOf(parlor.post, SHOWN) },
      { name: "bare http", values: sampleOf([...bare.get, ...bare.post], SHOWN) },
    ],
  };
}

function callsRow(found: readonly Found[]): Row {
  const most = Math.max(...found.map(({ desks }) => desks));
  const all = found.filter(({ desks }) => desks === most);
  const perEvent = all.map(({ calls, events }) => calls / events);
  return {
    figure: `calls of ${most} desks per event, over all desks`,
    limit: `≤ ${MAX_CALLS}`,
    measured: all
      .map(
        ({ guestsPerSecond, calls, events }, at) =>
          `${perEvent[at]?.toFixed(1)} at ${guestsPerSecond} guests/s (${calls} calls, ${events} events)`,
      )
      .join(", "),
    isKept: perEvent.every((count) => count <= MAX_CALLS),
  };
}
