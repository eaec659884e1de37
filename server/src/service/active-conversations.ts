import type { ConversationChange, ChangeResult } from "../domain/conversation-change.ts";
import type { LoadedConversation } from "../domain/conversation-change.ts";
import { conversationNotActive, DomainError } from "../domain/errors.ts";
import { updateMissed } from "../domain/missed.ts";
import type { Member } from "../domain/model.ts";
import type { Organization } from "../domain/tenant.ts";
import {
  activateConversation,
  changeOf,
  idOf,
  noteGuest,
  noteStanding,
  type ActiveConversation,
} from "./active-conversation.ts";
import type { Agents } from "./agents.ts";
import type { Bus } from "./bus.ts";
import type { Clock } from "./clock.ts";
import { publishChanges } from "./publish-changes.ts";
import { retryOnConflict } from "./retry-on-conflict.ts";
import type { FirstReply, IdempotencyKey, Store } from "./store.ts";
import { Timers } from "./timers.ts";

export interface ActiveConversationsDeps {
  readonly store: Store;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly tenants: readonly Organization[];
  readonly agents: Pick<Agents, "goneSince">;
  /** Called with failures of work that nobody waits for. */
  readonly report: (error: unknown) => void;
  /** Called when members have changed. `before` holds the members before the change. */
  readonly onMembers: (
    active: ActiveConversation,
    before: readonly Member[],
    changes: ChangeResult,
  ) => void;
  /** Called when the guest is away, out of the line, or back. */
  readonly onStanding: (active: ActiveConversation) => void;
}

export type Decision<Result> = (change: ConversationChange) => Result;

/**
 * A request with an idempotency key. The first reply is looked up in the transaction that would
 * write another, so that two requests with one key cannot both count as the first.
 */
export interface Once<Result> extends Omit<IdempotencyKey, "messageId"> {
  /** The result of a repetition. */
  readonly again: (first: FirstReply) => Result;
}

/**
 * The active conversations. Each runs one change at a time and commits it before its events are
 * published; timers apply the rules that depend on time.
 */
export class ActiveConversations {
  readonly #deps: ActiveConversationsDeps;
  readonly #active = new Map<string, ActiveConversation>();
  readonly #timers: Timers;

