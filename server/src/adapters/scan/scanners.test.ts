import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer as createHttpServer, type RequestListener } from "node:http";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { systemClock } from "../../service/clock.ts";
import type { Scanner } from "../../service/scanner.ts";
import { createFakeClock } from "../../testing/fake-clock.ts";
import { eicar } from "../../testing/hostile-files.ts";
import { listen } from "../../testing/listen.ts";
import { parseScannerAddress } from "../../domain/scanner-address.ts";
import { createScanner } from "./create-scanner.ts";

let folder: string;
const servers: Server[] = [];
const sockets = new Set<Socket>();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parlor-scan-"));
});
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const never = new AbortController().signal;

async function serve(server: Server, at?: string): Promise<number> {
  servers.push(server);
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => "the other side may end first");
  });
  if (at === undefined) return listen(server);
  await new Promise<void>((resolve) => server.listen(at, resolve));
  return 0;
}

function scannerAt(address: string, clock = systemClock): Scanner {
  const parsed = parseScannerAddress(address);
  const scanner = parsed && createScanner(parsed, clock);
  if (scanner === null) throw new Error(`no scanner at ${address}`);
  return scanner;
}

async function scan(scanner: Scanner, bytes: Buffer | string, signal = never) {
  const path = join(folder, "scanned");
  await writeFile(path, bytes);
  const file = { name: "Grüße 🎫.txt", type: "text/plain", size: Buffer.byteLength(bytes) };
  return scanner.scan(path, file, signal);
}

