import { existsSync, readFileSync } from "node:fs";
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import type { Row } from "./figure.ts";
import { table, write } from "./report.ts";
import { BASELINE, buildBaseline, type Baseline } from "./server/baseline.ts";
import { measureChats } from "./server/chats.ts";
import { measureConnected } from "./server/connected.ts";
import { measureDesks } from "./server/desks.ts";
import { MeasuredServer } from "./server/measured-server.ts";
import { measureMessages } from "./server/messages.ts";
import type { ServerEffort, Sides } from "./server/sides.ts";
import { measureStarts } from "./server/start.ts";
import { measureStored } from "./server/stored.ts";
import { measureWaiting } from "./server/waiting.ts";

const figures: Readonly<Record<string, (sides: Sides) => Promise<Row[]>>> = {
  messages: measureMessages,
  waiting: measureWaiting,
  start: measureStarts,
  connected: measureConnected,
  stored: measureStored,
  desks: measureDesks,
  chats: measureChats,
};

const full: ServerEffort = {
  runs: 5,
  seconds: 5,
  warmUpSeconds: 3,
  growthRuns: 3,
  growthSeconds: 4,
  waiting: [0, 100, 1_000],
  maxOldWaiting: 100,
  open: 10_000,
  storedMessages: 1_000_000,
  connected: [1_000, 5_000, 10_000],
  maxOldConnected: 1_000,
  connectedWaiting: 100,
  idleSeconds: 60,
  settleSeconds: 2,
  stored: [100, 10_000, 1_000_000],
  oldStored: 10_000,
  desks: [0, 10, 50],
  guestsPerSecond: [1, 5],
  deskSeconds: 20,
  endedChats: 50_000,
  chats: 100_000,
  maxChatSeconds: 480,
};
const quick: ServerEffort = {
  runs: 2,
  seconds: 1,
  warmUpSeconds: 0.5,
  growthRuns: 1,
  growthSeconds: 0.5,
  waiting: [0, 20],
  maxOldWaiting: 20,
  open: 200,
  storedMessages: 2_000,
  connected: [50, 100],
  maxOldConnected: 50,
  connectedWaiting: 10,
  idleSeconds: 11,
  settleSeconds: 0.5,
  stored: [100, 1_000],
  oldStored: 100,
  desks: [0, 3],
  guestsPerSecond: [2],
  deskSeconds: 4,
  endedChats: 300,
  chats: 300,
  maxChatSeconds: 10,
};

/** With more than this before the start, the machine does something else as well. */
const IDLE_LOAD = 2;

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** @returns whether every figure is within its limit */
export async function bench(args: readonly string[]): Promise<boolean> {
  const only = args
    .find((arg) => arg.startsWith("--only="))
    ?.slice("--only=".length)
    .split(",");
  const effort = args.includes("--quick") ? quick : full;
  const old = args.includes("--baseline") ? buildBaseline() : null;
  if (args.includes("--baseline") && old === null)
    console.log(`This clone does not have ${BASELINE}: the rest is measured without it.`);
  const [, load = 0] = loadavg();
  const shared =
    load > IDLE_LOAD
      ? `, which other work shared (load average ${load.toFixed(1)} in the five minutes before)`
      : "";
  const rows: Row[] = [];
  try {
    for (const [name, measure] of Object.entries(figures)) {
      if (only !== undefined && !only.includes(name)) continue;
      const begun = performance.now();
      try {
        const found = await onServers(old, effort, measure);
        rows.push(...found.map((row) => ({ group: name, ...row })));
      } catch (error) {
        console.error(error);
        rows.push({
          group: name,
          figure: name,
          limit: "to be measured",
          measured: "an error, which the log has",
          isKept: false,
        });
      }
      console.log(`${name}: ${((performance.now() - begun) / 1000).toFixed(0)} s`);
    }
  } finally {
    old?.remove();
  }
  const isForDocs = args.includes("--write");
  write(
    isForDocs ? withKept(rows, only) : rows,
    {
      date: new Date().toISOString().slice(0, 10),
      browser: `the load on the same cores${shared}`,
      runs: effort.runs,
    },
    at(isForDocs ? "../docs/images/server" : "../.cache/bench-server"),
    isForDocs ? { path: at("../docs/server.md"), images: "images/server" } : null,
  );
  console.log(`\n${table(rows)}`);
  const short = rows.filter(({ isKept }) => !isKept).length;
  console.log(`\n${rows.length - short} pass, ${short} fall short`);
  return short === 0;
}

/** Keeps the rows of the docs that were not to be measured, in the order of the figures. */
function withKept(rows: readonly Row[], only: readonly string[] | undefined): readonly Row[] {
  if (only === undefined) return rows;
  const file = at("../docs/images/server/figures.json");
  const text = existsSync(file) ? readFileSync(file, "utf8") : '{"rows":[]}';
  const { rows: earlier } = JSON.parse(text) as { readonly rows: readonly Row[] };
  return Object.keys(figures).flatMap((name) =>
    (only.includes(name) ? rows : earlier).filter(({ group }) => group === name),
  );
}

/** Measures on fresh servers, of which none is left behind. */
async function onServers(
  old: Baseline | null,
  effort: ServerEffort,
  measure: (sides: Sides) => Promise<Row[]>,
): Promise<Row[]> {
  const now = new MeasuredServer("Parlor");
  const servers = [now];
  const baseline = old === null ? null : new MeasuredServer(BASELINE, old.program);
  const another = (): MeasuredServer => {
    const server = new MeasuredServer("Parlor");
    servers.push(server);
    return server;
  };
  try {
    return await measure({ now, baseline, another, effort });
  } finally {
    for (const server of servers) await server.dispose();
    await baseline?.dispose();
  }
}
