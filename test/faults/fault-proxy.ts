import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { WebSocket, WebSocketServer } from "ws";

/** The faults that the network can cause in one HTTP exchange. */
export type HttpFault =
  /** The connection breaks before anything reached the server. */
  | { readonly kind: "refuse" }
  /** The server got the request and answered, but the answer is lost. */
  | { readonly kind: "lose-answer" }
  /** The connection is reset in the middle of the answer's body. */
  | { readonly kind: "reset-mid-body" }
  /** The request reaches the server; its answer never comes, and nothing closes. */
  | { readonly kind: "swallow-answer" }
  /** The request vanishes, and nothing closes. */
  | { readonly kind: "swallow-request" }
  /** The connection breaks when this part of the request's body has reached the server, 0 to 1. */
  | { readonly kind: "cut-request"; readonly after: number }
  /** The client's connection breaks so; the server's stays open, and no further byte comes. */
  | { readonly kind: "stall-request"; readonly after: number }
  /** The connection breaks at once, but the network still delivers the request after `ms`. */
  | { readonly kind: "deliver-late"; readonly ms: number }
  /** The answer is held until `release()`. */
  | { readonly kind: "hold-answer" }
  /** Something on the way answers instead of the server. */
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** The server's answer, changed on the way. */
  | { readonly kind: "rewrite"; readonly change: (body: string) => string };

/** Replaces a frame of the server by the frames that arrive instead, in order. */
export type FrameFault = (frame: string) => readonly string[];

export interface Match {
  readonly method?: string;
  readonly path?: RegExp;
}

/** One request and what came back of it. */
export interface Exchange {
  readonly request: string;
  readonly body: string;
  status: number;
  reply: string;
}

interface Rule {
  readonly match: Match;
  readonly fault: HttpFault;
  left: number;
}

/**
 * A programmable proxy between a client and the server, on loopback, for HTTP and for single
 * WebSocket messages. It simulates the network only; the test control simulates the server's own
 * faults.
 */
export interface FaultProxy {
  readonly url: string;
  /** The exchanges so far, in order: `POST /api/…` and the answer's status, 0 when none arrived. */
  readonly exchanges: readonly Exchange[];
  /** The next `times` exchanges that match suffer this fault. Default: once. */
  next(match: Match, fault: HttpFault, times?: number): void;
  /** Lets held answers go. */
  release(): void;
  /** Every frame from now on goes through this; null ends it. */
  frames(fault: FrameFault | null): void;
  /** Sends a frame of our own to every open stream. */
  inject(frame: string): void;
  /** Streams stay open and silent both ways, as behind a dead link; new ones too. */
  swallowStreams(isSwallowing: boolean): void;
  /** New streams are refused at the upgrade, with this status; null ends it. */
  refuseStreams(status: number | null): void;
  /** New streams open and close at once; false ends it. */
  slamStreams(isSlamming: boolean): void;
  /** Closes every open stream. Code 1006 breaks the connection without a close frame. */
  cutStreams(code?: number): void;
  /** The cable is out: nothing gets through, and what is open breaks. */
  setOffline(isOffline: boolean): void;
  readonly streamCount: number;
  /** How many streams were ever asked for. */
  readonly attempts: number;
  /** Points at a server that came back on another address. */
  retarget(target: string): void;
  close(): Promise<void>;
}

