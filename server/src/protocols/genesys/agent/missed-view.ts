import type { MissedChats, MissedStatus, PageInfo } from "parlor-contract/parlor.generated";
import type * as domain from "../../../domain/model.ts";
import { isListed } from "../../../domain/missed.ts";
import type { MissedConversation } from "../../../service/conversations.ts";
import { iso } from "../guest/views.ts";
import { chatSummary, guestOf } from "./chat-summary.ts";

/* Missed conversations, and what the guest's page said about itself, as agents see them. */

type MissedChat = MissedChats["entities"][number];

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
  const answers = guest?.customFields ?? {};
  const { fieldLabels, language, address } = conversation.pageInfo;
  return {
    ...chatSummary(chat),
    missedSince: iso(missed.since),
    startedAt: iso(conversation.createdAt),
    endedAt: conversation.endedAt === null ? null : iso(conversation.endedAt),
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
  };
}

function takerView({ takenBy }: domain.Missed): MissedStatus["takenBy"] {
  return takenBy === null ? null : { id: takenBy.userId, name: takenBy.name };
}
