import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningServer } from "../../server/src/server.ts";
import { timeoutOf, tryMany } from "./budget.ts";
import { startFuzzServer } from "./fuzz-server.ts";
import { openConnections, watchProcess, type ProcessWatch } from "./process-faults.ts";
import { openRawSocket, repliesIn, type RawReply } from "./raw-socket.ts";
import { faultOfErrorBody } from "./sound-reply.ts";

/* Bytes that are no HTTP, or HTTP that no client writes. */

const BUDGET = { runs: 240, seconds: 2 };
/** A server that has been told that nothing more comes ends the connection within this time. */
const END_MS = 8_000;
/** For as long a request that is perhaps not whole may stay unanswered. */
const HALF_MS = 150;

let server: RunningServer;
let watch: ProcessWatch;

beforeAll(async () => {
  server = await startFuzzServer();
  watch = watchProcess();
}, 30_000);

afterAll(async () => {
  watch?.stop();
  await server?.close();
});

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/**
 * Returns the fault in a refusal; null for any other reply. A refused handshake needs no body, as
 * no page can read it.
 */
function faultOfReply({ status, headers, body }: RawReply, asked: string): string | null {
  if (status < 400 || (/^upgrade:/im.test(asked) && body === "" && status < 500)) return null;
  if (status >= 500 && status !== 503) return `the server failed: ${status}`;
  if (headers["x-content-type-options"] !== "nosniff") return `${status} without nosniff: ${body}`;
  const fault = faultOfErrorBody(status, parse(body), headers["inin-correlation-id"]);
  return fault === null ? null : `${status}: ${fault}: ${body.slice(0, 200)}`;
}

/**
 * @param count - how many replies to wait for before this side closes: Node drops requests that are
 * unanswered by then
 */
async function exchange(pieces: readonly string[], count = 1): Promise<RawReply[]> {
  const socket = await openRawSocket(server.port);
  for (const piece of pieces) await socket.write(Buffer.from(piece, "latin1"));
  const isAnswered = (): boolean => socket.isOver || repliesIn(socket.received).length >= count;
  await socket.until(isAnswered, count === 1 ? HALF_MS : END_MS);
  socket.end();
  const isOver = await socket.until(() => socket.isOver, END_MS);
  const replies = repliesIn(socket.received);
  socket.reset();
  expect(isOver, "the server ends the connection").toBe(true);
  return replies;
}

async function expectUnharmed(): Promise<void> {
  const [reply] = await exchange(["GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"]);
  expect(reply?.status).toBe(200);
  expect(watch.takeFaults()).toEqual([]);
}

const HOST = "Host: chat.example\r\n";
const SMUGGLED = `GET /healthz HTTP/1.1\r\n${HOST}\r\n`;
const post = (headers: string, body = ""): string =>
  `POST /api/v2/webchat/guest/conversations HTTP/1.1\r\n${HOST}Content-Type: application/json\r\n${headers}\r\n${body}`;

