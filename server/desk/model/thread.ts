import { signal, type Signal } from "@preact/signals";
import type { AgentApi } from "../api/agent-client.ts";
import { ApiProblem } from "../api/api-problem.ts";
import type { FrameMessage } from "../api/decode-frame.ts";
import type { DeskMessage, Sender } from "../api/views.ts";
import { coalesced } from "./coalesced.ts";
import type { Heard } from "./unsent-message.ts";

const PAGE = 50;

/** A message as the outbox compares it with those that it does not know to be sent. */
export const heardOf = (message: DeskMessage, isOwn: boolean): Heard => {
  const { id, body, files = [], content = [] } = message;
  const choices = content.flatMap((part) => (part.kind === "choices" ? part.choices : []));
  return {
    id,
    body,
    isOwn,
    files: files.map((file) => file.id),
    choices: content.every(({ kind }) => kind === "choices")
      ? choices.map(({ text }) => text)
      : null,
  };
};

/** `failed`: `words` say why the history could not be read. */
export type ThreadStatus =
  | { readonly kind: "loading" | "here" }
  | { readonly kind: "failed"; readonly words: string };

export interface ThreadDeps {
  readonly client: Pick<AgentApi, "messages" | "nextMessages">;
  /** The sender of a frame, when this page knows it without this conversation's messages. */
  readonly knownSender: (senderId: string) => Sender | undefined;
  /**
   * Messages have come that were not known.
   * @param isNews - they were just written, and are not part of the first page
   */
  readonly arrived: (thread: Thread, messages: readonly DeskMessage[], isNews: boolean) => void;
  /** A message could not be read though the connection seemed to be live. */
  readonly missed: (error: unknown) => void;
}

/**
 * The newest messages of one conversation, without a gap. Notifications add to them; only a sender
 * that is not known yet, and a lost connection, cost a request for what is new.
 */
export class Thread {
  readonly id: string;
  /** In the order of the server's time. */
  readonly rows: Signal<readonly DeskMessage[]> = signal([]);
  readonly hasOlder: Signal<boolean> = signal(false);
  readonly isLoadingOlder: Signal<boolean> = signal(false);
  readonly status: Signal<ThreadStatus> = signal({ kind: "loading" });
  /** Reads what has come since; the newest page at first. @throws ApiProblem, TypeError */
  readonly catchUp: () => Promise<void>;
  readonly #deps: ThreadDeps;
  /** The newest message before which none is missing; "" for an empty history. */
  #cursor: string | null = null;
  /** How often notifications may have been missed, and how many of those times are made up for. */
  #gaps = 1;
  #filled = 0;
  /** The gaps that the request under way makes up for; 0 while there is none. */
  #reading = 0;
  /** Notifications that came while something was missing before them. */
  #held: FrameMessage[] = [];

  constructor(id: string, deps: ThreadDeps) {
    this.id = id;
    this.#deps = deps;
    this.catchUp = coalesced(() => this.#read());
  }

  /** Whether this conversation's messages are known up to now, as far as the channel tells. */
  get isCurrent(): boolean {
    return this.#filled === this.#gaps;
  }

  /** Whether messages are missing, and no request is under way that brings them. */
  get isBehind(): boolean {
    return !this.isCurrent && this.#reading !== this.#gaps;
  }

  /** Notifications may have been missed. */
  markGap(): void {
    this.#gaps++;
  }

  /** A notification told of this message. */
  hear(message: FrameMessage): void {
    if (!this.isCurrent) this.#held.push(message);
    else if (!this.#place(message)) {
      this.markGap();
      this.#held.push(message);
      this.catchUp().catch(this.#deps.missed);
    }
  }

  /** The server has taken this message. Earlier ones may still be on their way. */
  add(message: DeskMessage): void {
    this.#insert([message], true);
  }

  /** The whole history from this message on; from the beginning for "". */
  async since(messageId: string): Promise<readonly DeskMessage[]> {
    const isKnown = this.rows.peek().some((one) => one.id === messageId);
    const isWhole = this.#cursor !== null && !this.hasOlder.peek();
    if (!isKnown && !(messageId === "" && isWhole)) return this.#all();
    await this.catchUp();
    return this.rows.peek();
  }

  /** Reads the page before the oldest message. @throws ApiProblem, TypeError */
  async loadOlder(): Promise<void> {
    const oldest = this.rows.peek()[0];
    if (oldest === undefined || !this.hasOlder.peek() || this.isLoadingOlder.peek()) return;
    this.isLoadingOlder.value = true;
    try {
      const page = await this.#deps.client.messages(this.id, {
        before: oldest.id,
        sortOrder: "descending",
        maxResults: PAGE,
      });
      this.hasOlder.value = page.next !== undefined;
      const known = new Set(this.rows.peek().map((one) => one.id));
      const older = page.entities.filter((one) => !known.has(one.id)).toReversed();
      this.rows.value = [...older, ...this.rows.peek()];
    } finally {
      this.isLoadingOlder.value = false;
    }
  }

