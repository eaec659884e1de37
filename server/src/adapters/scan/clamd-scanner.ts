import { createReadStream } from "node:fs";
import { connect, type NetConnectOpts, type Socket } from "node:net";
import { Readable } from "node:stream";
import type { Clock } from "../../service/clock.ts";
import type { Scanner, ScanVerdict } from "../../service/scanner.ts";

const MAX_MS = 30_000;
/** Of one chunk of the stream; clamd accepts more, and answers sooner to less. */
const CHUNK_BYTES = 64 * 1024;
const MAX_ANSWER_BYTES = 4_096;

/**
 * clamd of ClamAV, through `INSTREAM`.
 * @param address - a host with a port, or the path of a socket
 */
export function createClamdScanner(address: NetConnectOpts, clock: Clock): Scanner {
  const judge = async (bytes: Readable, signal: AbortSignal): Promise<ScanVerdict> => {
    signal.throwIfAborted();
    const answer = await ask(connect(address), bytes, clock, signal);
    signal.throwIfAborted();
    return verdictOf(answer);
  };
  return {
    scan: (path, _, signal) =>
      judge(createReadStream(path, { highWaterMark: CHUNK_BYTES }), signal),
    async problem(maxBytes, signal) {
      const verdict = await judge(Readable.from(zeros(maxBytes)), signal);
      if (verdict.kind === "clean") return null;
      const because = verdict.kind === "infected" ? verdict.found : verdict.because;
      return `The scanner does not judge a file of ${maxBytes} bytes (${because}): see that clamd runs, and that its StreamMaxLength is not under maxBytes.`;
    },
  };
}

function* zeros(length: number): Iterable<Buffer> {
  for (let left = length; left > 0; left -= CHUNK_BYTES)
    yield Buffer.alloc(Math.min(left, CHUNK_BYTES));
}

/** The command: each chunk with its length before it, and an empty one at the end. */
async function* command(bytes: Readable): AsyncIterable<Buffer> {
  yield Buffer.from("zINSTREAM\0");
  for await (const chunk of bytes) {
    const part: unknown = chunk;
    if (!Buffer.isBuffer(part)) continue;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(part.length);
    yield length;
    yield part;
  }
  yield Buffer.alloc(4);
}

/** The answer until its zero byte, or until the end. */
function ask(socket: Socket, bytes: Readable, clock: Clock, signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    let answer = Buffer.alloc(0);
    const outgoing = Readable.from(command(bytes), { objectMode: false });
    const settle = (text: string): void => {
      forget();
      signal.removeEventListener("abort", stop);
      for (const stream of [outgoing, bytes, socket]) stream.destroy();
      resolve(text);
    };
    const stop = (): void => settle("stopped");
    const forget = clock.at(clock.now() + MAX_MS, () => settle("no answer within 30 s"));
    signal.addEventListener("abort", stop);
    bytes.on("error", (error) => settle(String(error)));
    outgoing.on("error", (error) => settle(String(error)));
    socket.on("data", (chunk) => {
      answer = Buffer.concat([answer, chunk]);
      if (answer.includes(0) || answer.length > MAX_ANSWER_BYTES) settle(answer.toString("utf8"));
    });
    // An answer that came before the connection broke off counts.
    socket.on("error", (error) =>
      settle(answer.length > 0 ? answer.toString("utf8") : error.message),
    );
    socket.on("close", () => settle(answer.toString("utf8")));
    // Our side stays open: the command says where it ends, and an end would look like a retreat.
    outgoing.pipe(socket, { end: false });
  });
}

function verdictOf(answer: string): ScanVerdict {
  if (answer === "stream: OK\0") return { kind: "clean" };
  const [, found] = /^stream: ([^\0]+) FOUND\0$/.exec(answer) ?? [];
  if (found !== undefined) return { kind: "infected", found };
  const because = answer
    .replace(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, 200);
  return { kind: "unavailable", because: because || "an empty answer" };
}
