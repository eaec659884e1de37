import type { Storage } from "../../../src/transport/ports/storage.ts";
import { sendable } from "./sendable-text.ts";
import { nothingUnfinished, read, write, type Unfinished } from "./unfinished.ts";
import {
  isAlike,
  isThere,
  isUnrelated,
  type Heard,
  type Posted,
  type UnsentMessage,
  type UnsentText,
} from "./unsent-message.ts";

/**
 * Maximum wait, in ms, of a queued message for its page to come back. After it, the message is sent
 * only if the agent retries it.
 */
const RESUME_WITHIN_MS = 120_000;

export interface OutboxDeps {
  readonly storage: Storage;
  /** The prefix of the storage keys, different for each signed-in user. */
  readonly prefix: string;
  readonly now: () => number;
  readonly newKey: () => string;
  /** Posts with that leg and the key of the message. Never rejects. */
  readonly post: (conversationId: string, legId: string, sent: UnsentText) => Promise<Posted>;
  /** The history, at least from the message `after` on; all of it for "". May reject. */
  readonly history: (conversationId: string, after: string) => Promise<readonly Heard[]>;
  /** Something of this conversation has changed; `hasFailed`: a message was not sent. */
  readonly changed: (conversationId: string, hasFailed: boolean) => void;
}

type Note = Partial<Pick<Unfinished, "draft" | "choices" | "wrapUp" | "transferNote">>;
type Parts = Partial<Pick<UnsentMessage, "files" | "choices">>;

/**
 * An agent's work that the server does not have, by conversation: drafts, messages, wrap-ups and
 * transfer notes. The messages of one conversation are sent one at a time, in the order of writing.
 */
export class Outbox {
  readonly #deps: OutboxDeps;
  readonly #all = new Map<string, Unfinished>();
  /** The newest message of each history that was read; "" for an empty one. */
  readonly #newest = new Map<string, string>();
  readonly #busy = new Set<string>();
  #lastAt = 0;
  #isClosed = false;

  constructor(deps: OutboxDeps) {
    this.#deps = deps;
    const { storage, prefix } = deps;
    for (const name of storage.keys(prefix)) {
      const found = read(storage.get(name));
      if (found === null) continue;
      this.#all.set(name.slice(prefix.length), found);
      for (const { at } of found.unsent) this.#lastAt = Math.max(this.#lastAt, at);
    }
  }

  of(id: string): Unfinished {
    return this.#all.get(id) ?? nothingUnfinished;
  }