  async #read(): Promise<void> {
    const gaps = this.#gaps;
    this.#reading = gaps;
    try {
      await (this.#cursor === null ? this.#readNewest() : this.#readNews());
    } finally {
      this.#reading = 0;
    }
    this.#filled = gaps;
    this.status.value = { kind: "here" };
    if (!this.isCurrent) return;
    const held = this.#held;
    this.#held = [];
    for (const message of held) this.hear(message);
  }

  async #readNewest(): Promise<void> {
    const page = await this.#deps.client.messages(this.id, {
      sortOrder: "descending",
      maxResults: PAGE,
    });
    this.#cursor = page.entities[0]?.id ?? "";
    this.hasOlder.value = page.next !== undefined;
    this.#insert(page.entities.toReversed(), false);
  }

  async #readNews(): Promise<void> {
    const { client } = this.#deps;
    try {
      const after = this.#cursor === "" ? {} : { after: this.#cursor ?? "" };
      let page = await client.messages(this.id, { ...after, maxResults: 100 });
      for (;;) {
        this.#cursor = page.entities.at(-1)?.id ?? this.#cursor;
        this.#insert(page.entities, true);
        if (page.next === undefined) return;
        page = await client.nextMessages(page.next);
      }
    } catch (error) {
      const isUnknown = error instanceof ApiProblem && error.status === 404;
      if (!isUnknown) throw error;
      // The message was deleted, or the agent may only read an earlier part now.
      this.rows.value = [];
      await this.#readNewest();
    }
  }

  async #all(): Promise<readonly DeskMessage[]> {
    const { client } = this.#deps;
    const all: DeskMessage[] = [];
    let page = await client.messages(this.id, { maxResults: 100 });
    for (;;) {
      all.push(...page.entities);
      if (page.next === undefined) return all;
      page = await client.nextMessages(page.next);
    }
  }

  /** Adds a message whose sender is known. @returns whether it has its place now */
  #place(message: FrameMessage): boolean {
    const { id, senderId, ...rest } = message;
    const rows = this.rows.peek();
    if (!rows.some((one) => one.id === id)) {
      const sender =
        rows.find((one) => one.sender.id === senderId)?.sender ?? this.#deps.knownSender(senderId);
      if (sender === undefined) return false;
      this.#insert([{ id, sender, ...rest }], true);
    }
    this.#cursor = id;
    return true;
  }

  #insert(messages: readonly DeskMessage[], isNews: boolean): void {
    const rows = [...this.rows.peek()];
    const known = new Set(rows.map((one) => one.id));
    const added = messages.filter((one) => !known.has(one.id));
    if (added.length === 0) return;
    for (const message of added) {
      const at = rows.findLastIndex((one) => one.timestamp <= message.timestamp);
      rows.splice(at + 1, 0, message);
    }
    this.rows.value = rows;
    this.#deps.arrived(this, added, isNews);
  }
}
