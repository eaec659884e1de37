import type { ChangeResult, LoadedConversation } from "../domain/conversation-change.ts";
import { conversationNotActive, DomainError } from "../domain/errors.ts";
import { updateMissed } from "../domain/missed.ts";
import {
  activateConversation,
  changeOf,
  idOf,
  noteOffer,
  noteLoaded,
  noteStanding,
  type ActiveConversation,
} from "./active-conversation.ts";
import type { ActiveConversationsDeps } from "./active-conversations-deps.ts";
import type { ChangeTerms, Decision } from "./change-terms.ts";
import { ConversationCache } from "./conversation-cache.ts";
import { ConversationTimes } from "./conversation-times.ts";
import { loadFrom } from "./load-from.ts";
import { publishChanges } from "./publish-changes.ts";
import { retryOnConflict } from "./retry-on-conflict.ts";
import { routingAfter, routingChangeOf } from "./routing-change.ts";
import type { StoredConversation } from "./routing-store.ts";

/** The conversations that are kept in memory though nobody uses them now. */
const CACHE_SIZE = 1_000;

/**
 * The active conversations, in memory while they are in use. Each runs one change at a time and
 * commits it before its events are published; one loop applies the rules that depend on time.
 */
export class ActiveConversations {
  readonly #deps: ActiveConversationsDeps;
  readonly #cache: ConversationCache;
  readonly #loading = new Map<string, Promise<ActiveConversation | null>>();
  readonly #times: ConversationTimes;

