import { signal } from "@preact/signals";
import type { Storage } from "../../../src/transport/ports/storage.ts";
import { Outbox, type OutboxDeps } from "./outbox.ts";
import { hasDraft, type Unfinished } from "./unfinished.ts";

export const UNFINISHED_PREFIX = "parlor:desk:unfinished:";

/**
 * The signed-in agent's outbox as the components read it: each of them renders again when what it
 * has read changes.
 */
export class UnfinishedWork {
  readonly outbox: Outbox;
  readonly #version = signal(0);

  /**
   * Opens the work that this agent has left in the tab, and erases that of others: on a shared
   * computer nobody may read what somebody else was writing.
   */
  constructor(deps: OutboxDeps) {
    const { storage, prefix } = deps;
    eraseOthers(storage, UNFINISHED_PREFIX, prefix);
    this.outbox = new Outbox({
      ...deps,
      changed: (id, hasFailed) => {
        this.#version.value++;
        deps.changed(id, hasFailed);
      },
    });
  }

  of(conversationId: string): Unfinished {
    void this.#version.value;
    return this.outbox.of(conversationId);
  }

  /** Counts what signing out would erase. */
  count(): { readonly messages: number; readonly drafts: number } {
    void this.#version.value;
    const all = this.outbox.conversations().map((id) => this.outbox.of(id));
    return {
      messages: all.reduce((sum, { unsent }) => sum + unsent.length, 0),
      drafts: all.filter((one) => hasDraft(one) || `${one.transferNote}${one.wrapUp.note}` !== "")
        .length,
    };
  }
}

function eraseOthers(storage: Storage, all: string, own: string): void {
  for (const key of storage.keys(all)) if (!key.startsWith(own)) storage.remove(key);
}
