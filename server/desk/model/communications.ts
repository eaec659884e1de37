import { call } from "../api/agent-client.ts";

/*
 * Messages are posted to a communication, which only the generic view identifies; lists and
 * notifications identify participants.
 */

interface GenericView {
  readonly participants: readonly {
    readonly id: string;
    readonly userId?: string;
    readonly chats: readonly { readonly id: string }[];
  }[];
}

/** Maps legs to communications. A leg's communication never changes, so each is requested once. */
export interface Communications {
  /** The communication id of a leg, when it is known already. */
  known(legId: string): string | undefined;
  /** @throws ApiProblem, and 404 `not.found` for a leg that the conversation does not have */
  find(conversationId: string, legId: string, signal?: AbortSignal): Promise<string>;
  /** Whether messages of this sender are the agent's own. */
  isOwn(communicationId: string): boolean;
}

/** @param missing - the error for a leg that the conversation does not have */
export function createCommunications(missing: () => Error): Communications {
  const byLeg = new Map<string, string>();
  return {
    known: (legId) => byLeg.get(legId),
    async find(conversationId, legId, signal) {
      const known = byLeg.get(legId);
      if (known !== undefined) return known;
      const path = `/api/v2/conversations/${conversationId}`;
      const view = (await call("GET", path, undefined, {}, signal ?? null)) as GenericView;
      const id = view.participants.find((one) => one.id === legId)?.chats[0]?.id;
      if (id === undefined || id === "") throw missing();
      byLeg.set(legId, id);
      return id;
    },
    isOwn: (communicationId) => [...byLeg.values()].includes(communicationId),
  };
}
