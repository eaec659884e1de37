import { signal, type Signal } from "@preact/signals";
import type { AgentApi } from "../api/agent-client.ts";
import type { KnownReplies } from "./saved-replies.ts";

/** The organization's saved replies, loaded when they are needed first. */
export class Replies {
  readonly known: Signal<KnownReplies> = signal({ kind: "loading" });
  readonly #client: Pick<AgentApi, "replies">;

  constructor(client: Pick<AgentApi, "replies">) {
    this.#client = client;
  }

  /** Requests them, unless they are here. */
  need(): void {
    if (this.known.peek().kind === "here") return;
    this.known.value = { kind: "loading" };
    this.#client.replies().then(
      (replies) => (this.known.value = { kind: "here", replies }),
      () => (this.known.value = { kind: "failed" }),
    );
  }
}
