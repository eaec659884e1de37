import { DomainError } from "../domain/errors.ts";
import {
  closeMissed,
  expireMissed,
  isListed,
  releaseMissed,
  takeMissed,
} from "../domain/missed.ts";
import type { ConversationRecord } from "../domain/model.ts";
import { findQueue } from "../domain/tenant.ts";
import type {
  AnsweredConversation,
  ConversationService,
  MissedConversation,
} from "./conversations.ts";
import { recordOf, type ServiceContext } from "./service-context.ts";

export type MissedConversations = Pick<
  ConversationService,
  | "missed"
  | "missedOne"
  | "answered"
  | "takeMissed"
  | "releaseMissed"
  | "closeMissed"
  | "expireMissed"
>;

/** The list of missed conversations, and its commands. */
export function createMissedConversations(context: ServiceContext): MissedConversations {
  const { conversations, store } = context;
  return {
    missed: (organizationId, queueIds) => missedIn(context, organizationId, queueIds),
    async missedOne(conversationId) {
      const { record: chat } = await conversations.load(conversationId);
      const { conversation } = chat;
      if (conversation.missed === null || !isListed(conversation)) return null;
      const lastText = await store.lastGuestText(conversation);
      return { chat, missed: conversation.missed, lastText };
    },
    async answered(organizationId, queueIds, sinceAt) {
      const found = await store.answered(organizationId, sinceAt);
      const closedAt = ({ missed }: AnsweredConversation): number => missed.wrapup?.endAt ?? 0;
      return found
        .flatMap(missedInQueues(context, organizationId, queueIds))
        .toSorted((a, b) => closedAt(b) - closedAt(a));
    },
    takeMissed: (conversationId, user, { from = null, permit } = {}) =>
      conversations.changeAnyTime(conversationId, (change) => {
        permit?.(recordOf(change));
        takeMissed(change, user, from);
      }),
    releaseMissed: (conversationId, userId) =>
      conversations.changeAnyTime(conversationId, (change) => releaseMissed(change, userId)),
    async closeMissed(conversationId, wrapup, { readUntil = null, permit } = {}) {
      const read = readUntil === null ? null : await store.message(conversationId, readUntil);
      if (readUntil !== null && read === null)
        throw new DomainError("message-not-found", "Message not found");
      await conversations.changeAnyTime(conversationId, (change) => {
        permit?.(recordOf(change));
        closeMissed(change, wrapup, read?.at ?? null);
      });
    },
    expireMissed: (conversationId, beforeAt) =>
      conversations.changeAnyTime(conversationId, (change) => expireMissed(change, beforeAt)),
  };
}

/** Takes a conversation that is or was missed in one of these queues, and no other. */
function missedInQueues(
  { tenants }: ServiceContext,
  organizationId: string,
  queueIds: readonly string[],
): (chat: ConversationRecord) => readonly AnsweredConversation[] {
  const organization = tenants.find(({ id }) => id === organizationId);
  return (chat) => {
    const { missed } = chat.conversation;
    if (organization === undefined || missed === null) return [];
    // A queue that the configuration no longer has is replaced, so that its entries stay in a list.
    const queue = findQueue(organization, missed.queueId);
    return queueIds.includes(queue?.id ?? "") ? [{ chat, missed }] : [];
  };
}

async function missedIn(
  context: ServiceContext,
  organizationId: string,
  queueIds: readonly string[],
): Promise<readonly MissedConversation[]> {
  const { store } = context;
  const found = (await store.missed(organizationId))
    .flatMap(missedInQueues(context, organizationId, queueIds))
    .toSorted((a, b) => a.missed.since - b.missed.since);
  return Promise.all(
    found.map(async (one) => ({
      ...one,
      lastText: await store.lastGuestText(one.chat.conversation),
    })),
  );
}