/** Starts a proxy in front of `target`, an `http://host:port`. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  let upstream = new URL(target);
  const rules: Rule[] = [];
  const exchanges: Exchange[] = [];
  const held: (() => void)[] = [];
  const sockets = new Set<Socket>();
  const streams = new Set<{ client: WebSocket; server: WebSocket }>();
  let frameFault: FrameFault | null = null;
  let isSwallowing = false;
  let isSlamming = false;
  let isOffline = false;
  let refusal: number | null = null;
  let attempts = 0;

  const faultFor = (incoming: IncomingMessage): HttpFault | null => {
    const rule = rules.find(
      ({ match, left }) =>
        left > 0 &&
        (match.method === undefined || match.method === incoming.method) &&
        (match.path === undefined || match.path.test(incoming.url ?? "")),
    );
    if (rule === undefined) return null;
    rule.left--;
    return rule.fault;
  };

  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => exchange(incoming, Buffer.concat(chunks), outgoing));
  });
  server.on("connection", (socket: Socket) => {
    if (isOffline) socket.destroy();
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });

  function exchange(incoming: IncomingMessage, body: Buffer, outgoing: ServerResponse): void {
    const entry: Exchange = {
      request: `${incoming.method} ${incoming.url}`,
      body: body.toString(),
      status: 0,
      reply: "",
    };
    exchanges.push(entry);
    const fault = faultFor(incoming);
    if (isOffline || fault?.kind === "refuse") return void incoming.socket.destroy();
    if (fault?.kind === "swallow-request") return;
    if (fault?.kind === "cut-request" || fault?.kind === "stall-request")
      return forwardPart(incoming, body, fault);
    if (fault?.kind === "deliver-late") {
      incoming.socket.destroy();
      const late = setTimeout(() => {
        forward(incoming, body, (answer) => answer.resume());
      }, fault.ms);
      late.unref();
      return;
    }
    if (fault?.kind === "answer") {
      entry.status = fault.status;
      const cors = { "access-control-allow-origin": incoming.headers.origin ?? "*" };
      outgoing.writeHead(fault.status, { ...cors, ...fault.headers }).end(fault.body ?? "");
      return;
    }
    forward(incoming, body, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("end", () => {
        const give = (bytes: Buffer): void => {
          entry.status = answer.statusCode ?? 0;
          entry.reply = bytes.toString();
          const { "content-length": said, "transfer-encoding": _, ...headers } = answer.headers;
          const measured = bytes.length > 0 ? { "content-length": bytes.length } : {};
          const isHead = incoming.method === "HEAD" && said !== undefined;
          const length = isHead ? { "content-length": said } : measured;
          outgoing.writeHead(answer.statusCode ?? 502, { ...headers, ...length });
          outgoing.end(bytes);
        };
        const bytes = Buffer.concat(parts);
        switch (fault?.kind) {
          case "lose-answer":
            incoming.socket.destroy();
            return;
          case "swallow-answer":
            return;
          case "reset-mid-body":
            outgoing.writeHead(answer.statusCode ?? 502, {
              ...answer.headers,
              "content-length": bytes.length + 100,
            });
            outgoing.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () =>
              incoming.socket.resetAndDestroy(),
            );
            return;
          case "hold-answer":
            held.push(() => give(bytes));
            return;
          case "rewrite":
            give(Buffer.from(fault.change(bytes.toString())));
            return;
          case undefined:
            give(bytes);
        }
      });
    });
  }

  function forward(
    incoming: IncomingMessage,
    body: Buffer,
    onAnswer: (answer: IncomingMessage) => void,
  ): void {
    const forwarded = request(
      {
        host: upstream.hostname,
        port: upstream.port,
        method: incoming.method,
        path: incoming.url,
        headers: incoming.headers,
      },
      onAnswer,
    );
    forwarded.on("error", () => incoming.socket.destroy());
    forwarded.end(body);
  }

  function forwardPart(
    incoming: IncomingMessage,
    body: Buffer,
    { kind, after }: Extract<HttpFault, { readonly after: number }>,
  ): void {
    const { host, port } = { host: upstream.hostname, port: Number(upstream.port) };
    const lines = incoming.rawHeaders.flatMap((name, index, all) =>
      index % 2 === 0 ? [`${name}: ${all[index + 1]}`] : [],
    );
    const head = [`${incoming.method} ${incoming.url} HTTP/1.1`, ...lines, "", ""].join("\r\n");
    const part = body.subarray(0, Math.floor(body.length * after));
    const socket = connect(port, host, () => {
      socket.write(Buffer.concat([Buffer.from(head), part]), () => {
        if (kind === "cut-request") socket.destroySoon();
        incoming.socket.destroy();
      });
    });
    sockets.add(socket);
    socket.on("error", () => incoming.socket.destroy());
    socket.on("close", () => sockets.delete(socket));
  }

  const webSockets = new WebSocketServer({ noServer: true });
  server.on("upgrade", (incoming, socket, head) => {
    attempts++;
    // The HTTP server listens for its errors no more.
    socket.on("error", () => socket.destroy());
    if (isOffline) return void socket.destroy();
    if (refusal !== null) {
      return void socket.end(`HTTP/1.1 ${refusal} Refused\r\nConnection: close\r\n\r\n`);
    }
    webSockets.handleUpgrade(incoming, socket, head, (client) => {
      if (isSlamming) return client.terminate();
      const address = `ws://${upstream.host}${incoming.url}`;
      const { host, origin } = incoming.headers;
      const up = new WebSocket(address, {
        headers: { host, ...(origin === undefined ? {} : { origin }) },
      });
      const stream = { client, server: up };
      streams.add(stream);
      up.on("message", (data: Buffer) => {
        if (isSwallowing) return;
        const frame = data.toString();
        for (const out of frameFault === null ? [frame] : frameFault(frame)) client.send(out);
      });
      const passOn = (code: number): number => (code === 1005 || code === 1006 ? 1000 : code);
      up.on("close", (code, reason) => {
        streams.delete(stream);
        if (!isSwallowing) client.close(passOn(code), reason.toString());
      });
      up.on("error", () => client.terminate());
      client.on("close", () => {
        streams.delete(stream);
        if (!isSwallowing) up.close();
      });
      client.on("error", () => up.terminate());
    });
  });

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;

  const cutStreams = (code = 1006): void => {
    for (const { client, server: up } of streams) {
      if (code === 1006) client.terminate();
      else client.close(code);
      up.terminate();
    }
    streams.clear();
  };

  return {
    url: `http://127.0.0.1:${port}`,
    exchanges,
    next(match, fault, times = 1) {
      rules.push({ match, fault, left: times });
    },
    release() {
      for (const give of held.splice(0)) give();
    },
    frames(fault) {
      frameFault = fault;
    },
    inject(frame) {
      for (const { client } of streams) client.send(frame);
    },
    swallowStreams(value) {
      isSwallowing = value;
    },
    refuseStreams(status) {
      refusal = status;
    },
    slamStreams(value) {
      isSlamming = value;
    },
    cutStreams,
    setOffline(value) {
      isOffline = value;
      if (!value) return;
      cutStreams();
      for (const socket of sockets) socket.destroy();
    },
    get streamCount() {
      return streams.size;
    },
    get attempts() {
      return attempts;
    },
    retarget(next) {
      upstream = new URL(next);
    },
    async close() {
      cutStreams();
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
