import type { Member } from "./model.ts";

export type NewMember = Pick<Member, "role" | "state" | "displayName"> & Partial<Member>;

/** Fills in every field of a member that joins a conversation at this moment. */
export function newMember(
  given: NewMember,
  conversationId: string,
  at: number,
  newId: () => string,
): Member {
  return {
    id: newId(),
    participantId: newId(),
    conversationId,
    firstName: null,
    lastName: null,
    email: null,
    phoneNumber: null,
    avatarImageUrl: null,
    authenticatedGuest: false,
    verifiedFields: [],
    customFields: {},
    userId: null,
    queueId: null,
    joinedAt: at,
    alertingAt: given.state === "alerting" ? at : null,
    connectedAt: given.state === "connected" ? at : null,
    leftAt: null,
    leaveReason: null,
    transferNote: null,
    wrapup: null,
    isWrapupSkipped: false,
    ...given,
  };
}
