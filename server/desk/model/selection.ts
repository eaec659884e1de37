import { signal, type Signal } from "@preact/signals";
import type { AgentApi } from "../api/agent-client.ts";
import type { Details } from "../api/views.ts";

/** The conversation that the agent looks at, and the list beside it. */
export class Selection {
  readonly list: Signal<"chats" | "missed"> = signal("chats");
  readonly id: Signal<string | null> = signal(null);
  readonly details: Signal<Details | null> = signal(null);
  /** The conversation whose field takes the focus when it is drawn next. */
  readonly focusWanted: Signal<string | null> = signal(null);
  readonly #client: Pick<AgentApi, "details">;

  constructor(client: Pick<AgentApi, "details">) {
    this.#client = client;
  }

  set(id: string | null, wantsFocus: boolean): void {
    this.id.value = id;
    this.details.value = null;
    this.focusWanted.value = wantsFocus ? id : null;
  }

  /** @throws ApiProblem, TypeError */
  async refreshDetails(id: string): Promise<void> {
    const found = await this.#client.details(id);
    if (this.id.peek() === id) this.details.value = found;
  }

  /** A media request of this conversation was made, or has changed. */
  applyMediaRequest(conversationId: string, request: Details["mediaRequests"][number]): void {
    const details = this.details.peek();
    if (details === null || details.id !== conversationId) return;
    const others = details.mediaRequests.filter((one) => one.id !== request.id);
    const at = details.mediaRequests.findIndex((one) => one.id === request.id);
    const mediaRequests = others.toSpliced(at === -1 ? others.length : at, 0, request);
    this.details.value = { ...details, mediaRequests };
  }
}