/** Each is refused, once, or the connection is ended without a word. */
const refused: Readonly<Record<string, string>> = {
  "no HTTP at all": "hello\r\n\r\n",
  "a version that there is not": `GET /healthz HTTP/3.7\r\n${HOST}\r\n`,
  "a TLS greeting": "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
  "an HTTP/2 preface": "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  "a method that there is not": `G@T /healthz HTTP/1.1\r\n${HOST}\r\n`,
  "a space in the path": `GET /healthz and more HTTP/1.1\r\n${HOST}\r\n`,
  "a header without a colon": `GET /healthz HTTP/1.1\r\n${HOST}Colon\r\n\r\n`,
  "a space before the colon": `GET /healthz HTTP/1.1\r\nHost : a\r\n\r\n`,
  "NUL in a header": `GET /healthz HTTP/1.1\r\n${HOST}A: b\0c\r\n\r\n`,
  "a carriage return in a header": `GET /healthz HTTP/1.1\r\n${HOST}A: b\rc\r\n\r\n`,
  "no Host": "GET /healthz HTTP/1.1\r\n\r\n",
  "headers of 70 kB": `GET /healthz HTTP/1.1\r\n${HOST}A: ${"a".repeat(70_000)}\r\n\r\n`,
  "a path of 70 kB": `GET /${"a".repeat(70_000)} HTTP/1.1\r\n${HOST}\r\n`,
  "an expectation that nobody has": `GET /healthz HTTP/1.1\r\n${HOST}Expect: the-unexpected\r\n\r\n`,
  "a length below zero": post("Content-Length: -1\r\n"),
  "a length in words": post("Content-Length: ten\r\n"),
  "a length with a sign": post("Content-Length: +2\r\n", "{}"),
  "a length of twenty digits": post("Content-Length: 99999999999999999999\r\n", "{}"),
  "two lengths": post("Content-Length: 2\r\nContent-Length: 40\r\n", `{}${SMUGGLED}`),
  "a length and chunks": post(
    "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
    `0\r\n\r\n${SMUGGLED}`,
  ),
  "chunks and a length": post(
    `Transfer-Encoding: chunked\r\nContent-Length: ${5 + SMUGGLED.length}\r\n`,
    `0\r\n\r\n${SMUGGLED}`,
  ),
  "chunks twice": post("Transfer-Encoding: chunked, chunked\r\n", `0\r\n\r\n${SMUGGLED}`),
  "chunks that are not last": post("Transfer-Encoding: chunked, gzip\r\n", `0\r\n\r\n${SMUGGLED}`),
  "almost chunks": post("Transfer-Encoding: xchunked\r\n", `0\r\n\r\n${SMUGGLED}`),
  "chunks with a space before the colon": post(
    "Transfer-Encoding : chunked\r\n",
    `0\r\n\r\n${SMUGGLED}`,
  ),
  "a chunk of no size": post("Transfer-Encoding: chunked\r\n", "zz\r\n{}\r\n0\r\n\r\n"),
  "a chunk below zero": post("Transfer-Encoding: chunked\r\n", "-2\r\n{}\r\n0\r\n\r\n"),
  "a chunk larger than any": post("Transfer-Encoding: chunked\r\n", `${"F".repeat(20)}\r\n{}`),
  "a chunk longer than it says": post("Transfer-Encoding: chunked\r\n", "1\r\n{}\r\n0\r\n\r\n"),
  "a chunk with 20 kB of extension": post(
    "Transfer-Encoding: chunked\r\n",
    `2;${"a".repeat(20_000)}\r\n{}\r\n0\r\n\r\n`,
  ),
};

test.each(Object.entries(refused))(
  "%s is refused with an ErrorBody, and only once",
  async (_, text) => {
    const replies = await exchange([text]);
    expect(replies.map((reply) => faultOfReply(reply, text))).toEqual(replies.map(() => null));
    expect(replies.length).toBeLessThanOrEqual(1);
    for (const { status } of replies) expect(status).toBeGreaterThanOrEqual(400);
    await expectUnharmed();
  },
);

/** Each is odd, and may be answered or refused; a refusal is an ErrorBody all the same. */
const odd: Readonly<Record<string, string>> = {
  "no version": "GET /healthz\r\n\r\n",
  "6,000 headers": `GET /healthz HTTP/1.1\r\n${HOST}${"a: b\r\n".repeat(6_000)}\r\n`,
  "HTTP/1.0": "GET /healthz HTTP/1.0\r\n\r\n",
  "line ends of one byte": `GET /healthz HTTP/1.1\nHost: a\n\n`,
  "a folded header": `GET /healthz HTTP/1.1\r\n${HOST}A: b\r\n c\r\n\r\n`,
  "two hosts": `GET /healthz HTTP/1.1\r\n${HOST}Host: other.example\r\n\r\n`,
  "a host with a path": "GET /healthz HTTP/1.1\r\nHost: a/b@c\r\n\r\n",
  "an absolute address": `GET http://evil.example/healthz HTTP/1.1\r\n${HOST}\r\n`,
  "an address of another scheme": `GET file:///etc/passwd HTTP/1.1\r\n${HOST}\r\n`,
  "an asterisk": `OPTIONS * HTTP/1.1\r\n${HOST}\r\n`,
  "GET of an asterisk": `GET * HTTP/1.1\r\n${HOST}\r\n`,
  "a tunnel": `CONNECT evil.example:443 HTTP/1.1\r\n${HOST}\r\n`,
  "an upgrade to what is no websocket": `GET /healthz HTTP/1.1\r\n${HOST}Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n\r\n`,
  "a body of GET": `GET /healthz HTTP/1.1\r\n${HOST}Content-Length: 2\r\n\r\n{}`,
  "100-continue": post("Expect: 100-continue\r\nContent-Length: 2\r\n", "{}"),
  "a body that ends early": post("Content-Length: 100\r\n", "{"),
  "chunks that end early": post("Transfer-Encoding: chunked\r\n", "5\r\n{}"),
  "half a header": `GET /healthz HTTP/1.1\r\nHos`,
  "nothing at all": "",
  "empty lines first": `\r\n\r\n\r\n${SMUGGLED}`,
  "bytes after the body": post("Content-Length: 2\r\n", "{}\0\0\0\0"),
  trailers: post("Transfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\nHost: evil\r\n\r\n"),
  "a path of bytes": `GET /\xff\xfe\x80 HTTP/1.1\r\n${HOST}\r\n`,
  "a fragment": `GET /healthz#part HTTP/1.1\r\n${HOST}\r\n`,
  "a query and no path": `GET ?a=b HTTP/1.1\r\n${HOST}\r\n`,
  "two slashes": `GET //evil.example/healthz HTTP/1.1\r\n${HOST}\r\n`,
};