/** The chunks of a stream that clamd was sent; null while it is not complete. */
function chunksIn(sent: Buffer): Buffer[] | null {
  const chunks: Buffer[] = [];
  for (let at = "zINSTREAM\0".length; at + 4 <= sent.length; ) {
    const length = sent.readUInt32BE(at);
    if (length === 0) return chunks;
    chunks.push(sent.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return null;
}

/** A clamd that knows one find, and a limit of the stream's length. */
function fakeClamd(maxLength = 25_000_000): { server: Server; received: Buffer[][] } {
  const received: Buffer[][] = [];
  const server = createServer((socket) => {
    let sent = Buffer.alloc(0);
    let isAnswered = false;
    socket.on("data", (data) => {
      sent = Buffer.concat([sent, data]);
      if (isAnswered) return;
      const answer = (text: string): void => {
        isAnswered = true;
        socket.end(text);
      };
      if (sent.length > maxLength) return answer("INSTREAM size limit exceeded. ERROR\0");
      const chunks = chunksIn(sent);
      if (chunks === null) return;
      received.push(chunks);
      if (!sent.toString("latin1").startsWith("zINSTREAM\0")) return answer("UNKNOWN COMMAND\0");
      const isFound = Buffer.concat(chunks).includes(eicar);
      answer(isFound ? "stream: Parlor.Test.Eicar FOUND\0" : "stream: OK\0");
    });
  });
  return { server, received };
}

describe("clamd", () => {
  test("gets the bytes in chunks of 64 KiB or less, and finds nothing in them", async () => {
    const { server, received } = fakeClamd();
    const port = await serve(server);
    const bytes = Buffer.alloc(200_000, "harmless ");
    expect(await scan(scannerAt(`clamd://127.0.0.1:${port}`), bytes)).toEqual({ kind: "clean" });
    expect(Buffer.concat(received[0] ?? []).equals(bytes)).toBe(true);
    expect(Math.max(...(received[0] ?? []).map(({ length }) => length))).toBeLessThanOrEqual(
      65_536,
    );
  });

  test("finds EICAR, over a socket in the file system too", async () => {
    await serve(fakeClamd().server, join(folder, "clamd.sock"));
    const port = await serve(fakeClamd().server);
    for (const address of [`clamd:${folder}/clamd.sock`, `clamd://127.0.0.1:${port}`])
      expect(await scan(scannerAt(address), eicar)).toEqual({
        kind: "infected",
        found: "Parlor.Test.Eicar",
      });
  });

  test("that limits the length says so before the end, and the start says what to do", async () => {
    const port = await serve(fakeClamd(1_000_000).server);
    const scanner = scannerAt(`clamd://127.0.0.1:${port}`);
    expect(await scan(scanner, Buffer.alloc(5_000_000, 1))).toEqual({
      kind: "unavailable",
      because: "INSTREAM size limit exceeded. ERROR",
    });
    expect(await scanner.problem(2_000_000, never)).toMatch(/2000000 bytes.*StreamMaxLength/);
    expect(await scanner.problem(900_000, never)).toBeNull();
  });

  test.each([
    ["nothing", ""],
    ["something else", "stream: OK"],
    ["a lie in several lines", "stream: OK\n\0"],
    ["OK of another command", "PONG\0"],
    ["a find without a name", "stream:  FOUND"],
    ["more than an answer", "x".repeat(10_000)],
  ])("that answers %s gives no verdict", async (_, answer) => {
    const port = await serve(createServer((socket) => void socket.resume().end(answer)));
    expect(await scan(scannerAt(`clamd://127.0.0.1:${port}`), "text")).toMatchObject({
      kind: "unavailable",
    });
  });

  test("that is away gives no verdict", async () => {
    expect(await scan(scannerAt("clamd://127.0.0.1:1"), "text")).toMatchObject({
      kind: "unavailable",
      because: expect.stringContaining("ECONNREFUSED"),
    });
    expect(await scannerAt(`clamd:${folder}/none.sock`).problem(10, never)).toMatch(/clamd runs/);
  });

  test("that is silent gives no verdict after 30 seconds", async () => {
    const clock = createFakeClock(0);
    let isConnected = false;
    const port = await serve(
      createServer((socket) => void (isConnected = socket.resume().readable)),
    );
    const verdict = scan(scannerAt(`clamd://127.0.0.1:${port}`, clock), "text");
    await expect.poll(() => isConnected).toBe(true);
    clock.advance(30_000);
    expect(await verdict).toEqual({ kind: "unavailable", because: "no answer within 30 s" });
  });

  test("is not waited for when the server stops", async () => {
    const stop = new AbortController();
    let isConnected = false;
    const port = await serve(
      createServer((socket) => void (isConnected = socket.resume().readable)),
    );
    const verdict = scan(scannerAt(`clamd://127.0.0.1:${port}`), "text", stop.signal);
    const refused = expect(verdict).rejects.toThrow("stopping");
    await expect.poll(() => isConnected).toBe(true);
    stop.abort(new Error("stopping"));
    await refused;
  });
});

describe("a scanner behind HTTP", () => {
  const answering = async (answer: RequestListener): Promise<string> =>
    `http://127.0.0.1:${await serve(createHttpServer(answer))}/scan`;

  test("gets the bytes with name and type, and gives its verdict", async () => {
    const asked: unknown[] = [];
    const address = await answering((request, response) => {
      void buffer(request).then((bytes) => {
        const { headers, method, url } = request;
        asked.push([method, url, bytes.toString(), headers["content-length"]]);
        asked.push([headers["parlor-file-name"], headers["parlor-file-type"]]);
        const isFound = bytes.includes(eicar);
        response.end(
          JSON.stringify(isFound ? { verdict: "infected", name: "Eicar" } : { verdict: "clean" }),
        );
      });
    });
    const scanner = scannerAt(address);
    expect(await scan(scanner, "harmless")).toEqual({ kind: "clean" });
    expect(asked).toEqual([
      ["POST", "/scan", "harmless", "8"],
      ["Gr%C3%BC%C3%9Fe%20%F0%9F%8E%AB.txt", "text/plain"],
    ]);
    expect(await scan(scanner, eicar)).toEqual({ kind: "infected", found: "Eicar" });
    expect(await scanner.problem(1, never)).toBeNull();
  });

  test.each<readonly [string, number, string]>([
    ["503", 503, '{"verdict":"clean"}'],
    ["a redirect", 302, '{"verdict":"clean"}'],
    ["no JSON", 200, "clean"],
    ["another verdict", 200, '{"verdict":"maybe"}'],
    ["nothing", 200, ""],
    ["too much", 200, `{"verdict":"clean","x":"${"x".repeat(100_000)}"}`],
  ])("that answers %s gives no verdict", async (_, status, body) => {
    const address = await answering((request, response) => {
      request.resume();
      response.writeHead(status, { location: "/other" }).end(body);
    });
    expect(await scan(scannerAt(address), "text")).toMatchObject({ kind: "unavailable" });
  });

  test("that is away gives no verdict", async () => {
    expect(await scan(scannerAt("http://127.0.0.1:1/"), "text")).toMatchObject({
      kind: "unavailable",
      because: expect.stringContaining("ECONNREFUSED"),
    });
  });

  test("that is silent gives no verdict after 30 seconds", async () => {
    const clock = createFakeClock(0);
    let isAsked = false;
    const address = await answering(() => void (isAsked = true));
    const verdict = scan(scannerAt(address, clock), "text");
    await expect.poll(() => isAsked).toBe(true);
    clock.advance(30_000);
    expect(await verdict).toMatchObject({
      kind: "unavailable",
      because: expect.stringContaining("no answer within 30 s"),
    });
  });
});

test.each([
  ["clamd://scanner:3310", { kind: "clamd", connect: { host: "scanner", port: 3310 } }],
  ["clamd://scanner", { kind: "clamd", connect: { host: "scanner", port: 3310 } }],
  ["clamd://[::1]:99", { kind: "clamd", connect: { host: "::1", port: 99 } }],
  ["clamd:/run/clamd.sock", { kind: "clamd", connect: { path: "/run/clamd.sock" } }],
  ["none", { kind: "none" }],
  ["https://scan.example.com/x", { kind: "http", url: new URL("https://scan.example.com/x") }],
])("%s is the address of a scanner", (text, address) => {
  expect(parseScannerAddress(text)).toEqual(address);
});

test.each([
  "",
  "clamd",
  "clamd:",
  "clamd://",
  "clamd://host/path",
  "ftp://host",
  "clamd:run/x",
  "NONE",
])("%j is no address of a scanner", (text) => {
  expect(parseScannerAddress(text)).toBeNull();
});
