import { owesWrapup } from "../domain/decide.ts";
import { awaySince } from "../domain/deadlines.ts";
import { DomainError, mediaRequestNotFound } from "../domain/errors.ts";
import type { ConversationRecord, MediaRequest, Member } from "../domain/model.ts";
import type { UserKey } from "../domain/tenant.ts";
import { waitsSince } from "../domain/waiting.ts";
import { queueOf, waitingLeg, type ActiveConversation } from "./active-conversation.ts";
import type { ConversationService, WaitingConversation } from "./conversations.ts";
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
  const { store, conversations, seats, waitingQueue } = context;

  async function mediaRequests(conversationId: string): Promise<readonly MediaRequest[]> {
    const loaded =
      conversations.all.get(conversationId)?.loaded ?? (await store.load(conversationId));
    return loaded?.requests ?? [];
  }

  return {
    get: async (conversationId) => (await conversations.load(conversationId)).record,
    peek: (conversationId) => conversations.all.get(conversationId)?.loaded.record ?? null,
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
    awaySince(conversationId) {
      const active = conversations.all.get(conversationId);
      return active === undefined ? null : awaySince(active.presence, context.clock.now());
    },
    async queuePlace(conversationId) {
      const active = conversations.all.get(conversationId);
      return active === undefined ? null : waitingQueue.place(active);
    },
    ofAgent: (who) => conversationsOfAgent(context, who),
    loads: (organizationId) => seats.ofAll(organizationId),
    async ended(filter) {
      if (!("userId" in filter))
        return store.endedOfGuest(filter.organizationId, filter.externalId);
      const found = await store.endedOfUser(filter, filter.sinceAt);
      return found.filter(({ members }) =>
        members.some(({ userId, connectedAt }) => userId === filter.userId && connectedAt !== null),
      );
    },
    async waitingOne(conversationId) {
      const active = conversations.all.get(conversationId);
      if (active === undefined || waitingLeg(active) === null) return null;
      return (await withLastText(context, [active]))[0] ?? null;
    },
    countWaiting: (organizationId, queueId) => waitingIn(context, organizationId, [queueId]).length,
    waiting: (organizationId, queueIds) =>
      withLastText(context, waitingIn(context, organizationId, queueIds)),
  };
}

/** Those that the agent takes part in first, then those that the agent owes a wrap-up. */
async function conversationsOfAgent(
  { store, conversations }: ServiceContext,
  who: UserKey,
): Promise<readonly ConversationRecord[]> {
  const isMine = (member: Member): boolean => member.userId === who.userId;
  const records = [...conversations.all.values()]
    .map((active) => active.loaded.record)
    .filter(({ conversation }) => conversation.organizationId === who.organizationId);
  const present = records.filter(({ members }) =>
    members.some((member) => isMine(member) && member.state !== "disconnected"),
  );
  const left = records.filter(
    (record) =>
      !present.includes(record) &&
      record.members.some((member) => isMine(member) && owesWrapup(member)),
  );
  return [...present, ...left, ...(await store.unwrapped(who))];
}

function waitingIn(
  { waitingQueue }: ServiceContext,
  organizationId: string,
  queueIds: readonly string[],
): readonly ActiveConversation[] {
  return waitingQueue
    .inOrder()
    .filter(
      (active) =>
        active.organization.id === organizationId && queueIds.includes(queueOf(active).id),
    );
}

function withLastText(
  { store, clock }: ServiceContext,
  waiting: readonly ActiveConversation[],
): Promise<WaitingConversation[]> {
  return Promise.all(
    waiting.map(async (active) => {
      const leg = waitingLeg(active);
      return {
        chat: active.loaded.record,
        waitingSince: leg === null ? 0 : waitsSince(leg),
        awaySince: awaySince(active.presence, clock.now()),
        lastText: await store.lastGuestText(active.loaded.record.conversation),
      };
    }),
  );
}
