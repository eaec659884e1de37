import type { MessageFiles } from "./message-file.ts";
import type { MessageParts } from "./message-parts.ts";
import type { Wrapup } from "./wrapup.ts";

export type { Wrapup };

/**
 * The server's data model of a conversation. Times are integers in milliseconds; ids are UUIDs.
 * `protocols/` turns these into the wire shapes of the vendor's contracts.
 */

export type MemberRole = "guest" | "queue" | "bot" | "agent";
export type MemberState = "alerting" | "connected" | "disconnected";

/** Why a conversation is over; told to guests by the `end-reason` extension. */
export type EndReason = "guest" | "agent" | "idle" | "lost" | "system";

/** Why one member left while the conversation may go on. */
export type LeaveReason =
  | "transfer"
  /** The offer was withdrawn: the guest has closed the page. */
  | "guest-away"
  /** The agent's connection was lost for too long. */
  | "gone"
  | "no-answer"
  | "declined"
  | "answered"
  | "flow-done"
  | "ended"
  | "left";

/**
 * A guest, a queue, a flow or an agent taking part in one conversation. Each leg has its own row: a
 * second offer to the same agent creates a new member.
 */
export interface Member {
  /** The member id of the guest API, and the communication id of the agent API. */
  readonly id: string;
  /** The participant id of the agent API. */
  readonly participantId: string;
  readonly conversationId: string;
  readonly role: MemberRole;
  readonly state: MemberState;
  readonly displayName: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string | null;
  readonly phoneNumber: string | null;
  readonly avatarImageUrl: string | null;
  readonly authenticatedGuest: boolean;
  /**
   * The fields that the guest's `memberAuthToken` vouched for, such as `email` or
   * `customFields.tier`. The browser supplied the others.
   */
  readonly verifiedFields: readonly string[];
  readonly customFields: Readonly<Record<string, string>>;
  /** The agent's user id; null for everyone else. */
  readonly userId: string | null;
  /** The queue this leg belongs to; null for the guest. */
  readonly queueId: string | null;
  readonly joinedAt: number;
  readonly alertingAt: number | null;
  readonly connectedAt: number | null;
  readonly leftAt: number | null;
  readonly leaveReason: LeaveReason | null;
  /** The note of the agent who transferred, for this agent only (`Parlor-Transfer-Note`). */
  readonly transferNote: string | null;
  readonly wrapup: Wrapup | null;
  readonly isWrapupSkipped: boolean;
  /**
   * The conversation's attributes when this agent left it before its end, for the agent's later
   * reads. Absent otherwise.
   */
  readonly attributesAtEnd?: Readonly<Record<string, string>>;
  /**
   * A queue's leg: the moment that decides the place in line. Absent: `joinedAt`. Earlier than
   * that for a guest whose agent was lost, later for one who is back after it was answered as
   * missed.
   */
  readonly placeAt?: number;
  /**
   * A queue's leg: the agent who transferred the guest to it, so that the guest comes first in
   * line. Null once the guest has lost that place, absent for guests who were not transferred.
   */
  readonly transferredBy?: { readonly userId: string; readonly name: string } | null;
  /**
   * An agent's leg: since when the guest knows that the agent's connection is lost, though the chat
   * stays with it. Null once it is back, absent before.
   */
  readonly goneAt?: number | null;
  /**
   * A queue's or an agent's leg that a transfer made: the leg of the agent who transfers. That
   * agent stays, if it still takes part, until this leg or one from this queue is accepted.
   */
  readonly transferOf?: string;
  /** An agent's leg: since when the guest is on hold. Null once it is not, absent before. */
  readonly heldAt?: number | null;
  /** An agent's leg: when that was the last time, after the agent is back. */
  readonly wasGone?: { readonly at: number; readonly backAt: number };
}

export type BodyType = "standard" | "notice" | "joined" | "left" | "media-request";

export interface Message extends MessageFiles, MessageParts {
  readonly id: string;
  readonly conversationId: string;
  readonly senderId: string;
  readonly body: string;
  readonly bodyType: BodyType;
  /**
   * Strictly increasing within a conversation, by at least 1 ms, even when the clock steps back.
   */
  readonly at: number;
}

export type MediaType = "COBROWSE" | "SCREENSHARE";
export type MediaRequestState =
  | "PENDING"
  | "ACCEPTED"
  | "DECLINED"
  | "TIMEDOUT"
  | "CANCELLED"
  | "ERRORED";

