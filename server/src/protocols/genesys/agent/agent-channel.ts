import { isObject } from "../../../plugins/signed-data.ts";
import type { ServerSocket } from "../../../plugins/websocket.ts";
import { heartbeatFrame } from "../guest/frames.ts";
import type { AgentIdentity } from "../../../plugins/agent-token.ts";
import type { FramesFor, TopicFrame } from "./queue-frames.ts";

const HEARTBEAT_MS = 30_000;
/** Frames that wait for the audit log. Beyond this many the channel's sockets are dropped, too. */
const MAX_QUEUED = 1_000;

export interface AgentChannelOptions {
  readonly id: string;
  readonly agent: AgentIdentity;
  /** The address by which the agent reaches the server. */
  readonly base: string;
  /** In milliseconds since 1970. */
  readonly expiresAt: number;
  /** Records in the audit log that the agent reads along in a waiting conversation. */
  readonly audit: (conversationId: string) => Promise<void>;
  readonly report: (error: unknown) => void;
}

/** One notification channel: its topics, its sockets, and the frames sent on them, in order. */
export class AgentChannel {
  readonly id: string;
  readonly agent: AgentIdentity;
  readonly base: string;
  readonly expiresAt: number;
  topics: ReadonlySet<string> = new Set();
  readonly #options: AgentChannelOptions;
  readonly #sockets = new Set<ServerSocket>();
  readonly #audited = new Set<string>();
  #queuedCount = 0;
  #tail: Promise<void> = Promise.resolve();

  constructor(options: AgentChannelOptions) {
    this.id = options.id;
    this.agent = options.agent;
    this.base = options.base;
    this.expiresAt = options.expiresAt;
    this.#options = options;
  }

  get isHeard(): boolean {
    return this.#sockets.size > 0;
  }

  attach(socket: ServerSocket): void {
    this.#sockets.add(socket);
    socket.onClose(() => this.#sockets.delete(socket));
    socket.beat((now) => JSON.stringify(heartbeatFrame(now)), HEARTBEAT_MS);
    socket.onText((text) => {
      if (isPing(text)) this.#inOrder(() => socket.send(pong));
    });
  }

  tell(text: string): void {
    this.#inOrder(() => this.#writeAll(text));
  }

  /**
   * Sends a frame of a waiting conversation once the read access is in the audit log. If that
   * record fails, the frame is not sent.
   */
  tellAudited(conversationId: string, text: string): void {
    if (this.#audited.has(conversationId)) return this.tell(text);
    this.#queue(async () => {
      await this.audit(conversationId);
      this.#writeAll(text);
    });
  }

  /**
   * Sends frames that are being made: after those that were told before, and before all later ones.
   * A frame whose reading cannot be recorded is not sent.
   */
  tellWhenMade(batch: Promise<readonly FramesFor[]>): void {
    this.#queue(async () => {
      const told = new Set<string>();
      for (const framesFor of await batch)
        for (const frame of framesFor(this.agent)) {
          if (told.has(frame.text)) continue;
          told.add(frame.text);
          this.#writeAll(await this.#textOf(frame));
        }
    });
  }

  async #textOf({ text, audited, instead = "" }: TopicFrame): Promise<string> {
    try {
      if (audited !== undefined) await this.audit(audited);
      return text;
    } catch (error) {
      this.#options.report(error);
      return instead;
    }
  }

  async audit(conversationId: string): Promise<void> {
    if (this.#audited.has(conversationId)) return;
    await this.#options.audit(conversationId);
    this.#audited.add(conversationId);
  }

  /** Drops the audit mark of a conversation that has ended. */
  forget(conversationId: string): void {
    this.#audited.delete(conversationId);
  }

  close(code: number, reason: string): void {
    for (const socket of this.#sockets) socket.close(code, reason);
    this.#sockets.clear();
  }

  /** Runs the work at once, or after the frames that are already queued. */
  #inOrder(work: () => void): void {
    if (this.#queuedCount === 0) work();
    else this.#queue(work);
  }

  #queue(work: () => void | Promise<void>): void {
    if (this.#queuedCount >= MAX_QUEUED) {
      for (const socket of this.#sockets) socket.drop();
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
    for (const socket of this.#sockets) socket.send(text);
  }
}

const pong = JSON.stringify({ topicName: "channel.metadata", eventBody: { message: "pong" } });

/**
 * The vendor's clients send `{"message":"ping"}` and wait for a pong. All other frames are ignored.
 */
function isPing(text: string): boolean {
  try {
    const frame: unknown = JSON.parse(text);
    return isObject(frame) && frame["message"] === "ping";
  } catch {
    return false;
  }
}