  /** Ids of all conversations with something unfinished. */
  conversations(): readonly string[] {
    return [...this.#all.keys()];
  }

  /** Replaces the draft, its choices, the wrap-up or the transfer note. */
  set(id: string, change: Note): void {
    this.#put(id, change);
  }

  /** Sends a text with this leg, and empties the draft. Without a leg it stays as not sent. */
  write(id: string, legId: string | null, text: string, parts: Parts = {}): void {
    const { files = [], choices = [] } = parts;
    const body = sendable(text);
    if (body.trim() === "" && files.length + choices.length === 0) return;
    // The order of writing is the order of sending, also when the clock steps back.
    this.#lastAt = Math.max(this.#deps.now(), this.#lastAt + 1);
    const message: UnsentMessage = {
      key: this.#deps.newKey(),
      body,
      files,
      choices,
      at: this.#lastAt,
      legId: null,
      nextLegId: legId,
      after: null,
      isInDoubt: false,
      delivery: legId === null ? { kind: "failed", reason: "left" } : { kind: "queued" },
    };
    const unsent = [...this.of(id).unsent, message];
    this.#put(id, { draft: "", choices: [], unsent }, legId === null);
    this.#pump(id);
  }

  /** Sends again what was not sent, with the leg that the agent has now. */
  retry(id: string, key: string, legId: string | null): void {
    const message = this.#find(id, key);
    if (message?.delivery.kind !== "failed") return;
    if (legId === null && !message.isInDoubt) return;
    this.#update(id, key, { nextLegId: legId, delivery: { kind: "queued" } });
    this.#pump(id);
  }

  discard(id: string, key: string): void {
    this.#put(id, { unsent: this.of(id).unsent.filter((one) => one.key !== key) });
  }

  /** The history was read: what was in doubt and stands there is sent. */
  heard(id: string, history: readonly Heard[]): void {
    const known = this.#newest.get(id) ?? "";
    // An answer that was on its way while a message arrived is old.
    if (known !== "" && !history.some((one) => one.id === known)) return;
    this.#newest.set(id, history.at(-1)?.id ?? "");
    if (this.of(id).unsent.some((one) => one.delivery.kind === "sending")) return;
    for (const { key } of this.of(id).unsent) {
      const message = this.#find(id, key);
      if (message?.isInDoubt && isThere(message, this.of(id).unsent, history) === true)
        this.#arrive(id, message, null);
    }
  }

  /** The conversation is done with. */
  forget(id: string): void {
    this.#put(id, nothingUnfinished);
  }

  /** Goes on with what an earlier page left under way. */
  resume(): void {
    for (const [id, { unsent }] of this.#all) {
      for (const { key, at, delivery } of unsent)
        if (delivery.kind === "queued" && this.#deps.now() - at > RESUME_WITHIN_MS)
          this.#update(id, key, { delivery: { kind: "failed", reason: "interrupted" } });
      this.#pump(id);
    }
  }

  /** Does nothing from here on. What is stored stays for the same user. */
  close(): void {
    this.#isClosed = true;
  }

  /** Closes, and removes what is stored. */
  erase(): void {
    this.#isClosed = true;
    const { storage, prefix } = this.#deps;
    for (const key of storage.keys(prefix)) storage.remove(key);
  }

  #find(id: string, key: string): UnsentMessage | undefined {
    return this.of(id).unsent.find((one) => one.key === key);
  }

  #put(id: string, change: Partial<Unfinished>, hasFailed = false): void {
    if (this.#isClosed) return;
    const { storage, prefix, changed } = this.#deps;
    const next = { ...this.of(id), ...change };
    const text = write(next);
    if (text === null) {
      this.#all.delete(id);
      storage.remove(prefix + id);
    } else {
      this.#all.set(id, next);
      storage.set(prefix + id, text);
    }
    changed(id, hasFailed);
  }

  #update(id: string, key: string, change: Partial<UnsentMessage>): void {
    const { unsent } = this.of(id);
    this.#put(
      id,
      { unsent: unsent.map((one) => (one.key === key ? { ...one, ...change } : one)) },
      change.delivery?.kind === "failed",
    );
  }

  /** It arrived. An equal text that is in doubt cannot be told apart in the history any more. */
  #arrive(id: string, message: UnsentMessage, messageId: string | null): void {
    this.#put(id, {
      unsent: this.of(id)
        .unsent.filter((one) => one.key !== message.key)
        .map((one) => (one.isInDoubt && isAlike(one, message) ? { ...one, after: null } : one)),
    });
    if (messageId !== null) this.#newest.set(id, messageId);
  }

  async #deliver(id: string, message: UnsentMessage, wasInDoubt: boolean): Promise<Posted> {
    const { post } = this.#deps;
    const { key, legId, nextLegId } = message;
    if (wasInDoubt && legId !== null) {
      const again = await post(id, legId, message);
      if (again.kind !== "refused") return again;
      const { reason } = again;
      if (isUnrelated(reason)) return { kind: "lost", reason };
      if (reason !== "left" && reason !== "ended") return again;
      // That leg is over. Only the history can tell whether the first attempt was in time.
      const found = await this.#lookUp(id, message);
      if (found === true) return { kind: "sent", id: "" };
      if (found === null) return { kind: "lost", reason };
      if (nextLegId === legId || nextLegId === null) return again;
    }
    if (nextLegId === null || this.#isClosed || this.#find(id, key) === undefined)
      return { kind: "refused", reason: "left" };
    this.#update(id, key, { legId: nextLegId, after: this.#newest.get(id) ?? null });
    return post(id, nextLegId, message);
  }

  async #lookUp(id: string, message: UnsentMessage): Promise<boolean | null> {
    if (message.after === null) return null;
    // Without the history nobody can tell: the message stays in doubt.
    const history = await this.#deps.history(id, message.after).catch(() => null);
    return history === null ? null : isThere(message, this.of(id).unsent, history);
  }

  async #sendOne(id: string, message: UnsentMessage): Promise<void> {
    const { key, isInDoubt } = message;
    // Should the page go away from here on, the next one cannot know whether it arrived.
    this.#update(id, key, { delivery: { kind: "sending" }, isInDoubt: true });
    const posted = await this.#deliver(id, message, isInDoubt);
    const current = this.#find(id, key);
    if (this.#isClosed || current === undefined) return;
    if (posted.kind === "sent")
      return this.#arrive(id, current, posted.id === "" ? null : posted.id);
    const { reason } = posted;
    this.#update(id, key, {
      delivery: { kind: "failed", reason },
      isInDoubt: posted.kind === "lost",
    });
    if (!isUnrelated(reason)) return;
    // Those behind it were written in the belief that it would come first.
    for (const one of this.of(id).unsent)
      if (one.delivery.kind === "queued")
        this.#update(id, one.key, { delivery: { kind: "failed", reason: "held" } });
  }

  #pump(id: string): void {
    const next = this.of(id).unsent.find((one) => one.delivery.kind === "queued");
    if (this.#isClosed || this.#busy.has(id) || next === undefined) return;
    this.#busy.add(id);
    void this.#sendOne(id, next).finally(() => {
      this.#busy.delete(id);
      this.#pump(id);
    });
  }
}