export interface MediaRequest {
  readonly id: string;
  readonly conversationId: string;
  /** The agent member who asks. */
  readonly askedById: string;
  readonly types: readonly MediaType[];
  readonly state: MediaRequestState;
  /** Given to the guest once ACCEPTED. */
  readonly communicationId: string;
  /** Given to the guest once ACCEPTED; a secret. */
  readonly securityKey: string;
  /**
   * The `media-request` message that announced it to the guest; sent again when the request's state
   * changes.
   */
  readonly announcementId: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** How often the guest has prolonged it, from the first time on. */
  readonly prolonged?: number;
}

/** The guest's rating of a conversation (extension `rating`). */
export interface Rating {
  /** 1 to 5. */
  readonly score: number;
  readonly comment: string | null;
}

/** The guest's page, as it described itself when the conversation was created. */
export interface PageInfo {
  /** The labels of the form's fields as the guest read them, by the key of the field. */
  readonly fieldLabels: Readonly<Record<string, string>>;
  /** Whether the page can share the guest's screen; null when it did not say. */
  readonly canShareScreen: boolean | null;
  /** The language of the panel, as a BCP 47 tag. */
  readonly language: string | null;
  /** The http or https address of the page. */
  readonly address: string | null;
  /** The promise of the page to a guest who left a message: the time in its words and as a date. */
  readonly promise: { readonly text: string; readonly dueAt: number | null } | null;
}

/**
 * A conversation that ended, or left the line, with text of the guest that no agent has answered.
 * It is listed in one queue while it is `open` (nobody has it) or `taken`.
 */
export interface Missed {
  readonly state: "open" | "taken" | "closed" | "expired";
  /** The queue that the guest waited in last. */
  readonly queueId: string;
  readonly since: number;
  /** When the guest last wrote since it is listed, or since it was taken; null when it has not. */
  readonly textAt: number | null;
  /** The agent who answers it in another way; null while it is open. */
  readonly takenBy: MissedTaker | null;
  /** The taker's wrap-up, once it is closed. */
  readonly wrapup: Wrapup | null;
}

export interface MissedTaker {
  readonly userId: string;
  readonly name: string;
  readonly at: number;
}

/** `created`: no event stream was ever attached, so nothing is routed. */
export type ConversationState = "created" | "active" | "ended";

export interface Conversation {
  readonly id: string;
  readonly organizationId: string;
  readonly deploymentId: string;
  readonly state: ConversationState;
  readonly guestMemberId: string;
  /** The queue asked for at first, or transferred to. */
  readonly queueId: string;
  readonly skills: readonly string[];
  readonly language: string | null;
  readonly priority: number;
  /** The agent side's attributes: `context.<key>` for each custom field, and what agents set. */
  readonly attributes: Readonly<Record<string, string>>;
  /**
   * The guest's id from the `memberAuthToken`; null for an anonymous guest and for a token that
   * identifies nobody.
   */
  readonly externalId: string | null;
  readonly pageInfo: PageInfo;
  /**
   * Whether the guest has written anything since an agent last wrote, or since it was last missed
   * and is closed or expired.
   */
  readonly hasGuestText: boolean;
  /** Whether an agent has written anything since the guest last came into line. */
  readonly hasAgentText: boolean;
  /** Null for a conversation that was never missed, or is missed no longer. */
  readonly missed: Missed | null;
  readonly createdAt: number;
  readonly activeAt: number | null;
  /**
   * When the waiting guest, gone for too long, left the line. Its queue leg stays and keeps the
   * place for a return. Null while the guest is in line.
   */
  readonly leftLineAt: number | null;
  readonly endedAt: number | null;
  readonly endReason: EndReason | null;
}

/** A conversation with all its members (the ended ones too), in joining order. */
export interface ConversationRecord {
  readonly conversation: Conversation;
  readonly members: readonly Member[];
}

/** A place in line. Positions start at 1. */
export interface QueuePlace {
  readonly name: string;
  /** The team's own word for guests; null when it has none. */
  readonly label: string | null;
  readonly position: number;
  readonly ahead: number;
  /** Null without recent answers, and when nobody of the queue is there. */
  readonly estimatedWaitSeconds: number | null;
  /** Whether an agent of the queue is there. */
  readonly isStaffed: boolean;
}
