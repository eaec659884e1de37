import type { WebSocket } from "ws";
import type { Clock } from "../clock.ts";
import { heartbeatFrame } from "../guest-api/frames.ts";
import type { AgentIdentity } from "./agent-token.ts";

const HEARTBEAT_MS = 30_000;
/** A desk that reads nothing may hold this much before its socket is dropped; it comes back and looks anew. */
const MAX_BUFFERED_BYTES = 1_000_000;
/** Frames that wait for the audit log. With more the sockets are dropped, too. */
const MAX_QUEUED = 1_000;

export interface AgentChannelOptions {
  readonly id: string;
  readonly agent: AgentIdentity;
  /** In milliseconds since 1970. */
  readonly expiresAt: number;
  readonly clock: Clock;
  /** Writes down that the agent reads along in a conversation that waits. */
  readonly audit: (conversationId: string) => Promise<void>;
  readonly report: (error: unknown) => void;
  readonly maxSockets: number;
}

/** One notification channel: its topics, its sockets, and what goes out on them, in order. */
export class AgentChannel {
  readonly id: string;
  readonly agent: AgentIdentity;
  readonly expiresAt: number;
  topics: ReadonlySet<string> = new Set();
  readonly #options: AgentChannelOptions;
  readonly #sockets = new Set<WebSocket>();
  readonly #audited = new Set<string>();
  #queuedCount = 0;
  #tail: Promise<void> = Promise.resolve();

  constructor(options: AgentChannelOptions) {
    this.id = options.id;
    this.agent = options.agent;
    this.expiresAt = options.expiresAt;
    this.#options = options;
  }

  get isHeard(): boolean {
    return this.#sockets.size > 0;
  }

  /** Takes a socket on. The oldest of too many is closed. */
  attach(socket: WebSocket): void {
    for (const oldest of [...this.#sockets].slice(
      0,
      this.#sockets.size - this.#options.maxSockets + 1,
    )) {
      this.#sockets.delete(oldest);
      oldest.close(1000, "Another socket was attached");
    }
    this.#sockets.add(socket);
    const { clock } = this.#options;
    let stopBeating = (): void => undefined;
    const beat = (): void => {
      write(socket, JSON.stringify(heartbeatFrame()));
      stopBeating = clock.at(clock.now() + HEARTBEAT_MS, beat);
    };
    beat();
    socket.on("message", (data: Buffer, isBinary) => {
      if (!isBinary && isPing(data.toString())) this.#inOrder(() => write(socket, pong));
    });
    socket.on("error", () => socket.terminate());
    socket.on("close", () => {
      stopBeating();
      this.#sockets.delete(socket);
    });
  }

  tell(text: string): void {
    this.#inOrder(() => this.#writeAll(text));
  }

  /** Tells of a conversation that waits, after the reading along was written down; not at all when that fails. */
  tellAudited(conversationId: string, text: string): void {
    if (this.#audited.has(conversationId)) return this.tell(text);
    this.#queue(async () => {
      await this.audit(conversationId);
      this.#writeAll(text);
    });
  }

  async audit(conversationId: string): Promise<void> {
    if (this.#audited.has(conversationId)) return;
    await this.#options.audit(conversationId);
    this.#audited.add(conversationId);
  }

  /** Forgets a conversation that is over. */
  forget(conversationId: string): void {
    this.#audited.delete(conversationId);
  }

  close(code: number, reason: string): void {
    for (const socket of this.#sockets) socket.close(code, reason);
    this.#sockets.clear();
  }

  /** At once, unless frames wait that come before. */
  #inOrder(work: () => void): void {
    if (this.#queuedCount === 0) work();
    else this.#queue(work);
  }

  #queue(work: () => void | Promise<void>): void {
    if (this.#queuedCount >= MAX_QUEUED) {
      for (const socket of this.#sockets) socket.terminate();
      return;
    }
    this.#queuedCount++;
    this.#tail = this.#tail
      .then(work)
      .catch(this.#options.report)
      .finally(() => {
        this.#queuedCount--;
      });
  }

  #writeAll(text: string): void {
    for (const socket of this.#sockets) write(socket, text);
  }
}

function write(socket: WebSocket, text: string): void {
  if (hasRoom(socket)) socket.send(text);
}

/** Whether a socket takes more. One that holds too much is dropped. */
function hasRoom(socket: WebSocket): boolean {
  if (socket.bufferedAmount > MAX_BUFFERED_BYTES) socket.terminate();
  return socket.readyState === socket.OPEN;
}

const pong = JSON.stringify({ topicName: "channel.metadata", eventBody: { message: "pong" } });

/** The vendor's clients send `{"message":"ping"}` and wait for a pong. Nothing else that they say means anything. */
function isPing(text: string): boolean {
  try {
    const frame: unknown = JSON.parse(text);
    return (frame as { message?: unknown } | null)?.message === "ping";
  } catch {
    return false;
  }
}
