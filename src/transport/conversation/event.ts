import type { Delivery, IncomingMessage, MemberId, MessageContent, MessageKey } from "./message.ts";
import type { FileLimits, Upload, UploadKey } from "./upload.ts";
import type {
  Capabilities,
  ConversationState,
  EndReason,
  IncomingMember,
  MediaRequest,
  Member,
  Missed,
  Phase,
  QueuePlace,
  StreamStatus,
} from "./state.ts";

/** Everything that can happen to a conversation. */
export type ConversationEvent =
  | { readonly type: "phase"; readonly phase: Phase }
  | {
      readonly type: "session";
      readonly conversationId: string;
      readonly ownId: MemberId;
      readonly isResumed: boolean;
      /** Missing from tabs of version 0.1.0. */
      readonly capabilities?: Capabilities;
      /** Missing from tabs of a version without files. */
      readonly fileLimits?: FileLimits | null;
    }
  | { readonly type: "stream"; readonly status: StreamStatus }
  | {
      readonly type: "composed";
      readonly key: MessageKey;
      readonly body: string;
      readonly at: number;
      /** Missing without any. */
      readonly content?: readonly MessageContent[];
      /** The uploads that have become the content: they are no uploads any more. */
      readonly uploads?: readonly UploadKey[];
    }
  /** A new or changed upload; null: it was removed. */
  | { readonly type: "upload"; readonly key: UploadKey; readonly upload: Upload | null }
  | {
      readonly type: "delivery";
      readonly key: MessageKey;
      readonly delivery: Delivery;
      /** Set when the host's hook has changed the text. */
      readonly body?: string;
      /** {@link Message.after}. Missing when it is not known, and from tabs of earlier versions. */
      readonly after?: number | undefined;
    }
  | { readonly type: "accepted"; readonly key: MessageKey; readonly message: IncomingMessage }
  | { readonly type: "discarded"; readonly key: MessageKey }
  | {
      readonly type: "received";
      readonly messages: readonly IncomingMessage[];
      /** Set with a page that was read backwards: whether there are older messages before it. */
      readonly hasOlder?: boolean;
    }
  | { readonly type: "members"; readonly members: readonly IncomingMember[]; readonly at: number }
  | {
      readonly type: "member-state";
      readonly id: MemberId;
      readonly state: Member["state"];
      readonly isTransfer: boolean;
      /** The agent's connection is lost. Missing from tabs of version 0.1.0. */
      readonly isGone?: boolean;
      readonly endReason: EndReason | null;
      readonly at: number;
    }
  | { readonly type: "typing"; readonly id: MemberId; readonly isTyping: boolean }
  | { readonly type: "media"; readonly requests: readonly MediaRequest[] }
  | { readonly type: "queue"; readonly place: QueuePlace | null }
  | { readonly type: "missed"; readonly missed: Missed | null }
  /** The server's clock differs from this computer's by another amount than known so far. */
  | { readonly type: "clock"; readonly offsetMs: number }
  | { readonly type: "cleared" }
  /** The leading tab's whole state, which replaces that of a following tab. */
  | { readonly type: "snapshot"; readonly state: ConversationState };

/** Whether each tab tells the others of such an event; all others are the leading tab's. */
export const isOfEachTab = ({ type }: ConversationEvent): boolean =>
  type === "composed" || type === "upload";