  constructor(deps: ActiveConversationsDeps) {
    this.#deps = deps;
    this.#timers = new Timers({
      clock: deps.clock,
      agents: deps.agents,
      report: deps.report,
      isActive: (conversationId) => this.#active.has(conversationId),
      change: (active, decision) => this.change(active, decision),
    });
  }

  /** By conversation id. */
  get all(): ReadonlyMap<string, ActiveConversation> {
    return this.#active;
  }

  /** The conversation's state, active or ended. @throws DomainError `conversation-not-found` */
  async load(conversationId: string): Promise<LoadedConversation> {
    const loaded =
      this.#active.get(conversationId)?.loaded ?? (await this.#deps.store.load(conversationId));
    if (loaded === null) throw new DomainError("conversation-not-found", "Conversation not found");
    return loaded;
  }

  /** @throws DomainError `conversation-not-found`, `conversation-not-active` when it has ended */
  async get(conversationId: string): Promise<ActiveConversation> {
    const active = this.#active.get(conversationId);
    if (active !== undefined) return active;
    await this.load(conversationId);
    throw conversationNotActive();
  }

  /** Decides after the changes before it, commits and publishes. */
  change<Result>(
    active: ActiveConversation,
    decision: Decision<Result>,
    once?: Once<Result>,
  ): Promise<Result> {
    let isFirstTry = true;
    const attempt = async (): Promise<Result> => {
      // Another writer has moved the version that is held in memory.
      if (!isFirstTry) active.loaded = await this.#reload(active);
      isFirstTry = false;
      return this.#decide(active, decision, once);
    };
    const work = (): Promise<Result> => retryOnConflict(attempt);
    const turn = active.tail.then(work, work);
    // The caller is told of the failure; the next command only waits for the end.
    active.tail = turn.catch(() => undefined);
    return turn;
  }

  /**
   * Changes a conversation, even an ended one: wrap-up and attributes can change after the end.
   * @throws DomainError `conversation-not-found`
   */
  async changeAnyTime<Result>(conversationId: string, decision: Decision<Result>): Promise<Result> {
    const active = this.#active.get(conversationId);
    if (active !== undefined) return this.change(active, decision);
    const { store, bus, clock } = this.#deps;
    return retryOnConflict(async () => {
      const loaded = await this.load(conversationId);
      const change = changeOf(loaded, clock.now());
      const result = decision(change);
      updateMissed(change);
      if (!change.isChanged) return result;
      const changes = change.done();
      await store.commit(changes, { expectedVersion: loaded.version });
      publishChanges(bus, changes);
      return result;
    });
  }

  /** Adds a new conversation. @throws DomainError `deployment-not-found` */
  add(loaded: LoadedConversation): void {
    const now = this.#deps.clock.now();
    const active = activateConversation(this.#deps.tenants, loaded, {
      detachedAt: now,
      lastGuestAt: now,
    });
    if (active === null) throw new DomainError("deployment-not-found", "Deployment not found");
    this.#active.set(idOf(active), active);
    this.arm(active);
  }

  /** Adds the stored conversations that have not ended. */
  async loadAll(): Promise<void> {
    const { store, clock, tenants } = this.#deps;
    for (const loaded of await store.loadActive()) {
      const { id, guestMemberId } = loaded.record.conversation;
      const now = clock.now();
      const wroteAt = await store.lastGuestMessageAt(id, guestMemberId);
      const active = activateConversation(tenants, loaded, {
        detachedAt: now,
        lastGuestAt: Math.max(wroteAt ?? 0, now),
      });
      if (active !== null) this.#active.set(id, active);
    }
    for (const active of this.#active.values()) this.arm(active);
  }

  /** Sets the conversation's timer to its next deadline. */
  arm(active: ActiveConversation): void {
    this.#timers.arm(active);
  }

  /** Forgets all of them, after the store was wiped. */
  forget(): void {
    for (const active of this.#active.values()) {
      active.cancelTimer();
      this.#deps.bus.publish({ kind: "ended", conversationId: idOf(active), reason: "system" });
    }
    this.#active.clear();
  }

  /** Ends all timers and waits for the changes in progress. */
  async close(): Promise<void> {
    this.#timers.close();
    for (const active of this.#active.values()) active.cancelTimer();
    await Promise.all([...this.#active.values()].map((active) => active.tail));
  }

  async #decide<Result>(
    active: ActiveConversation,
    decision: Decision<Result>,
    once?: Once<Result>,
  ): Promise<Result> {
    const { store, bus, clock, onMembers, onStanding } = this.#deps;
    const { version: expectedVersion, record: before } = active.loaded;
    const change = changeOf(active.loaded, clock.now());
    let result: Result;
    try {
      result = decision(change);
    } catch (error) {
      // The sender may have left since its first try.
      const first = once === undefined ? null : await store.firstReply(idOf(active), once);
      if (first === null || once === undefined) throw error;
      return once.again(first);
    }
    updateMissed(change);
    // A stream that comes back changes nothing: it needs no disk, which may be full.
    const isWritten = change.isChanged;
    const changes = change.done();
    const messageId = changes.messages[0]?.id;
    let version = expectedVersion;
    if (isWritten) {
      const committed = await store.commit(changes, {
        expectedVersion,
        ...(once !== undefined &&
          messageId !== undefined && { idempotency: { ...once, messageId } }),
      });
      if (committed.repeated !== null && once !== undefined) return once.again(committed.repeated);
      ({ version } = committed);
    }
    active.loaded = {
      record: changes.record,
      requests: changes.requests,
      lastAt: changes.lastAt,
      version,
    };
    noteGuest(active, changes, clock.now());
    publishChanges(bus, changes);
    if (changes.record.conversation.state === "ended") {
      active.cancelTimer();
      this.#active.delete(idOf(active));
    } else {
      this.arm(active);
    }
    if (changes.changedMembers.length > 0) onMembers(active, before.members, changes);
    if (this.#active.has(idOf(active)) && noteStanding(active, clock.now())) onStanding(active);
    return result;
  }

  async #reload(active: ActiveConversation): Promise<LoadedConversation> {
    const loaded = await this.#deps.store.load(idOf(active));
    if (loaded === null) throw new DomainError("conversation-not-found", "Conversation not found");
    return loaded;
  }
}

/** Loads the stored conversations that have not ended. */
export async function loadActiveConversations(
  deps: ActiveConversationsDeps,
): Promise<ActiveConversations> {
  const conversations = new ActiveConversations(deps);
  await conversations.loadAll();
  return conversations;
}
