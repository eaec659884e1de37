import type { Member, MemberId, Message } from "../../transport/index.ts";

/**
 * The agents who wrote, in the order of their first messages. An agent who was offered the chat and
 * did not take it, or took it and said nothing, is none of them.
 */
export function answeredBy(
  rows: readonly Message[],
  members: ReadonlyMap<MemberId, Member>,
): readonly Member[] {
  const agents = new Set<Member>();
  for (const { kind, senderId } of rows) {
    const member = senderId === null ? undefined : members.get(senderId);
    if (kind === "text" && member?.role === "agent" && member.name !== "") agents.add(member);
  }
  return [...agents];
}
