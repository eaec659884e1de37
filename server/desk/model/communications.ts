import type { AgentApi } from "../api/agent-client.ts";
import { ApiProblem } from "../api/api-problem.ts";

/**
 * Maps the agent's own legs to communications. Messages are posted to a communication, which only
 * the generic view identifies; lists and notifications identify participants. A leg's communication
 * never changes, so each is requested once.
 */
export class Communications {
  readonly #client: Pick<AgentApi, "conversation">;
  readonly #byLeg = new Map<string, string>();
  readonly #learned = new Set<string>();

  constructor(client: Pick<AgentApi, "conversation">) {
    this.#client = client;
  }

  /** The communication id of a leg, when it is known already. */
  known(legId: string): string | undefined {
    return this.#byLeg.get(legId);
  }

  /** Asks once where the messages of a new leg go, so that the first message finds it known. */
  learn(conversationId: string, legId: string): void {
    if (this.#learned.has(legId)) return;
    this.#learned.add(legId);
    // A communication that stays unknown is requested with the first message.
    this.find(conversationId, legId).catch(() => undefined);
  }

  /** @throws ApiProblem, also 404 `not.found` for a leg that the conversation does not have */
  async find(conversationId: string, legId: string): Promise<string> {
    const known = this.#byLeg.get(legId);
    if (known !== undefined) return known;
    const { participants } = await this.#client.conversation(conversationId);
    const id = participants.find((one) => one.id === legId)?.chats[0]?.id;
    if (id === undefined || id === "")
      throw new ApiProblem(404, "not.found", "The leg is not there.");
    this.#byLeg.set(legId, id);
    return id;
  }

  /** Whether messages of this sender are the agent's own. */
  isOwn(communicationId: string): boolean {
    return [...this.#byLeg.values()].includes(communicationId);
  }
}
