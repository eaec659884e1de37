import type { ChatEvent } from "./chat-event.ts";
import type { ChangeResult } from "./conversation-change.ts";
import { isListed } from "./missed.ts";
import type { Member, Message, Rating } from "./model.ts";
import type { PublicEventType } from "./webhook.ts";

type ConversationEventType = Exclude<
  PublicEventType,
  "conversation.rated" | "message.created" | "member.joined" | "member.left"
>;

/** An event of one conversation, with the part of it that the event is about. */
export type PublicEvent = { readonly at: number } & (
  | { readonly type: ConversationEventType }
  | { readonly type: "conversation.rated"; readonly rating: Rating }
  | { readonly type: "message.created"; readonly message: Message }
  | { readonly type: "member.joined" | "member.left"; readonly member: Member }
);

/** A guest is a member from the creation on, and has joined with its first event stream. */
function isIn({ state, role, connectedAt }: Member): boolean {
  return state === "connected" && (role !== "guest" || connectedAt !== null);
}

/** The public events of one change, in the order in which they happened. Pure. */
export function publicEventsOf(changes: ChangeResult): readonly PublicEvent[] {
  const { before, membersBefore, record, lastAt } = changes;
  const { conversation } = record;
  const known = new Map(membersBefore.map((member) => [member.id, member]));
  const found: PublicEvent[] = [];
  // A stored conversation has its guest at least.
  if (membersBefore.length === 0)
    found.push({ type: "conversation.created", at: conversation.createdAt });
  for (const event of changes.events) {
    if (event.kind === "member") {
      found.push(...memberEvents(event, known.get(event.member.id)));
      known.set(event.member.id, event.member);
    } else found.push(...otherEvents(event, changes));
  }
  const isBackInLine =
    before.leftLineAt !== null &&
    conversation.leftLineAt === null &&
    conversation.state === "active";
  if (isBackInLine && !found.some(({ type }) => type === "conversation.waiting"))
    found.push({ type: "conversation.waiting", at: lastAt });
  return found;
}

function memberEvents(
  { member, at }: Extract<ChatEvent, { kind: "member" }>,
  before: Member | undefined,
): readonly PublicEvent[] {
  const wasIn = before !== undefined && isIn(before);
  if (isIn(member) === wasIn) return [];
  if (wasIn) {
    const hasHandedOver = member.role === "agent" && member.leaveReason === "transfer";
    return [
      { type: "member.left", at, member },
      ...(hasHandedOver ? [{ type: "conversation.transferred", at } as const] : []),
    ];
  }
  const joined = { type: "member.joined", at, member } as const;
  if (member.role === "queue") return [joined, { type: "conversation.waiting", at }];
  if (member.role === "agent") return [joined, { type: "conversation.accepted", at }];
  return [joined];
}

function otherEvents(event: ChatEvent, { before, record }: ChangeResult): readonly PublicEvent[] {
  if (event.kind === "message") {
    const { message } = event;
    // The others say who came and went, which the events of members tell.
    const isText = message.bodyType === "standard" || message.bodyType === "notice";
    return isText ? [{ type: "message.created", at: message.at, message }] : [];
  }
  if (event.kind === "missed") {
    const isNew = event.missed?.state === "open" && !isListed(before);
    return isNew ? [{ type: "conversation.missed", at: event.missed.since }] : [];
  }
  if (event.kind !== "ended") return [];
  const { endedAt, createdAt } = record.conversation;
  return [{ type: "conversation.ended", at: endedAt ?? createdAt }];
}
