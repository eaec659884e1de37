import type { Storage } from "../../../src/transport/ports/storage.ts";
import { sendable } from "./sendable-text.ts";
import { read, write, type UnsentMessage, type Unfinished } from "./unfinished.ts";

/**
 * Maximum wait, in ms, of a queued message for its page to come back. After it, the message is sent
 * only if the agent retries it.
 */
const RESUME_WITHIN_MS = 120_000;

/** Why a message is not sent. */
export type NotSent =
  /** The server was not reached, or did not answer. */
  | "connection"
  | "busy"
  /** The server has a problem. */
  | "server"
  | "refused"
  | "too-long"
  /** The conversation is over. */
  | "ended"
  /** The agent's own leg is over, or there was none. */
  | "left"
  | "signed-out"
  /** One that was written before it was not sent. */
  | "held"
  /** The page was away for too long. */
  | "interrupted";

/** How one attempt to post went. */
export type Posted =
  | { readonly kind: "sent"; readonly id: string }
  /** The server did not take it. */
  | { readonly kind: "refused"; readonly reason: NotSent }
  /** Nobody knows whether the server has it. */
  | { readonly kind: "lost"; readonly reason: NotSent };

/** A message of the history. `isOwn`: this agent wrote it, with any of its legs. */
export interface Heard {
  readonly id: string;
  readonly body: string;
  readonly isOwn: boolean;
}

export interface OutboxDeps {
  readonly storage: Storage;
  /** The prefix of the storage keys, different for each signed-in user. */
  readonly prefix: string;
  readonly now: () => number;
  readonly newKey: () => string;
  /** Posts with that leg and that key. Never rejects. */
  readonly post: (
    conversationId: string,
    legId: string,
    key: string,
    body: string,
  ) => Promise<Posted>;
  /** The whole history. May reject. */
  readonly history: (conversationId: string) => Promise<readonly Heard[]>;
  /** Something of this conversation has changed; `hasFailed`: a message was not sent. */
  readonly changed: (conversationId: string, hasFailed: boolean) => void;
}

/**
 * An agent's work that the server does not have, by conversation: drafts, messages, wrap-ups and
 * transfer notes. The messages of one conversation are sent one at a time, in the order of writing.
 */
export interface Outbox {
  of(conversationId: string): Unfinished;
  /** Ids of all conversations with something unfinished. */
  conversations(): readonly string[];
  /** Replaces the draft, the wrap-up or the transfer note. */
  set(
    conversationId: string,
    change: Partial<Pick<Unfinished, "draft" | "wrapUp" | "transferNote">>,
  ): void;
  /** Sends a text with this leg, and empties the draft. Without a leg it stays as not sent. */
  write(conversationId: string, legId: string | null, body: string): void;
  /** Sends again what was not sent, with the leg that the agent has now. */
  retry(conversationId: string, key: string, legId: string | null): void;
  discard(conversationId: string, key: string): void;
  /** The history was read: what was in doubt and stands there is sent. */
  heard(conversationId: string, history: readonly Heard[]): void;
  /** The conversation is done with. */
  forget(conversationId: string): void;
  /** Goes on with what an earlier page left under way. */
  resume(): void;
  /** Does nothing from here on. What is stored stays for the same user. */
  close(): void;
  /** Closes, and removes what is stored. */
  erase(): void;
}

const nothing: Unfinished = {
  draft: "",
  unsent: [],
  wrapUp: { code: "", note: "" },
  transferNote: "",
};

/** A refusal that says nothing about an earlier attempt: the server did not look. */
const isUnrelated = (reason: NotSent): boolean =>
  ["connection", "busy", "server", "signed-out"].includes(reason);

