import type { ConversationState, Member, MemberId, Message } from "../../transport/index.ts";
import { t } from "../i18n/translate.ts";

/** Messages of one sender this close together form a group. */
const GROUP_MS = 5 * 60 * 1000;

export const isOlderThan = (at: number, ms: number): boolean => Date.now() - at > ms;

/** Whether the connection is live: messages that arrive now have just been sent. */
export const isListening = ({ stream }: ConversationState): boolean =>
  stream.kind === "live" || stream.kind === "polling";

/**
 * Returns a predicate that tells whether a new row is history: part of the first catch-up of a
 * resumed chat, or of an older page.
 */
export function historyIn(
  state: ConversationState,
  before: ConversationState,
): (row: Message) => boolean {
  const isFirst =
    state.isResumed &&
    !isListening(before) &&
    before.order.every((key) => before.messages.get(key)?.isOwn === true);
  const oldest = before.messages.get(before.order[0] ?? ("" as never));
  return (row) => isFirst || (oldest !== undefined && row.at < oldest.at);
}

/** The sender's display name; never an id. */
export function nameOf(members: ReadonlyMap<MemberId, Member>, row: Message): string {
  const member = row.senderId === null ? undefined : members.get(row.senderId);
  return member?.name || t("agent");
}

/** The agent who is present now, or was last. */
export function agentIn(members: ReadonlyMap<MemberId, Member>): Member | null {
  const agents = [...members.values()].filter((one) => one.role === "agent" && one.name !== "");
  return (
    agents.findLast((one) => one.state === "connected") ??
    agents.findLast((one) => one.state === "disconnected") ??
    null
  );
}

/** Whether two neighbouring rows belong to the same group. */
export function isSameGroup(a: Message | undefined, b: Message | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  if (a.kind !== "text" || b.kind !== "text") return false;
  return (
    a.isOwn === b.isOwn &&
    (a.isOwn || a.senderId === b.senderId) &&
    Math.abs(b.at - a.at) < GROUP_MS
  );
}

/** Whether a row is rendered at all: joining and leaving is shown for people only. */
export function isShown(row: Message, members: ReadonlyMap<MemberId, Member>): boolean {
  if (row.kind !== "joined" && row.kind !== "left") return true;
  const member = row.senderId === null ? undefined : members.get(row.senderId);
  return member?.role === "agent" && member.name !== "";
}

/** The agent who handed the guest over to the agent that joins in this row, or null. */
export function handedOverBy(
  joined: Message,
  before: Iterable<Message>,
  members: ReadonlyMap<MemberId, Member>,
): Member | null {
  let last: Member | null = null;
  for (const row of before) {
    if (row.kind !== "left" || row.at > joined.at || row.senderId === null) continue;
    const member = members.get(row.senderId);
    if (member?.role === "agent" && member.id !== joined.senderId) last = member;
  }
  return last;
}

/**
 * Whether the row's agent transferred the chat and another has joined since. The row of the agent
 * who joined says so, and this one is left out.
 */
export function isTakenOver(row: Message, { members, messages }: ConversationState): boolean {
  const leaver = row.senderId === null ? undefined : members.get(row.senderId);
  if (row.kind !== "left" || leaver?.leftForTransfer !== true) return false;
  for (const later of messages.values())
    if (later.kind === "joined" && later.at > row.at && isShown(later, members)) return true;
  return false;
}

/** The notice for a member who joined, left or took over, and the names in it. */
export function noticeOf(
  row: Message,
  state: ConversationState,
): { readonly text: string; readonly names: readonly string[] } {
  const { members, messages } = state;
  const name = nameOf(members, row);
  if (row.kind === "left") return { text: t("log.left", { name }), names: [name] };
  const handed = handedOverBy(row, messages.values(), members);
  if (handed === null) return { text: t("log.joined", { name }), names: [name] };
  const from = handed.name.split(" ")[0] ?? handed.name;
  const queue = row.senderId === null ? undefined : members.get(row.senderId)?.queueName;
  const text =
    queue == null
      ? t("log.takenOver", { from, name })
      : t("log.transferred", { from, name, queue });
  return { text, names: [name] };
}
