import type { DeskMessage } from "../api/agent-client.ts";

/* Which messages of the agent's chats this page knows, so that none is counted as unread twice. */

export interface Seen {
  /** The agent has the conversation before it, up to its newest message. */
  read(conversationId: string, all: readonly DeskMessage[]): void;
  /**
   * A notification named this message. False when it was known already.
   * @param isInOrder - nothing can have been missed before it
   */
  heard(conversationId: string, messageId: string, isInOrder: boolean): boolean;
  /**
   * Goes on from the last message known.
   * @param newestFirst - the newest page of the history
   * @param since - ISO time from which messages are new where none is known; null: none is
   * @returns the messages that were missed, newest first
   */
  catchUp(
    conversationId: string,
    newestFirst: readonly DeskMessage[],
    since: string | null,
  ): readonly DeskMessage[];
  /** Drops every conversation but these. */
  keep(conversationIds: ReadonlySet<string>): void;
}

interface Known {
  readonly ids: ReadonlySet<string>;
  /** The newest message before which none was missed; null when none is known. */
  readonly last: string | null;
}

const nothing: Known = { ids: new Set(), last: null };

export function createSeen(): Seen {
  const all = new Map<string, Known>();
  const of = (id: string): Known => all.get(id) ?? nothing;
  const add = (id: string, ids: readonly string[], last: string | null): void =>
    void all.set(id, { ids: new Set([...of(id).ids, ...ids]), last });

  return {
    read(id, messages) {
      const ids = messages.map((one) => one.id);
      add(id, ids, ids.at(-1) ?? "");
    },
    heard(id, messageId, isInOrder) {
      const { ids, last } = of(id);
      if (ids.has(messageId)) return false;
      add(id, [messageId], isInOrder ? messageId : last);
      return true;
    },
    catchUp(id, newestFirst, since) {
      const { ids, last } = of(id);
      const end = newestFirst.findIndex((one) => one.id === last);
      const later = end === -1 ? newestFirst : newestFirst.slice(0, end);
      const missed = later.filter(
        (one) =>
          !ids.has(one.id) &&
          (last !== null || (since !== null && Date.parse(one.timestamp) > Date.parse(since))),
      );
      const found = newestFirst.map((one) => one.id);
      add(id, found, found[0] ?? last ?? "");
      return missed;
    },
    keep(ids) {
      for (const id of all.keys()) if (!ids.has(id)) all.delete(id);
    },
  };
}
