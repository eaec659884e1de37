import type { ConversationChange } from "../domain/conversation-change.ts";
import { send } from "../domain/decide.ts";
import { returnToLine } from "../domain/decide-absence.ts";
import { moveToQueue } from "../domain/decide-route.ts";
import { noteMissedText } from "../domain/missed.ts";
import type { Attachment } from "../domain/attachment.ts";
import type { Message } from "../domain/model.ts";
import { findQueueByName, findUser, type Organization } from "../domain/tenant.ts";
import { idOf, queueOf, waitingLeg, type ActiveConversation } from "./active-conversation.ts";
import type { ConversationService } from "./conversations.ts";
import { hashOf, keysSince, replyAgain, type KeyedMessage } from "./first-reply.ts";
import type { ChangeTerms, Once } from "./change-terms.ts";
import { checkParts, isAlreadyAnswered, type CheckedParts } from "./message-parts.ts";
import { loadSendable } from "./sendable-files.ts";
import type { ServiceContext } from "./service-context.ts";
import type { MessageStore } from "./store.ts";

/** Creates the command that sends a message of a guest or an agent. */
export function createSend(context: ServiceContext): ConversationService["send"] {
  const { conversations } = context;
  const sendNow = sendWith(context);
  return async (conversationId, memberId, ...message) => {
    const sent = await sendNow(conversationId, memberId, ...message);
    const active = conversations.peek(conversationId);
    // The list of waiting guests shows what each has written last.
    if (active !== null && waitingLeg(active) !== null)
      context.bus.publish({
        kind: "waiting",
        organizationId: active.organization.id,
        queueId: queueOf(active).id,
        conversationId,
      });
    return sent;
  };
}

/** The language that an agent writes in, by its profile; undefined for everybody else. */
function profileLanguage(
  organization: Organization,
  change: ConversationChange,
  memberId: string,
): string | undefined {
  const userId = change.members.find((one) => one.id === memberId)?.userId ?? null;
  return userId === null ? undefined : (findUser(organization, userId)?.language ?? undefined);
}

async function lastOfferOf(
  store: MessageStore,
  active: ActiveConversation,
): Promise<Message | null> {
  const { offer: known } = active;
  if (known !== undefined) return known;
  const found = await store.lastOffer(idOf(active));
  // A message that was stored meanwhile is newer.
  if (active.offer === undefined) active.offer = found;
  return active.offer;
}

function sendWith(context: ServiceContext): ConversationService["send"] {
  const { conversations, store } = context;
  return async (conversationId, memberId, body, bodyType, idempotencyKey, more = {}) => {
    const { attachmentIds = [], ...given } = more;
    const filesOf = (): Promise<readonly Attachment[]> =>
      loadSendable(store, { conversationId, memberId }, attachmentIds);
    const decisionOn =
      (
        { presence, organization }: ActiveConversation,
        files: readonly Attachment[],
        { parts, route }: CheckedParts,
      ) =>
      (change: ConversationChange): Message => {
        const language = parts.language ?? profileLanguage(organization, change, memberId);
        const all = { ...parts, ...(language !== undefined && { language }) };
        const message = send(change, memberId, body, bodyType, files, all);
        if (memberId !== change.guest.id) return message;
        noteMissedText(change, message.at);
        // A guest who is there and out of the line, as after its missed text was dealt with.
        if (presence.detachedAt === null) returnToLine(change);
        const queue = route === undefined ? null : findQueueByName(organization, route);
        if (queue !== null) moveToQueue(change, queue);
        return message;
      };
    const sendTo = async (
      active: ActiveConversation,
      files: readonly Attachment[],
      terms: ChangeTerms<Message> = {},
    ): Promise<Message> => {
      const isGuest = memberId === active.loaded.record.conversation.guestMemberId;
      const checked = await checkParts(store, conversationId, {
        body,
        isGuest,
        parts: given,
        lastOffer: () => lastOfferOf(store, active),
      });
      const sendAs = (one: CheckedParts): Promise<Message> =>
        conversations.change(active, decisionOn(active, files, one), terms);
      try {
        return await sendAs(checked);
      } catch (error) {
        if (!checked.isFound || !isAlreadyAnswered(error)) throw error;
        return sendAs({ parts: given, isFound: false });
      }
    };
    if (idempotencyKey === null)
      return sendTo(await conversations.get(conversationId), await filesOf());
    const asked: KeyedMessage = { memberId, key: idempotencyKey, body, bodyType, more };
    const once: Once<Message> = {
      memberId,
      key: idempotencyKey,
      hash: hashOf(asked),
      sinceAt: keysSince(context.clock.now()),
      again: (first) => replyAgain(first, asked),
    };
    if ((await conversations.find(conversationId)) === null) {
      // The conversation may have ended between the first try and its repetition.
      const first = await store.firstReply(conversationId, once);
      if (first !== null) return once.again(first);
    }
    const active = await conversations.get(conversationId);
    let files: readonly Attachment[];
    try {
      files = await filesOf();
    } catch (error) {
      // The first try has sent them.
      const first = await store.firstReply(conversationId, once);
      if (first === null) throw error;
      return once.again(first);
    }
    return sendTo(active, files, { once });
  };
}