export function createOutbox(deps: OutboxDeps): Outbox {
  const { storage, prefix, now } = deps;
  const all = new Map<string, Unfinished>();
  /** The newest message of each history that was read; "" for an empty one. */
  const newest = new Map<string, string>();
  const busy = new Set<string>();
  let lastAt = 0;
  let isClosed = false;

  for (const name of storage.keys(prefix)) {
    const found = read(storage.get(name));
    if (found === null) continue;
    all.set(name.slice(prefix.length), found);
    for (const { at } of found.unsent) lastAt = Math.max(lastAt, at);
  }

  const of = (id: string): Unfinished => all.get(id) ?? nothing;
  const find = (id: string, key: string): UnsentMessage | undefined =>
    of(id).unsent.find((one) => one.key === key);

  function put(id: string, change: Partial<Unfinished>, hasFailed = false): void {
    if (isClosed) return;
    const next = { ...of(id), ...change };
    const text = write(next);
    if (text === null) {
      all.delete(id);
      storage.remove(prefix + id);
    } else {
      all.set(id, next);
      storage.set(prefix + id, text);
    }
    deps.changed(id, hasFailed);
  }
  const update = (id: string, key: string, change: Partial<UnsentMessage>): void =>
    put(
      id,
      { unsent: of(id).unsent.map((one) => (one.key === key ? { ...one, ...change } : one)) },
      change.delivery?.kind === "failed",
    );
  const drop = (id: string, key: string): void =>
    put(id, { unsent: of(id).unsent.filter((one) => one.key !== key) });

  /** It arrived. An equal text that is in doubt cannot be told apart in the history any more. */
  function arrive(id: string, { key, body }: UnsentMessage, messageId: string | null): void {
    put(id, {
      unsent: of(id)
        .unsent.filter((one) => one.key !== key)
        .map((one) => (one.isInDoubt && one.body === body ? { ...one, after: null } : one)),
    });
    if (messageId !== null) newest.set(id, messageId);
  }

  /** Whether the history has it; null when that cannot be told. */
  function isThere(
    id: string,
    { key, after, body }: UnsentMessage,
    history: readonly Heard[],
  ): boolean | null {
    const isLikeAnother = of(id).unsent.some(
      (one) => one.isInDoubt && one.body === body && one.key !== key,
    );
    const from = after === "" ? 0 : history.findIndex((one) => one.id === after) + 1;
    if (isLikeAnother || after === null || (after !== "" && from === 0)) return null;
    return history.slice(from).some((one) => one.isOwn && one.body === body);
  }

  async function deliver(id: string, message: UnsentMessage, wasInDoubt: boolean): Promise<Posted> {
    const { key, body, legId, nextLegId } = message;
    if (wasInDoubt && legId !== null) {
      const again = await deps.post(id, legId, key, body);
      if (again.kind !== "refused") return again;
      const { reason } = again;
      if (isUnrelated(reason)) return { kind: "lost", reason };
      if (reason !== "left" && reason !== "ended") return again;
      // That leg is over. Only the history can tell whether the first attempt was in time.
      const history = await deps.history(id).catch(() => null);
      const found = history === null ? null : isThere(id, message, history);
      if (found === true) return { kind: "sent", id: "" };
      if (found === null) return { kind: "lost", reason };
      if (nextLegId === legId || nextLegId === null) return again;
    }
    if (nextLegId === null || isClosed || find(id, key) === undefined)
      return { kind: "refused", reason: "left" };
    update(id, key, { legId: nextLegId, after: newest.get(id) ?? null });
    return deps.post(id, nextLegId, key, body);
  }

  async function sendOne(id: string, message: UnsentMessage): Promise<void> {
    const { key, isInDoubt } = message;
    // Should the page go away from here on, the next one cannot know whether it arrived.
    update(id, key, { delivery: { kind: "sending" }, isInDoubt: true });
    const posted = await deliver(id, message, isInDoubt);
    const current = find(id, key);
    if (isClosed || current === undefined) return;
    if (posted.kind === "sent") return arrive(id, current, posted.id === "" ? null : posted.id);
    const { reason } = posted;
    update(id, key, { delivery: { kind: "failed", reason }, isInDoubt: posted.kind === "lost" });
    if (!isUnrelated(reason)) return;
    // Those behind it were written in the belief that it would come first.
    for (const one of of(id).unsent)
      if (one.delivery.kind === "queued")
        update(id, one.key, { delivery: { kind: "failed", reason: "held" } });
  }

  function pump(id: string): void {
    const next = of(id).unsent.find((one) => one.delivery.kind === "queued");
    if (isClosed || busy.has(id) || next === undefined) return;
    busy.add(id);
    void sendOne(id, next).finally(() => {
      busy.delete(id);
      pump(id);
    });
  }

  return {
    of,
    conversations: () => [...all.keys()],
    set: put,
    write(id, legId, text) {
      const body = sendable(text);
      if (body.trim() === "") return;
      // The order of writing is the order of sending, also when the clock steps back.
      lastAt = Math.max(now(), lastAt + 1);
      const message: UnsentMessage = {
        key: deps.newKey(),
        body,
        at: lastAt,
        legId: null,
        nextLegId: legId,
        after: null,
        isInDoubt: false,
        delivery: legId === null ? { kind: "failed", reason: "left" } : { kind: "queued" },
      };
      put(id, { draft: "", unsent: [...of(id).unsent, message] }, legId === null);
      pump(id);
    },
    retry(id, key, legId) {
      const message = find(id, key);
      if (message?.delivery.kind !== "failed") return;
      if (legId === null && !message.isInDoubt) return;
      update(id, key, { nextLegId: legId, delivery: { kind: "queued" } });
      pump(id);
    },
    discard: drop,
    heard(id, history) {
      const known = newest.get(id) ?? "";
      // An answer that was on its way while a message arrived is old.
      if (known !== "" && !history.some((one) => one.id === known)) return;
      newest.set(id, history.at(-1)?.id ?? "");
      const isSending = of(id).unsent.some((one) => one.delivery.kind === "sending");
      if (isSending) return;
      for (const { key } of of(id).unsent) {
        const message = find(id, key);
        if (message?.isInDoubt && isThere(id, message, history) === true) arrive(id, message, null);
      }
    },
    forget: (id) => put(id, nothing),
    resume() {
      for (const [id, { unsent }] of all) {
        for (const { key, at, delivery } of unsent)
          if (delivery.kind === "queued" && now() - at > RESUME_WITHIN_MS)
            update(id, key, { delivery: { kind: "failed", reason: "interrupted" } });
        pump(id);
      }
    },
    close: () => void (isClosed = true),
    erase() {
      isClosed = true;
      for (const key of storage.keys(prefix)) storage.remove(key);
    },
  };
}
