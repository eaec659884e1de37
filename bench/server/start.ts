import { MB, type Row } from "../figure.ts";
import { createGuest } from "./guests.ts";
import type { MeasuredServer } from "./measured-server.ts";
import type { ServerEffort, Sides } from "./sides.ts";
import { fillStore } from "./stored-chats.ts";

const MAX_SECONDS = 1.5;
const MAX_BYTES = 200_000_000;

interface Started {
  readonly seconds: number;
  readonly bytes: number;
}

const seconds = (value: number): string => `${value.toFixed(2)} s`;

/** Starts a server, and again on a store with open conversations and messages. */
async function measureStart(
  server: MeasuredServer,
  effort: ServerEffort,
): Promise<{ readonly empty: Started; readonly full: Started }> {
  const start = async (): Promise<Started> => {
    const begun = performance.now();
    await server.start();
    await untilReady(server);
    return { seconds: (performance.now() - begun) / 1_000, bytes: server.memory() };
  };
  const empty = await start();
  const { id } = await createGuest(server);
  await server.stop();
  fillStore(server.folder, [id], effort.open, effort.storedMessages);
  const full = await start();
  await server.dispose();
  return { empty, full };
}

async function untilReady({ url }: MeasuredServer): Promise<void> {
  for (;;) if ((await fetch(`${url}/readyz`)).ok) return;
}

/** The start of a server whose store holds many open conversations. */
export async function measureStarts({ now, baseline, effort }: Sides): Promise<Row[]> {
  const ours = await measureStart(now, effort);
  const old = baseline === null ? null : await measureStart(baseline, effort);
  const of = (read: (started: Started) => string): string =>
    `${read(ours.full)} (empty store ${read(ours.empty)}${old === null ? "" : `; 0eb20f0 ${read(old.full)}, empty ${read(old.empty)}`})`;
  const figure = `start with ${effort.open} open and ${effort.storedMessages} stored messages`;
  return [
    {
      figure: `${figure}: until it is ready`,
      limit: `≤ ${MAX_SECONDS} s`,
      measured: of((started) => seconds(started.seconds)),
      isKept: ours.full.seconds <= MAX_SECONDS,
    },
    {
      figure: `${figure}: memory when it is ready`,
      limit: `≤ ${MB(MAX_BYTES)}`,
      measured: of((started) => MB(started.bytes)),
      isKept: ours.full.bytes <= MAX_BYTES,
    },
  ];
}
