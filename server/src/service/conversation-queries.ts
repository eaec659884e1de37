import { awaySince } from "../domain/deadlines.ts";
import { DomainError, mediaRequestNotFound } from "../domain/errors.ts";
import type { MediaRequest } from "../domain/model.ts";
import type { ConversationService, WaitingConversation } from "./conversations.ts";
import type { StoredWaiting } from "./routing-store.ts";
import type { ServiceContext } from "./service-context.ts";

export type ConversationQueries = Pick<
  ConversationService,
  | "get"
  | "peek"
  | "messages"
  | "message"
  | "mediaRequests"
  | "mediaRequest"
  | "rating"
  | "awaySince"
  | "queuePlace"
  | "ofAgent"
  | "loads"
  | "ended"
  | "waiting"
  | "waitingOne"
  | "countWaiting"
>;

export function createQueries(context: ServiceContext): ConversationQueries {
  const { store, conversations, clock, waitingQueue } = context;

  async function mediaRequests(conversationId: string): Promise<readonly MediaRequest[]> {
    const loaded = conversations.peek(conversationId)?.loaded ?? (await store.load(conversationId));
    return loaded?.requests ?? [];
  }

  /** A stream that was lost or came back a moment ago is known in memory alone. */
  function withAbsence({ detachedAt, ...waiting }: StoredWaiting): WaitingConversation {
    const presence = conversations.peek(waiting.summary.id)?.presence ?? { detachedAt };
    return { ...waiting, awaySince: awaySince(presence, clock.now()) };
  }

  return {
    get: async (conversationId) => (await conversations.load(conversationId)).record,
    peek: (conversationId) => conversations.peek(conversationId)?.loaded.record ?? null,
    async messages(conversationId, query) {
      const page = await store.messages(conversationId, query);
      if (page === "unknown-cursor") throw new DomainError("cursor-not-found", "Message not found");
      return page;
    },
    async message(conversationId, messageId) {
      const message = await store.message(conversationId, messageId);
      if (message === null) throw new DomainError("message-not-found", "Message not found");
      return message;
    },
    mediaRequests,
    async mediaRequest(conversationId, requestId) {
      const requests = await mediaRequests(conversationId);
      const request = requests.find(({ id }) => id === requestId);
      if (request === undefined) throw mediaRequestNotFound();
      return request;
    },
    rating: (conversationId) => store.rating(conversationId),
    async awaySince(conversationId) {
      const active = await conversations.find(conversationId);
      return active === null ? null : awaySince(active.presence, clock.now());
    },
    async queuePlace(conversationId) {
      const active = await conversations.find(conversationId);
      return active === null ? null : waitingQueue.place(active);
    },
    async ofAgent(who) {
      const all = [...(await store.presentOf(who)), ...(await store.unwrapped(who))];
      return [...new Map(all.map((one) => [one.conversation.id, one])).values()];
    },
    async loads(organizationId) {
      const seats = await store.seats(organizationId);
      return new Map([...seats].map(([userId, { load }]) => [userId, load]));
    },
    async ended(filter) {
      if (!("userId" in filter))
        return store.endedOfGuest(filter.organizationId, filter.externalId);
      const found = await store.endedOfUser(filter, filter.sinceAt);
      return found.filter(({ members }) =>
        members.some(({ userId, connectedAt }) => userId === filter.userId && connectedAt !== null),
      );
    },
    async waitingOne(conversationId) {
      const found = await store.waitingOne(conversationId);
      return found === null ? null : withAbsence(found);
    },
    countWaiting: (organizationId, queueId) => store.countInLine({ organizationId, queueId }),
    waiting: async (organizationId, queueIds) =>
      (await store.waiting(organizationId, queueIds)).map(withAbsence),
  };
}
