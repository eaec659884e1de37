import type { EndReason, MediaType, QueuePlace } from "../transport/index.ts";

/* The types of the fake server's data. Times are milliseconds since 1970. */

export type { EndReason, MediaType, QueuePlace };

/** Returns a random UUID; `crypto.randomUUID` is missing on plain http. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-8$4-$5");
}

export type Role = "CUSTOMER" | "ACD" | "WORKFLOW" | "AGENT";

/** A member's identity, as sent on the wire. */
export interface Person {
  readonly displayName: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string;
  readonly phoneNumber?: string;
  readonly avatarImageUrl?: string;
}

export interface Member {
  readonly id: string;
  readonly conversationId: string;
  readonly role: Role;
  readonly state: "ALERTING" | "CONNECTED" | "DISCONNECTED";
  readonly person: Person;
  readonly customFields: Readonly<Record<string, string>>;
  readonly isAuthenticated: boolean;
  readonly joinedAt: number;
  readonly leftAt: number | null;
  readonly leftForTransfer: boolean;
}

export type BodyType = "standard" | "notice" | "member-join" | "member-leave" | "media-request";

export interface Message {
  readonly id: string;
  readonly conversationId: string;
  readonly senderId: string;
  readonly body: string;
  readonly bodyType: BodyType;
  /** Strictly increasing within a conversation. */
  readonly at: number;
}

/** The state of a media request, as the contract names it. @public */
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
  readonly types: readonly MediaType[];
  readonly state: MediaRequestState;
  readonly communicationId: string;
  readonly securityKey: string;
  /** The message that notified the guest; delivered again when the state changes. */
  readonly announcement: Message;
  readonly expiresAt: number;
}

/** A visitor's rating of the chat. @public */
export interface Rating {
  /** 1 to 5. */
  readonly score: number;
  /** Null if the visitor left no comment. */
  readonly comment: string | null;
}

/** The visitor's input for creating the conversation. */
export interface NewChat {
  readonly organizationId: string;
  readonly deploymentId: string;
  readonly queue: string;
  readonly skills: readonly string[];
  readonly language: string | null;
  readonly priority: number;
  readonly person: Person;
  readonly customFields: Readonly<Record<string, string>>;
  readonly isAuthenticated: boolean;
}
