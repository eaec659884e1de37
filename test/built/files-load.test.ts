import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import { afterEach, expect, test } from "vitest";
import { endAll, start, type BuiltGuest, type BuiltServer } from "./built-server.ts";
import { announce, openGuest, untilState, type AnnouncedFile } from "./file-calls.ts";

/*
 * Many files at once: how much memory they take, and how long other guests wait meanwhile. `npm
 * test` sends a few; FILES_LOAD=1 sends a hundred of 10 MiB, on a machine that does nothing else,
 * and prints the figures of docs/server.md.
 */

const isLong = process.env["FILES_LOAD"] !== undefined;
const FILES = isLong ? 100 : 20;
const BYTES = (isLong ? 10 : 4) * 1024 * 1024;
/** A chat takes 100 MiB. */
const FILES_OF_A_GUEST = isLong ? 9 : 10;
const SENDERS = isLong ? 20 : 4;
const QUIET_MS = isLong ? 20_000 : 500;
/** Each guest stays below the number of messages that it may send in a minute. */
const PAUSE_MS = 1_500;
const MAX_GROWTH_MB = 100;
const MAX_SLOWER = 1.5;

let folder: string;
afterEach(async () => {
  await endAll();
  rmSync(folder, { recursive: true, force: true });
});

const pdf = Buffer.concat([Buffer.from("%PDF-1.4\n"), Buffer.alloc(BYTES - 9, "0 0 0 rg\n")]);

/** Streams the bytes as a browser does: no more of them than the connection takes. */
function put(port: number, { path }: AnnouncedFile): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: "127.0.0.1",
        port,
        method: "PUT",
        path,
        agent: false,
        headers: { "content-length": BYTES, "content-type": "application/pdf" },
      },
      (reply) => resolve(reply.resume().statusCode ?? 0),
    );
    sent.on("error", reject);
    const parts = Array.from({ length: Math.ceil(BYTES / 65_536) }, (_, index) =>
      pdf.subarray(index * 65_536, (index + 1) * 65_536),
    );
    pipeline(Readable.from(parts), sent).catch(reject);
  });
}

const residentMb = ({ pid }: BuiltServer): number => {
  const [, kb = "0"] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kb) / 1024;
};

interface Sending {
  /** How long each message took, in milliseconds. */
  readonly times: number[];
  stop(): Promise<void>;
}

/** Guests who send now and then, each after the answer to the message before. */
function startSending(port: number, guests: readonly BuiltGuest[]): Sending {
  const times: number[] = [];
  const stops = guests.map(() => new AbortController());
  const send = async (guest: BuiltGuest, index: number): Promise<void> => {
    const { signal } = stops[index] ?? new AbortController();
    await rest((PAUSE_MS * index) / guests.length, signal);
    while (!signal.aborted) {
      const begin = performance.now();
      const { status } = await guest.send(port, "Is the sleeper on time?");
      times.push(performance.now() - begin);
      expect(status).toBe(200);
      await rest(PAUSE_MS, signal);
    }
  };
  const all = Promise.all(guests.map(send));
  return {
    times,
    async stop() {
      for (const stop of stops) stop.abort();
      await all;
    },
  };
}

const rest = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    signal.addEventListener("abort", finish);
    if (signal.aborted) finish();
  });

const quantile = (times: readonly number[], part: number): number =>
  times.toSorted((a, b) => a - b)[Math.floor((times.length - 1) * part)] ?? 0;

test(`${FILES} files of ${BYTES / 1024 / 1024} MiB at once take at most ${MAX_GROWTH_MB} MiB of memory, and other guests go on`, {
  timeout: 600_000,
}, async () => {
  folder = mkdtempSync(join(tmpdir(), "parlor-files-load-"));
  const server = await start({
    PARLOR_DATA: folder,
    PARLOR_FILES_MIN_FREE_MB: "0",
    PARLOR_KEEP_BUILDS_DAYS: "0",
  });
  const { port } = server;
  const senders: BuiltGuest[] = [];
  for (let n = 0; n < SENDERS; n++) senders.push(await openGuest(port));
  const files: { guest: BuiltGuest; file: AnnouncedFile }[] = [];
  let guest = await openGuest(port);
  for (let n = 0; n < FILES; n++) {
    if (n > 0 && n % FILES_OF_A_GUEST === 0) guest = await openGuest(port);
    const name = `ticket-${n}.pdf`;
    const sample = { name, type: "application/pdf", bytes: pdf };
    files.push({ guest, file: await announce(port, guest, sample, name) });
  }

  const quiet = startSending(port, senders);
  await rest(QUIET_MS, new AbortController().signal);
  await quiet.stop();
  const before = residentMb(server);
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, residentMb(server))), 20);
  const busy = startSending(port, senders);
  const begin = performance.now();
  const statuses = await Promise.all(files.map(({ file }) => put(port, file)));
  const seconds = (performance.now() - begin) / 1_000;
  for (const one of files) await untilState(port, one.guest, one.file.id, "ready");
  await busy.stop();
  clearInterval(watch);

  expect(statuses.filter((status) => status !== 200)).toEqual([]);
  const [alone, meanwhile] = [quiet.times, busy.times].map((times) => quantile(times, 0.99));
  process.stdout.write(
    `files: ${FILES} of ${BYTES / 1024 / 1024} MiB in ${seconds.toFixed(1)} s; memory ` +
      `${before.toFixed(0)} MiB, at most ${most.toFixed(0)} MiB; p99 of ${quiet.times.length} ` +
      `messages alone ${alone?.toFixed(1)} ms, of ${busy.times.length} meanwhile ` +
      `${meanwhile?.toFixed(1)} ms\n`,
  );
  expect(most - before).toBeLessThanOrEqual(MAX_GROWTH_MB);
  if (isLong) expect((meanwhile ?? 0) / (alone ?? 1)).toBeLessThanOrEqual(MAX_SLOWER);
});
