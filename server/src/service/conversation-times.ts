import type { ConversationChange } from "../domain/conversation-change.ts";
import { AWAY_MS, expire, nextDeadline } from "../domain/deadlines.ts";
import { DomainError } from "../domain/errors.ts";
import type { Organization } from "../domain/tenant.ts";
import { changeOf, idOf, notePresence, type ActiveConversation } from "./active-conversation.ts";
import type { Agents } from "./agents.ts";
import type { Clock } from "./clock.ts";
import { DueLoop, WRITE_RETRY_MS } from "./due-loop.ts";
import { isToBeSaved, surroundingsOf } from "./routing-change.ts";
import type { RoutingState } from "./routing-state.ts";
import type { RoutingStore } from "./routing-store.ts";

export interface ConversationTimesDeps {
  readonly store: RoutingStore;
  readonly clock: Clock;
  readonly tenants: readonly Organization[];
  readonly agents: Pick<Agents, "goneSince">;
  readonly find: (conversationId: string) => Promise<ActiveConversation | null>;
  readonly change: (
    active: ActiveConversation,
    decision: (change: ConversationChange) => boolean,
  ) => Promise<boolean>;
  /** The conversations whose guests have a stream here. */
  readonly attached: () => readonly string[];
  /** Keeps a conversation in memory until the undo is called. */
  readonly pin: (active: ActiveConversation) => () => void;
  /** Called with failures of work that nobody waits for. */
  readonly report: (error: unknown) => void;
}

/** Applies the rules that depend on time, and stores the times on which they depend. */
export class ConversationTimes {
  readonly #deps: ConversationTimesDeps;
  readonly #due: DueLoop;
  /** Keeps in memory what the store does not know yet: who lost the stream a moment ago. */
  readonly #unstored = new Map<string, () => void>();
  #cancelStart = (): void => undefined;

  constructor(deps: ConversationTimesDeps) {
    this.#deps = deps;
    const { clock, store, report } = deps;
    this.#due = new DueLoop({ clock, store, report, expire: (id) => this.#expire(id) });
  }

  /**
   * Takes up what an earlier process left. No conversation is loaded for it. On a disk that takes
   * no writes, readers are served meanwhile, and it is tried again.
   * @param now - when the process took up its work
   */
  async start(now = this.#deps.clock.now()): Promise<void> {
    const { clock, report } = this.#deps;
    try {
      await this.#takeUp(now);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== "store-unavailable") throw error;
      report(error);
      const again = (): void => void this.start(now).catch(report);
      this.#cancelStart = clock.at(clock.now() + WRITE_RETRY_MS, again);
      return;
    }
    this.#due.start();
  }

  async #takeUp(now: number): Promise<void> {
    const { store, tenants, attached } = this.#deps;
    await store.resume(now, now + AWAY_MS, attached());
    for (const { id, queues } of tenants)
      await store.requeue(
        id,
        queues.map((queue) => queue.id),
      );
  }

  /** The guest's last stream is gone, or the guest is back. */
  attachmentsChanged(active: ActiveConversation): void {
    if (active.presence.detachedAt === null) return this.forget(idOf(active));
    const change = changeOf(active.loaded, this.#deps.clock.now());
    const at = nextDeadline(change, surroundingsOf(active, this.#deps.agents));
    this.#due.note(idOf(active), at);
    const pin = this.#unstored.get(idOf(active)) ?? this.#deps.pin(active);
    this.#unstored.set(idOf(active), pin);
  }

  /**
   * Stores the times of a conversation that has not changed otherwise, where that is needed. Nobody
   * waits for the write: when it fails, it is tried again.
   */
  async save(active: ActiveConversation, state: RoutingState): Promise<void> {
    const { store, clock, report } = this.#deps;
    if (!isToBeSaved(active.stored, state, clock.now())) return;
    try {
      await store.saveRouting(idOf(active), active.loaded.version, state);
      this.stored(active, state);
    } catch (error) {
      this.#due.postpone(idOf(active));
      report(error);
    }
  }

  /**
   * A change has been stored, and the state with it.
   * @param isState - whether it has; its times can be found in the stored messages otherwise
   */
  stored(active: ActiveConversation, state: RoutingState, isState = true): void {
    notePresence(active, state.presence);
    if (!isState) return;
    active.stored = state;
    this.#due.expect(state.deadlineAt);
  }

  /** The times that are not stored hold no more. */
  forget(conversationId: string): void {
    this.#due.note(conversationId, null);
    this.#unstored.get(conversationId)?.();
    this.#unstored.delete(conversationId);
  }

  forgetAll(): void {
    this.#due.forget();
    this.#unstored.clear();
  }

  /** Ends the timer and waits for the changes that time has started. */
  close(): Promise<void> {
    this.#cancelStart();
    return this.#due.close();
  }

  /** Applies what time changes. Returns whether the deadline is over. */
  async #expire(conversationId: string): Promise<boolean> {
    const { agents, clock, find, change, store } = this.#deps;
    const active = await find(conversationId);
    if (active === null) {
      // Its deployment is no longer configured; the next start looks again.
      await store.dropDeadline(conversationId);
      return true;
    }
    const isChanged = await change(active, (late) => {
      expire(late, surroundingsOf(active, agents));
      return late.isChanged;
    });
    const isDetached = active.presence.detachedAt !== active.stored.presence.detachedAt;
    if (isDetached) this.attachmentsChanged(active);
    else this.forget(conversationId);
    return isChanged || (active.stored.deadlineAt ?? Number.POSITIVE_INFINITY) > clock.now();
  }
}
