import { perSecond, times, type Row } from "../figure.ts";
import { createGuest, openStream } from "./guests.ts";
import type { MeasuredServer } from "./measured-server.ts";
import { echoReference, rawInserts } from "./references.ts";
import { ofBaseline, type ServerEffort, type Sides } from "./sides.ts";
import { fillStore } from "./stored-chats.ts";
import { DEPTH, sendFor, Talks } from "./talks.ts";
import { medianRate, rates, type Throughput } from "./throughput.ts";
import { median } from "../statistics.ts";

const SLOWER = 1.5;
const MESSAGES_EACH = 100;
const OLD = "0eb20f0";

interface Side {
  readonly server: MeasuredServer;
  readonly stored: number;
  readonly talks: Talks;
  readonly runs: Throughput[];
}

/** Starts a server whose store has so many messages, in conversations that have ended. */
async function startWith(
  server: MeasuredServer,
  stored: number,
  effort: ServerEffort,
): Promise<Side> {
  await server.start();
  const guest = await createGuest(server);
  const socket = await openStream(guest.streamUri);
  await guest.call("DELETE", guest.self);
  socket.terminate();
  await server.stop();
  fillStore(server.folder, [guest.id], Math.max(1, stored / MESSAGES_EACH), stored);
  await server.start();
  const talks = new Talks();
  await talks.open(server);
  await sendFor(talks, effort.warmUpSeconds, "warm-up");
  return { server, stored, talks, runs: [] };
}

/** Messages on stores of several sizes, in turn. */
export async function measureStored({ baseline, another, effort }: Sides): Promise<Row[]> {
  const sides: Side[] = [];
  for (const stored of effort.stored) sides.push(await startWith(another(), stored, effort));
  const old = await ofBaseline(baseline, (server) => startWith(server, effort.oldStored, effort));
  const raw: number[] = [];
  const bare: Throughput[] = [];
  for (let run = 0; run < effort.growthRuns; run++) {
    raw.push(await rawInserts(effort.growthSeconds));
    bare.push(await echoReference(effort.growthSeconds, DEPTH));
    for (const { talks, runs } of [...sides, ...(old === null ? [] : [old])])
      runs.push(await sendFor(talks, effort.growthSeconds, `run-${run}`));
  }
  for (const { talks, server } of [...sides, ...(old === null ? [] : [old])]) {
    await talks.close();
    await server.dispose();
  }
  const [fewest] = sides;
  const references = [
    `raw inserts ${perSecond(median(raw))}`,
    `bare ws ${perSecond(medianRate(bare))}`,
    ...(old === null ? [] : [`${OLD} with ${old.stored}: ${perSecond(medianRate(old.runs))}`]),
  ].join("; ");
  return sides.slice(1).map(({ stored, runs }): Row => {
    const slower = medianRate(fewest?.runs) / medianRate(runs);
    return {
      figure: `messages as above, with ${stored} stored`,
      limit: `≤ ${SLOWER} × slower than with ${fewest?.stored}`,
      measured: `${times(slower)} (${perSecond(medianRate(runs))} of ${perSecond(medianRate(fewest?.runs))}; ${references})`,
      isKept: slower <= SLOWER,
      unit: "/s",
      series: [
        { name: `${stored} stored`, values: rates(runs) },
        { name: `${fewest?.stored} stored`, values: rates(fewest?.runs ?? []) },
        ...(old === null ? [] : [{ name: `${OLD}, ${old.stored}`, values: rates(old.runs) }]),
      ],
    };
  });
}
