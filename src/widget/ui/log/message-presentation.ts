import type { ConversationState, Member, MemberId, Message } from "../../../transport/index.ts";
import { t } from "../../i18n/translate.ts";

/** Messages of one sender this close together stand as one group. */
const GROUP_MS = 5 * 60 * 1000;

export const isOlderThan = (at: number, ms: number): boolean => Date.now() - at > ms;

/** Whether somebody listens: what comes now has just been said. */
export const isListening = ({ stream }: ConversationState): boolean =>
  stream.kind === "live" || stream.kind === "polling";

/** Tells of a row that is new in a state whether it is history: what a chat that goes on catches up with at first, and older pages. */
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

/** How a sender is called; never an id. */
export function nameOf(members: ReadonlyMap<MemberId, Member>, row: Message): string {
  const member = row.senderId === null ? undefined : members.get(row.senderId);
  return member?.name || t("agent");
}

/** The agent who is in now, or was last. */
export function agentIn(members: ReadonlyMap<MemberId, Member>): Member | null {
  const agents = [...members.values()].filter((one) => one.role === "agent" && one.name !== "");
  return (
    agents.findLast((one) => one.state === "connected") ??
    agents.findLast((one) => one.state === "disconnected") ??
    null
  );
}

/** Whether two neighbouring rows belong to one group. */
export function isSameGroup(a: Message | undefined, b: Message | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  if (a.kind !== "text" || b.kind !== "text") return false;
  return (
    a.isOwn === b.isOwn &&
    (a.isOwn || a.senderId === b.senderId) &&
    Math.abs(b.at - a.at) < GROUP_MS
  );
}

/** Whether anything of this row is drawn: coming and going is told of people only. */
export function isShown(row: Message, members: ReadonlyMap<MemberId, Member>): boolean {
  if (row.kind !== "joined" && row.kind !== "left") return true;
  const member = row.senderId === null ? undefined : members.get(row.senderId);
  return member?.role === "agent" && member.name !== "";
}

/** The agent who handed the guest to the one who joins here; null when nobody did. */
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

/** Who was handed on and has been taken over since: that is told of the one who took over. */
export function isTakenOver(row: Message, { members, messages }: ConversationState): boolean {
  const leaver = row.senderId === null ? undefined : members.get(row.senderId);
  if (row.kind !== "left" || leaver?.leftForTransfer !== true) return false;
  for (const later of messages.values())
    if (later.kind === "joined" && later.at > row.at && isShown(later, members)) return true;
  return false;
}

/** What is told of somebody who came, went or took over; and the names in it. */
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
