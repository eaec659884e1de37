import { signal, type Signal } from "@preact/signals";
import { isRefusal, unlessRefused } from "../api/api-problem.ts";
import { messagesTopic } from "../api/wire-words.ts";
import { Thread, type ThreadDeps } from "./thread.ts";

export interface ThreadsDeps extends ThreadDeps {
  /** Listens to these topics. @returns false when there is no channel that could */
  readonly subscribe: (topics: readonly string[]) => Promise<boolean>;
  /** Says why a history could not be read; empty when the agent is signed out by it. */
  readonly explain: (error: unknown) => string;
}

/** The messages of the agent's own chats, and of the one that it looks at. */
export class Threads {
  readonly all: Signal<ReadonlyMap<string, Thread>> = signal(new Map());
  readonly #deps: ThreadsDeps;
  /** The conversations whose topic the channel has. */
  readonly #subscribed = new Set<string>();

  constructor(deps: ThreadsDeps) {
    this.#deps = deps;
  }

  get(id: string | null): Thread | undefined {
    return id === null ? undefined : this.all.value.get(id);
  }

  /** Makes a thread for each of these that has none, and drops all others. */
  keep(ids: ReadonlySet<string>): void {
    const before = this.all.peek();
    if (before.size === ids.size && [...ids].every((id) => before.has(id))) return;
    this.all.value = new Map(
      [...ids].map((id) => [id, before.get(id) ?? new Thread(id, this.#deps)]),
    );
  }

  /** Notifications may have been missed in every conversation, and the channel has no topics. */
  markGap(): void {
    this.#subscribed.clear();
    for (const thread of this.all.peek().values()) thread.markGap();
  }

  /**
   * Listens to every thread, then reads what each of them does not have yet. A conversation that
   * may not be read says so in its own place.
   * @throws ApiProblem, TypeError when the server cannot be reached
   */
  async catchUp(): Promise<void> {
    // First the topics, then the messages: nothing comes between unheard.
    await this.#subscribe();
    const behind = [...this.all.peek().values()].filter((one) => one.isBehind);
    await Promise.all(behind.map((thread) => this.read(thread)));
  }

  /** @throws ApiProblem, TypeError when the server cannot be reached */
  async read(thread: Thread): Promise<void> {
    if (thread.status.peek().kind === "failed") thread.status.value = { kind: "loading" };
    try {
      await thread.catchUp();
    } catch (error) {
      const words = this.#deps.explain(error);
      if (words !== "" && thread.status.peek().kind === "loading")
        thread.status.value = { kind: "failed", words };
      if (!isRefusal(error)) throw error;
    }
  }

  async #subscribe(): Promise<void> {
    const { subscribe } = this.#deps;
    const ids = [...this.all.peek().keys()].filter((id) => !this.#subscribed.has(id));
    if (ids.length === 0) return;
    for (const id of ids) this.#subscribed.add(id);
    const undo = (): void => {
      for (const id of ids) this.#subscribed.delete(id);
    };
    try {
      if (!(await subscribe(ids.map(messagesTopic)))) undo();
    } catch (error) {
      if (!isRefusal(error)) {
        undo();
        throw error;
      }
      // One that may not be read any more makes the server refuse all of them.
      for (const id of ids) await unlessRefused(subscribe([messagesTopic(id)]));
    }
  }
}
