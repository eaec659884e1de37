import type { components } from "parlor-contract/parlor.generated";
import type { ContentAnswer, ContentPart } from "./content.ts";

/* The answers of the agent API, as far as the desk reads them. */

type Contract = components["schemas"];
type Entity<List extends { readonly entities: readonly unknown[] }> = List["entities"][number];

export type Participant = Pick<
  Contract["MediaParticipant"],
  | "id"
  | "purpose"
  | "state"
  | "name"
  | "user"
  | "queue"
  | "startAlertingTime"
  | "alertingTimeoutMs"
  | "connectedTime"
  | "endTime"
  | "disconnectType"
  | "wrapupSkipped"
> & {
  readonly conversationRoutingData?: { readonly language?: { readonly name: string } };
  readonly wrapup?: { readonly code: string; readonly provisional?: boolean };
};

export interface MediaView {
  readonly id: string;
  readonly participants: readonly Participant[];
}

/** The view that alone identifies communications, to which messages are posted. */
export interface GenericView {
  readonly participants: readonly {
    readonly id: string;
    readonly chats: readonly { readonly id: string }[];
  }[];
}

export type Waiting = Entity<Contract["WaitingChats"]>;

/** A guest whom nobody reached: it wrote, and no agent has answered. */
export type Missed = Entity<Contract["MissedChats"]>;

/** A guest whom nobody reached, and whom an agent has answered in another way. */
export type Answered = Contract["MissedChats"]["answered"][number];

export interface MissedLists {
  readonly entities: readonly Missed[];
  /** Those of the last 24 hours, the last one first. */
  readonly answered: readonly Answered[];
}

export type Earlier = Omit<Entity<Contract["EndedChats"]>, "endReason" | "rating" | "wrapup"> & {
  readonly wrapup: Pick<Contract["Wrapup"], "name"> | null;
};

export type Details = Omit<Contract["DeskChat"], "guest" | "mediaRequests" | "missed"> & {
  readonly guest: Omit<Contract["DeskChat"]["guest"], "isAuthenticated">;
  readonly mediaRequests: readonly MediaRequest[];
};

export interface MediaRequest {
  readonly id: string;
  readonly state: string;
}

export interface Sender {
  readonly id: string;
  readonly displayName?: string;
  readonly role: "guest" | "agent" | "bot" | "other";
  /** The agent who sent it; missing for everybody else. */
  readonly userId?: string;
}

/** `text` and `notice` were written by somebody; the other kinds are about the conversation. */
export type MessageKind = "text" | "notice" | "joined" | "left" | "media";

export interface DeskMessage {
  readonly id: string;
  readonly sender: Sender;
  readonly body: string;
  readonly kind: MessageKind;
  /** The language of the body, as a BCP 47 tag; absent when it is not known. */
  readonly language?: string;
  /** ISO time; two of them compare as texts. */
  readonly timestamp: string;
  /** Missing for a message without files. */
  readonly files?: readonly DeskFile[];
  /** Missing for a message that the guest cannot answer by choosing. */
  readonly content?: readonly ContentPart[];
  /** Missing for a message that answers no content. */
  readonly answer?: ContentAnswer;
}

export type DeskFile = Contract["Attachment"];
export type FileState = Contract["AttachmentState"];
export type FileUpload = Contract["AttachmentUpload"];
export type FileLimits = Contract["AttachmentLimits"];

export interface MessagePage {
  readonly entities: readonly DeskMessage[];
  /** The address of the page that follows; missing for the last one. */
  readonly next?: string;
}

export interface Me {
  readonly id: string;
  readonly name: string;
  readonly organization?: { readonly id: string };
  readonly parlor: { readonly status: string; readonly capacity: number };
}

export type SavedReply = Pick<Entity<Contract["Replies"]>, "id" | "shortcut" | "text"> & {
  /** Offered below the text. Missing without any. */
  readonly choices?: readonly ReplyChoice[];
};
export interface ReplyChoice {
  readonly text: string;
  readonly payload: string;
}
export type WrapupCode = Pick<Contract["WrapupCodes"][number], "id" | "name">;
export type Queue = Entity<Contract["Queues"]>;
export type Colleague = Entity<Contract["Agents"]>;
export type ChannelView = Pick<Contract["Channel"], "id" | "connectUri">;
export type TransferTarget = { readonly queueId: string } | { readonly userId: string };
