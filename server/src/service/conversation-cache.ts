import { idOf, type ActiveConversation } from "./active-conversation.ts";

/**
 * The conversations in memory: those that are in use, and a bounded number of those that were used
 * last. All others are in the store.
 */
export class ConversationCache {
  readonly #size: number;
  readonly #inUse = new Map<string, ActiveConversation>();
  /** In the order of their last use. */
  readonly #idle = new Map<string, ActiveConversation>();

  /** @param size - the number of conversations that are kept although nobody uses them */
  constructor(size: number) {
    this.#size = size;
  }

  get count(): number {
    return this.#inUse.size + this.#idle.size;
  }

  get(conversationId: string): ActiveConversation | null {
    const used = this.#inUse.get(conversationId);
    if (used !== undefined) return used;
    const idle = this.#idle.get(conversationId);
    if (idle === undefined) return null;
    this.#idle.delete(conversationId);
    this.#idle.set(conversationId, idle);
    return idle;
  }

  add(active: ActiveConversation): ActiveConversation {
    this.#idle.set(idOf(active), active);
    this.#trim();
    return active;
  }

  /** Keeps a conversation in memory until the undo is called. */
  pin(active: ActiveConversation): () => void {
    const id = idOf(active);
    active.pins++;
    this.#idle.delete(id);
    this.#inUse.set(id, active);
    let isPinned = true;
    return () => {
      if (!isPinned) return;
      isPinned = false;
      active.pins--;
      if (active.pins > 0 || this.#inUse.get(id) !== active) return;
      this.#inUse.delete(id);
      if (active.loaded.record.conversation.state !== "ended") this.add(active);
    };
  }

  delete(conversationId: string): void {
    this.#inUse.delete(conversationId);
    this.#idle.delete(conversationId);
  }

  all(): readonly ActiveConversation[] {
    return [...this.#inUse.values(), ...this.#idle.values()];
  }

  clear(): void {
    this.#inUse.clear();
    this.#idle.clear();
  }

  #trim(): void {
    for (const id of this.#idle.keys()) {
      if (this.#idle.size <= this.#size) return;
      this.#idle.delete(id);
    }
  }
}