test.each(Object.entries(odd))("%s harms nobody", async (_, text) => {
  const replies = await exchange([text]);
  expect(replies.map((reply) => faultOfReply(reply, text))).toEqual(replies.map(() => null));
  await expectUnharmed();
});

test("requests in a row on one connection are each answered, in order", async () => {
  const replies = await exchange([SMUGGLED, `GET /nope HTTP/1.1\r\n${HOST}\r\n`, SMUGGLED], 3);
  expect(replies.map(({ status }) => status)).toEqual([200, 404, 200]);
});

test("1,100 requests at once on one connection are answered, or refused with an ErrorBody", async () => {
  const replies = await exchange([SMUGGLED.repeat(1_100)], 1_100);
  expect(replies.map((reply) => faultOfReply(reply, "")).filter((one) => one !== null)).toEqual([]);
  expect(replies.length).toBeGreaterThan(0);
  await expectUnharmed();
});

const bytes = fc.string({
  unit: fc.nat(255).map((code) => String.fromCharCode(code)),
  maxLength: 6,
});
const edit = fc.record({
  at: fc.nat(400),
  removes: fc.nat(6),
  inserts: fc.oneof(
    bytes,
    fc.constantFrom(
      "\r\n",
      "\n",
      "\0",
      ":",
      " ",
      "\r\n\r\n",
      "0\r\n\r\n",
      "%",
      "Upgrade: websocket",
    ),
  ),
});
const spoiled = fc.record({
  text: fc.constantFrom(
    SMUGGLED,
    post("Content-Length: 12\r\nIdempotency-Key: k\r\n", '{"body":"a"}'),
    post("Transfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\n\r\n"),
    `GET /chat/jwt/x HTTP/1.1\r\n${HOST}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
  ),
  edits: fc.array(edit, { minLength: 1, maxLength: 4 }),
  /** The place at which the bytes are cut in two, so that the server reads them apart. */
  cut: fc.nat(200),
});

const apply = (
  text: string,
  edits: readonly { at: number; removes: number; inserts: string }[],
): string =>
  edits.reduce((before, { at, removes, inserts }) => {
    const from = at % (before.length + 1);
    return before.slice(0, from) + inserts + before.slice(from + removes);
  }, text);

test("requests with a few wrong bytes get an ErrorBody, an answer, or the end", {
  timeout: timeoutOf(BUDGET),
}, async () => {
  const each = fc.asyncProperty(fc.array(spoiled, { minLength: 1, maxLength: 8 }), async (all) => {
    const faults = await Promise.all(
      all.map(async ({ text, edits, cut }) => {
        const sent = apply(text, edits);
        const replies = await exchange([sent.slice(0, cut), sent.slice(cut)]);
        return replies.map((reply) => faultOfReply(reply, sent));
      }),
    );
    expect(faults.flat().filter((fault) => fault !== null)).toEqual([]);
    await expectUnharmed();
  });
  // Earlier files of the same process may have left connections that have not ended yet.
  const before = openConnections();
  await tryMany(each, BUDGET);
  await expect.poll(openConnections, { timeout: END_MS }).toBeLessThanOrEqual(before);
});