  constructor(deps: ActiveConversationsDeps) {
    this.#deps = deps;
    this.#cache = new ConversationCache(deps.cacheSize ?? CACHE_SIZE);
    this.#times = new ConversationTimes({
      ...deps,
      find: (conversationId) => this.find(conversationId),
      change: (active, decision) => this.change(active, decision),
      attached: () =>
        this.#cache
          .all()
          .filter(({ attachments }) => attachments > 0)
          .map(idOf),
      pin: (active) => this.#cache.pin(active),
    });
  }

  /** Takes up what an earlier process left. No conversation is loaded for it. */
  start(): Promise<void> {
    return this.#times.start();
  }

  /** How many are in memory. */
  get countInMemory(): number {
    return this.#cache.count;
  }

  /** An active conversation that is in memory; null for every other. */
  peek(conversationId: string): ActiveConversation | null {
    return this.#cache.get(conversationId);
  }

  /** Null for a conversation that has ended, and for an unknown one. */
  async find(conversationId: string): Promise<ActiveConversation | null> {
    const cached = this.#cache.get(conversationId);
    if (cached !== null) return cached;
    const underWay = this.#loading.get(conversationId);
    if (underWay !== undefined) return underWay;
    const loading = this.#load(conversationId).finally(() => this.#loading.delete(conversationId));
    this.#loading.set(conversationId, loading);
    return loading;
  }

  /** The conversation's state, active or ended. @throws DomainError `conversation-not-found` */
  async load(conversationId: string): Promise<LoadedConversation> {
    const { store } = this.#deps;
    return this.#cache.get(conversationId)?.loaded ?? loadFrom(store, conversationId);
  }

  /** @throws DomainError `conversation-not-found`, `conversation-not-active` when it has ended */
  async get(conversationId: string): Promise<ActiveConversation> {
    const active = await this.find(conversationId);
    if (active !== null) return active;
    await this.load(conversationId);
    throw conversationNotActive();
  }

  /** Decides after the changes before it, commits and publishes. */
  change<Result>(
    given: ActiveConversation,
    decision: Decision<Result>,
    terms: ChangeTerms<Result> = {},
  ): Promise<Result> {
    const active = this.#cache.get(idOf(given)) ?? given;
    const unpin = this.#cache.pin(active);
    let isFirstTry = true;
    const attempt = async (): Promise<Result> => {
      // Another writer has moved the version that is held in memory.
      if (!isFirstTry) await this.#reload(active);
      isFirstTry = false;
      return this.#decide(active, decision, terms);
    };
    const work = (): Promise<Result> => retryOnConflict(attempt);
    const turn = active.tail.then(work, work);
    // The caller is told of the failure; the next command only waits for the end.
    active.tail = turn.catch(() => undefined).then(unpin);
    return turn;
  }

  /**
   * Changes a conversation, even an ended one: wrap-up and attributes can change after the end.
   * @throws DomainError `conversation-not-found`
   */
  async changeAnyTime<Result>(conversationId: string, decision: Decision<Result>): Promise<Result> {
    const active = await this.find(conversationId);
    if (active !== null) return this.change(active, decision);
    const { store, bus, clock } = this.#deps;
    return retryOnConflict(async () => {
      const loaded = await this.load(conversationId);
      const change = changeOf(loaded, clock.now());
      const result = decision(change);
      updateMissed(change);
      if (!change.isChanged) return result;
      const changes = change.done();
      const committed = await store.commit(changes, { expectedVersion: loaded.version });
      await committed.onDisk;
      publishChanges(bus, changes);
      return result;
    });
  }

  /** Adds a new conversation that is stored. @throws DomainError `deployment-not-found` */
  add(stored: StoredConversation): void {
    const active = this.#activate(stored);
    if (active === null) throw new DomainError("deployment-not-found", "Deployment not found");
    this.#times.stored(active, stored.routing);
  }

  /** Keeps a conversation in memory until the undo is called. */
  pin(active: ActiveConversation): () => void {
    return this.#cache.pin(active);
  }

  /** The guest's last stream is gone, or the guest is back. */
  attachmentsChanged(active: ActiveConversation): void {
    if (this.#cache.get(idOf(active)) === active) this.#times.attachmentsChanged(active);
  }

  /** Writes the times of a conversation that has not changed otherwise. */
  refresh(active: ActiveConversation): void {
    this.change(active, () => undefined).catch(this.#deps.report);
  }

  /** Forgets all of them, after the store was wiped. */
  forget(): void {
    this.#times.forgetAll();
    for (const active of this.#cache.all())
      this.#deps.bus.publish({ kind: "ended", conversationId: idOf(active), reason: "system" });
    this.#cache.clear();
  }

  /** Ends all timers and waits for the changes in progress. */
  async close(): Promise<void> {
    await this.#times.close();
    await Promise.all(this.#cache.all().map((active) => active.tail));
  }

  async #decide<Result>(
    active: ActiveConversation,
    decision: Decision<Result>,
    { once, seat }: ChangeTerms<Result>,
  ): Promise<Result> {
    const { store, clock } = this.#deps;
    const { version: expectedVersion } = active.loaded;
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
    if (change.isChanged) updateMissed(change);
    // A stream that comes back changes nothing: it needs no disk, which may be full.
    const isWritten = change.isChanged;
    const changes = change.done();
    const state = await routingAfter(active, change, changes, this.#deps);
    let version = expectedVersion;
    let onDisk: Promise<void> | null = null;
    if (!isWritten) await this.#times.save(active, state);
    else {
      const [message] = changes.messages;
      const routing = routingChangeOf(active, changes, { state, now: change.now, seat });
      const idempotency = once && message && { ...once, messageId: message.id };
      const committed = await store.commit(changes, {
        expectedVersion,
        routing,
        ...(idempotency !== undefined && { idempotency }),
      });
      if (committed.repeated !== null && once !== undefined) return once.again(committed.repeated);
      ({ version, onDisk } = committed);
      this.#times.stored(active, state, routing.state !== null);
    }
    noteOffer(active, changes);
    const { record, requests, lastAt } = changes;
    active.loaded = { record, requests, lastAt, version };
    await onDisk;
    this.#tell(active, changes);
    return result;
  }

  #tell(active: ActiveConversation, changes: ChangeResult): void {
    const { bus, clock, onMembers, onStanding } = this.#deps;
    publishChanges(bus, changes);
    const isOver = changes.record.conversation.state === "ended";
    if (isOver) {
      this.#cache.delete(idOf(active));
      this.#times.forget(idOf(active));
    }
    if (changes.changedMembers.length > 0) onMembers(active, changes);
    if (!isOver && noteStanding(active, clock.now())) onStanding(active);
  }

  async #load(conversationId: string): Promise<ActiveConversation | null> {
    const stored = await this.#deps.store.loadActive(conversationId);
    if (stored === null) return null;
    const active = this.#activate(stored);
    if (active === null) return null;
    noteLoaded(active, this.#deps.clock.now());
    return active;
  }

  #activate({ loaded, routing }: StoredConversation): ActiveConversation | null {
    const active = activateConversation(this.#deps.tenants, loaded, routing);
    return active === null ? null : this.#cache.add(active);
  }

  async #reload(active: ActiveConversation): Promise<void> {
    const stored = await this.#deps.store.loadActive(idOf(active));
    if (stored !== null)
      Object.assign(active, { loaded: stored.loaded, stored: stored.routing, offer: undefined });
    else active.loaded = await loadFrom(this.#deps.store, idOf(active));
  }
}
