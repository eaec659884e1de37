import type { MissedChats, MissedStatus, PageInfo } from "parlor-contract/parlor.generated";
import { chatSummary, guestOf } from "../../../domain/chat-summary.ts";
import type * as domain from "../../../domain/model.ts";
import { isListed } from "../../../domain/missed.ts";
import type { AnsweredConversation, MissedConversation } from "../../../service/conversations.ts";
import { iso } from "../guest/views.ts";

/* Missed conversations, and what the guest's page said about itself, as agents see them. */

type MissedChat = MissedChats["entities"][number];
type AnsweredChat = MissedChats["answered"][number];

export function pageView(info: domain.PageInfo): PageInfo {
  const { fieldLabels, canShareScreen, language, address } = info;
  return {
    fieldLabels,
    capabilities: { screenShare: canShareScreen },
    language,
    page: address,
  };
}

/** Null for a conversation that is not in the list of missed ones. */
export function missedView(conversation: domain.Conversation): MissedStatus | null {
  const { missed } = conversation;
  if (missed === null || !isListed(conversation)) return null;
  return { since: iso(missed.since), takenBy: takerView(missed) };
}

/** An entry of the list. */
export function missedChatView({ chat, missed, lastText }: MissedConversation): MissedChat {
  const { conversation } = chat;
  const guest = guestOf(chat);
  const summary = chatSummary(chat);
  const answers = guest?.customFields ?? {};
  const { fieldLabels, language, address, promise } = conversation.pageInfo;
  return {
    ...summary,
    guest: { ...summary.guest, participantId: guest?.participantId ?? "" },
    missedSince: iso(missed.since),
    startedAt: iso(conversation.createdAt),
    endedAt: isoOrNull(conversation.endedAt),
    lastText,
    language: language ?? conversation.language,
    page: address,
    // A form may ask for either in a field of its own.
    contact: {
      email: guest?.email ?? answers["email"] ?? null,
      phoneNumber: guest?.phoneNumber ?? answers["phoneNumber"] ?? answers["phone"] ?? null,
    },
    answers,
    fieldLabels,
    verifiedFields: guest?.verifiedFields ?? [],
    takenBy: takerView(missed),
    promise: promise === null ? null : { text: promise.text, dueAt: isoOrNull(promise.dueAt) },
  };
}

/** An entry of those that were answered. Its text is shown to nobody any more. */
export function answeredChatView({ chat, missed }: AnsweredConversation): AnsweredChat {
  return {
    ...chatSummary(chat),
    answeredAt: iso(missed.wrapup?.endAt ?? missed.since),
    answeredBy: takerView(missed),
  };
}

const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

function takerView({ takenBy }: domain.Missed): MissedStatus["takenBy"] {
  return takenBy === null ? null : { id: takenBy.userId, name: takenBy.name };
}
