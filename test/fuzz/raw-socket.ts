import { connect, type Socket } from "node:net";

/** A TCP connection that sends any bytes, in any order. */
export interface RawSocket {
  readonly received: Buffer;
  /** The server has closed or cut it. */
  readonly isOver: boolean;
  /** Resolves when the bytes are with the kernel, or when the connection is over. */
  write(bytes: string | Buffer): Promise<void>;
  /** Sends FIN, and reads on. */
  end(): void;
  /** Cuts the connection with RST. */
  reset(): void;
  /** Reads no more: what the server sends stays in its buffers. */
  pause(): void;
  /** @returns whether this came true within the time */
  until(check: () => boolean, ms: number): Promise<boolean>;
}

export function openRawSocket(port: number): Promise<RawSocket> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    let received = Buffer.alloc(0);
    let isOver = false;
    const waiting = new Set<() => void>();
    const look = (): void => {
      for (const one of waiting) one();
    };
    socket.setNoDelay(true);
    socket.on("data", (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      look();
    });
    const over = (): void => {
      isOver = true;
      look();
    };
    socket.on("end", over);
    socket.on("close", over);
    socket.on("error", (error) => {
      over();
      reject(error);
    });
    socket.once("connect", () =>
      resolve({
        get received() {
          return received;
        },
        get isOver() {
          return isOver;
        },
        write: (bytes) =>
          new Promise((done) => {
            if (socket.destroyed || socket.writableEnded) return done();
            // Called with an error when the connection ends first.
            socket.write(bytes, () => done());
          }),
        end: () => socket.end(),
        reset: () => socket.resetAndDestroy(),
        pause: () => void socket.pause(),
        until: (check, ms) =>
          new Promise((done) => {
            const settle = (result: boolean): void => {
              clearTimeout(limit);
              waiting.delete(one);
              done(result);
            };
            const one = (): void => {
              if (check()) settle(true);
            };
            const limit = setTimeout(() => settle(check()), ms);
            waiting.add(one);
            one();
          }),
      }),
    );
  });
}

export interface RawReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The body that begins here, and what follows it. */
function bodyIn(text: string, status: number, headers: RawReply["headers"]): [string, string] {
  if (status === 100) return ["", text];
  if (headers["transfer-encoding"] !== "chunked") {
    const length = Number(headers["content-length"] ?? text.length);
    return [text.slice(0, length), text.slice(length)];
  }
  let body = "";
  for (let rest = text; ; ) {
    const end = rest.indexOf("\r\n");
    const length = Number.parseInt(rest.slice(0, end), 16);
    if (end === -1 || !(length > 0)) return [body, rest.slice(end === -1 ? 0 : end + 4)];
    body += rest.slice(end + 2, end + 2 + length);
    rest = rest.slice(end + 4 + length);
  }
}

/** Every HTTP reply in these bytes. */
export function repliesIn(bytes: Buffer): RawReply[] {
  const replies: RawReply[] = [];
  let rest = bytes.toString("latin1");
  while (rest !== "") {
    const end = rest.indexOf("\r\n\r\n");
    const [first = "", ...lines] = rest.slice(0, end === -1 ? undefined : end).split("\r\n");
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1] ?? 0);
    const headers = Object.fromEntries(
      lines.map((line) => {
        const colon = line.indexOf(":");
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      }),
    );
    const [body, after] = bodyIn(end === -1 ? "" : rest.slice(end + 4), status, headers);
    replies.push({ status, headers, body });
    rest = after;
  }
  return replies;
}
