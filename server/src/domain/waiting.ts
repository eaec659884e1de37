import type { ConversationRecord, Member } from "./model.ts";

/** Since when the guest of a queue's leg waits: later than the leg began when it came back anew. */
export const waitsSince = ({ joinedAt, placeAt = joinedAt }: Member): number =>
  Math.max(joinedAt, placeAt);

/**
 * The queue's member that holds the guest now; null when the guest is not in line. A guest whose
 * agent stays until another one accepts is in line, too.
 */
export function waitingMember({ conversation, members }: ConversationRecord): Member | null {
  if (conversation.state !== "active" || conversation.leftLineAt !== null) return null;
  const leg = members.find((member) => member.role === "queue" && member.state === "connected");
  const isTalking = members.some(
    ({ id, role, state }) => role === "agent" && state === "connected" && id !== leg?.transferOf,
  );
  return leg === undefined || isTalking ? null : leg;
}

const MAX_PRIORITY = 1_000_000_000;

/**
 * The guest's place in line as a text: the one that sorts first is served first. Transfers come
 * first, then higher priority, then the longest waiting.
 * @param seq - tells apart those who came in the same millisecond: the older conversation is first
 */
export function linePlace(
  place: {
    readonly isTransfer: boolean;
    readonly priority: number;
    /** The moment that decides the place. */
    readonly placeAt: number;
  },
  seq: number,
): string {
  const behind = MAX_PRIORITY - Math.min(MAX_PRIORITY, Math.max(-MAX_PRIORITY, place.priority));
  const digits = (value: number, length: number): string => String(value).padStart(length, "0");
  const group = place.isTransfer ? "0" : "1";
  return `${group} ${digits(behind, 10)} ${digits(place.placeAt, 15)} ${digits(seq, 15)}`;
}
